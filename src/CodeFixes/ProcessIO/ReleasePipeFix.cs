using System.Collections.Immutable;
using System.Linq;
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

    protected override string Title => "Release the local copy of the handle after the start";

    protected override string EquivalenceKey => "PSAFE706.ReleasePipe";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var pipe } } handle
            || StartStatement.Of(diagnostic, root) is not { } start
            || Started(start, handle) is not { } started
            || !StartStatement.CanName(pipe, started, model, cancellationToken))
        {
            return false;
        }

        StartStatement.Follow(started, $"{pipe}.DisposeLocalCopyOfClientHandle();", edits);
        return true;
    }

    /// <summary>The start, or a loop that starts a child each time with a handle that was asked for before it.</summary>
    private static StatementSyntax? Started(StatementSyntax start, SyntaxNode handle)
    {
        StatementSyntax? loop = start.Ancestors()
            .OfType<StatementSyntax>()
            .Where(static outer => outer is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            .LastOrDefault(outer => !outer.Span.Contains(handle.Span));
        return loop is null ? start : loop.ListNode() is { } list ? StartStatement.NextTo(start, list) : null;
    }
}
