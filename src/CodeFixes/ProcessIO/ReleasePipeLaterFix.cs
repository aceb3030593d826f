using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE707: moves the release of the child's end behind the start.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleasePipeLaterFix))]
public sealed class ReleasePipeLaterFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.PipeIsReleasedEarly.Id);

    protected override string Title => "Release the handle after the start";

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
                Parent: ExpressionStatementSyntax { ContainsDirectives: false } release,
            }
            || release.ListNode() is not { } list
            || StartStatement.Of(diagnostic, root) is not { } start
            || StartStatement.NextTo(start, list) is not { } started
            || pipe.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any()
            || !StartStatement.CanName(pipe, started, model, cancellationToken))
        {
            return false;
        }

        if (started is UsingStatementSyntax)
        {
            edits.Remove(release);
            StartStatement.Follow(started, release.WithoutTrivia().ToString(), edits);
        }
        else
        {
            StatementSyntax moved = started.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
                ? release
                : release.WithLeadingTrivia(release.GetLeadingTrivia().SkipWhile(Comments.IsBlank));
            edits.Splice(release, static _ => new StatementSyntax[0]);
            OneLineBodies.Open(edits, started);
            edits.Splice(started, current => new[] { current, moved });
        }

        return true;
    }
}
