using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE311: lets the move put its file in the place of the other one, and removes the deletion.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OverwriteMoveFix))]
public sealed class OverwriteMoveFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.DeletedBeforeMove.Id);

    protected override string Title => "Move with overwrite: true";

    protected override string EquivalenceKey => "PSAFE311.Overwrite";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax deletion
            || diagnostic.AdditionalLocations.Count != 1
            || root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
                is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax moving } move
            || moving.PreviousStatement() is not { } before
            || !before.Span.Contains(deletion.Span)
            || Comments.HasInnerDirectives(before)
            || moving.GetLeadingTrivia().Any(static trivia => trivia.IsDirective))
        {
            return false;
        }

        ArgumentSyntax overwrite = ((InvocationExpressionSyntax)SyntaxFactory.ParseExpression("f(overwrite: true)"))
            .ArgumentList.Arguments[0];
        edits.Remove(before);
        edits.Replace(move.ArgumentList, current => ArgumentLists.WithLast((ArgumentListSyntax)current, overwrite));
        return true;
    }
}
