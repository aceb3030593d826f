using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>The locks under which the collection is used: which of them go, and whether the collection can do without them.</summary>
internal sealed class CollectionLocks
{
    private static readonly HashSet<string> Acquisitions = new()
    {
        "Enter", "TryEnter", "EnterScope", "EnterReadLock", "EnterWriteLock", "EnterUpgradeableReadLock",
        "TryEnterReadLock", "TryEnterWriteLock", "TryEnterUpgradeableReadLock", "Wait", "WaitAsync", "WaitOne",
    };

    private CollectionLocks(IReadOnlyCollection<LockStatementSyntax> removable) => Removable = removable;

    /// <summary>Locks that guarded nothing but the collection.</summary>
    public IReadOnlyCollection<LockStatementSyntax> Removable { get; }

    /// <summary>
    /// Reads every lock in the scope; null when one of them makes several operations into one that the concurrent collection does not have.
    /// </summary>
    public static CollectionLocks? In(
        MemberScope scope,
        IReadOnlyDictionary<SyntaxNode, CollectionOperation> operations,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        List<LockStatementSyntax> removable = new();
        foreach (SyntaxNode root in scope.Roots)
        {
            foreach (LockStatementSyntax locked in root.DescendantNodes().OfType<LockStatementSyntax>())
            {
                LockContents contents = LockContents.Of(
                    locked.Statement,
                    IsForeign(locked.Expression, scope),
                    scope.Member,
                    operations,
                    compilation,
                    cancellationToken);
                if (!contents.StandsWithoutLock)
                {
                    return null;
                }

                if (contents.Operations.Count > 0 && contents.GuardsNothingElse && CanBeRemoved(locked))
                {
                    removable.Add(locked);
                }
            }
        }

        foreach (MemberDeclarationSyntax member in operations.Keys.Select(node => node.FirstAncestorOrSelf<MemberDeclarationSyntax>())
            .Where(member => member is not null)
            .Distinct()!)
        {
            if (LocksOtherwise(member)
                && !LockContents.Of(member, true, scope.Member, operations, compilation, cancellationToken).StandsWithoutLock)
            {
                return null;
            }
        }

        return new CollectionLocks(removable);
    }

    /// <summary>Code that another configuration compiles may need the lock; directives between its parts would be torn off.</summary>
    private static bool CanBeRemoved(LockStatementSyntax locked) =>
        (EvaluationOrder.IsStable(locked.Expression) || locked.Expression is TypeOfExpressionSyntax)
        && locked.Parent is StatementSyntax or SwitchSectionSyntax or ElseClauseSyntax
        && !locked.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.SpanStart > locked.SpanStart)
        && !locked.ChildNodesAndTokens()
            .Where(part => part != locked.LockKeyword && (part != locked.Statement || locked.Statement is BlockSyntax))
            .Any(static part => part.GetLeadingTrivia().Any(static trivia => trivia.IsDirective));

    /// <summary>Whether the lock belongs to something else than the instance whose code takes it.</summary>
    private static bool IsForeign(ExpressionSyntax expression, MemberScope scope)
    {
        if (expression is TypeOfExpressionSyntax
            or MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) })
        {
            return true;
        }

        return scope.ModelOf(expression).GetSymbolInfo(expression).Symbol is IFieldSymbol { IsStatic: true }
            or IPropertySymbol { IsStatic: true };
    }

    /// <summary>Whether the member takes a lock in another form than the statement, or is synchronized as a whole.</summary>
    private static bool LocksOtherwise(MemberDeclarationSyntax member) =>
        member.AttributeLists.Any(list => list.ToString().Contains("Synchronized"))
        || member.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression is MemberAccessExpressionSyntax access && Acquisitions.Contains(access.Name.Identifier.ValueText));
}
