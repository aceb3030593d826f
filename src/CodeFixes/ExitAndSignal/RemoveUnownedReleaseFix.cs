using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// PSAFE806: removes the release of a lock that the handler's thread does not own, and the subscription of a handler that does nothing
/// else. The lock is then released by its owner, or by the end of the process; which of them the program needs, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveUnownedReleaseFix))]
public sealed class RemoveUnownedReleaseFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.ExitHandlerReleasesUnownedLock.Id);

    protected internal override string EquivalenceKey => "PSAFE806.RemoveRelease";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        Location place = diagnostic.Fact();
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.HandlerOnly)
            || place.SourceTree?.FilePath != root.SyntaxTree.FilePath
            || !root.FullSpan.Contains(place.SourceSpan)
            || root.FindNode(place.SourceSpan, getInnermostNodeForTie: true)
                .FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } release
            || StatementOf(release) is not { } statement
            || Comments.HasInnerDirectives(statement))
        {
            return null;
        }

        SyntaxEdits edits = new();
        edits.Remove(statement);
        return ($"Remove '{(release.Parent as ConditionalAccessExpressionSyntax ?? (ExpressionSyntax)release).WithoutTrivia()}'", edits);
    }

    /// <summary>
    /// The statement that goes with the release: its own, an `if` around nothing else, or the subscription of a lambda with nothing else.
    /// Where these have directives, its own. Null where the code around it would make no sense without it.
    /// </summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax release)
    {
        SyntaxNode whole = release.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == release ? access : release;
        return WithAllRound(whole) is { } statement
            && Comments.HasInnerDirectives(statement)
            && whole.Parent is ExpressionStatementSyntax own
            && own.IsInList()
                ? own
                : WithAllRound(whole);
    }

    private static StatementSyntax? WithAllRound(SyntaxNode whole)
    {
        SyntaxNode? gone = whole.Parent switch
        {
            ExpressionStatementSyntax statement => statement,
            LambdaExpressionSyntax lambda => lambda,
            _ => null,
        };
        while (gone is StatementSyntax)
        {
            SyntaxNode? emptied = gone.Parent switch
            {
                BlockSyntax { Statements.Count: 1, Parent: { } parent } => parent,
                IfStatementSyntax branch => branch,
                _ => null,
            };
            switch (emptied)
            {
                case IfStatementSyntax { Else: null } branch when IsPure(branch.Condition):
                    gone = branch;
                    continue;
                case AnonymousFunctionExpressionSyntax function:
                    gone = function;
                    continue;
                case null or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax:
                    return gone.Parent is BlockSyntax or SwitchSectionSyntax ? (StatementSyntax)gone : null;
                default:
                    return null;
            }
        }

        return gone is AnonymousFunctionExpressionSyntax
            {
                Parent: AssignmentExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.AddAssignmentExpression,
                    Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } subscription,
                },
            }
            ? subscription
            : null;
    }

    /// <summary>True for a condition that does nothing but ask.</summary>
    private static bool IsPure(ExpressionSyntax condition) => !condition.DescendantNodesAndSelf().Any(static node =>
        node is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
        || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression);
}
