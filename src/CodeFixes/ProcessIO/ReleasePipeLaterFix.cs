using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE707: moves the release of the child's end behind the start.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleasePipeLaterFix))]
public sealed class ReleasePipeLaterFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeIsReleasedEarly.Id);

    protected override string Title => "Move it after the start";

    protected override string EquivalenceKey => "PSAFE707.ReleasePipeLater";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: var pipe },
                Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } release,
            }
            || StartStatement.Of(diagnostic, root) is not { } start
            || !start.Ancestors().Contains(block)
            || pipe.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any()
            || !StartStatement.CanName(pipe, start, model, cancellationToken))
        {
            return false;
        }

        edits.Remove(release);
        StartStatement.Follow(start, release.WithoutTrivia().ToString(), edits);
        return true;
    }
}
