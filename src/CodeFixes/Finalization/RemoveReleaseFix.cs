using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// PSAFE205: removes the release of a lock that the finalizer thread does not own: the call in the finalizer whose callee does nothing
/// else, or the release itself where finalizers alone run it. A finalizer that has nothing left goes with it. The lock stays taken, as it
/// does today: who took it has to release it, which a person has to see to.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveReleaseFix))]
public sealed class RemoveReleaseFix : SolutionReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.FinalizerReleasesUnownedLock.Id);

    protected internal override string EquivalenceKey => "PSAFE205.RemoveRelease";

    protected override bool AreIndependent => true;

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (await diagnostic.Fact().FindNodeAsync(document.Project, cancellationToken).ConfigureAwait(false)
                is not ExpressionSyntax release)
        {
            return null;
        }

        SyntaxNode? first = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        ExpressionSyntax? removed = first == release || diagnostic.Properties.ContainsKey(DiagnosticProperties.FinalizersOnly) ? release
            : first is ExpressionSyntax call && diagnostic.AdditionalLocations.Count == 1 && IsAllOf(release) ? call
            : null;
        SyntaxEdits edits = new();
        return removed is not null && Remove(removed, edits) ? ($"Remove '{removed.WithoutTrivia()}' from the finalizer", edits) : null;
    }

    /// <summary>Whether the method does nothing but release.</summary>
    private static bool IsAllOf(ExpressionSyntax release) => release.Parent switch
    {
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax } => true,
        ExpressionStatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: MethodDeclarationSyntax } } => true,
        _ => false,
    };

    private static bool Remove(ExpressionSyntax call, SyntaxEdits edits)
    {
        switch (call.Parent)
        {
            case ArrowExpressionClauseSyntax { Parent: DestructorDeclarationSyntax finalizer }:
                return RemoveWhole(finalizer, edits);
            case ExpressionStatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: DestructorDeclarationSyntax finalizer } }
                when !HasComments(finalizer) && !Comments.HasInnerDirectives(finalizer):
                return RemoveWhole(finalizer, edits);
            case ExpressionStatementSyntax { Parent: BlockSyntax } statement when !Comments.AreInside(statement):
                edits.Remove(statement);
                return true;
            default:
                return false;
        }
    }

    private static bool RemoveWhole(DestructorDeclarationSyntax finalizer, SyntaxEdits edits)
    {
        if (HasComments(finalizer) || Comments.HasInnerDirectives(finalizer) || finalizer.Parent is not TypeDeclarationSyntax type)
        {
            return false;
        }

        int index = type.Members.IndexOf(finalizer);
        edits.Replace(type, current => RemovedMembers.Without((TypeDeclarationSyntax)current, index));
        return true;
    }

    private static bool HasComments(SyntaxNode node) => node.DescendantTrivia().Any(Comments.IsComment);
}
