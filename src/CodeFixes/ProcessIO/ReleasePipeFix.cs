using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE706: closes this process's copy of the child's end right after the start.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleasePipeFix))]
public sealed class ReleasePipeFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeStaysOpen.Id);

    protected override string Title => "Call DisposeLocalCopyOfClientHandle after the start";

    protected override string EquivalenceKey => "PSAFE706.ReleasePipe";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var pipe } }
            || StartStatement.Of(diagnostic, root) is not { } start
            || !StartStatement.CanName(pipe, start, model, cancellationToken))
        {
            return false;
        }

        StartStatement.Follow(start, $"{pipe}.DisposeLocalCopyOfClientHandle();", edits);
        return true;
    }
}
