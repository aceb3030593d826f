using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

internal enum UseKind
{
    /// <summary>Enqueue, Push.</summary>
    Add,

    /// <summary>Dequeue, Pop: throws when the collection is empty.</summary>
    Take,

    /// <summary>TryDequeue, TryPop.</summary>
    TryTake,

    /// <summary>Peek: throws when the collection is empty.</summary>
    Peek,

    /// <summary>Count, Any(), TryPeek, foreach.</summary>
    Read,

    Clear,

    /// <summary>The expression of a lock statement.</summary>
    Lock,

    /// <summary>A creation, assigned in a constructor.</summary>
    Creation,

    /// <summary>A mention that does nothing at run time.</summary>
    Name,
}

/// <summary>One use of the collection's field that the concurrent counterpart has too.</summary>
internal sealed class CollectionUse
{
    private CollectionUse(UseKind kind, SyntaxNode node, ExpressionSyntax receiver) => (Kind, Node, Receiver) = (kind, node, receiver);

    public UseKind Kind { get; }

    /// <summary>The whole operation: an invocation, <c>x.Count</c>, a foreach or lock statement, an assignment.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The expression that names the collection.</summary>
    public ExpressionSyntax Receiver { get; }

    /// <summary>Takes or looks at an item, and throws when the collection is empty.</summary>
    public bool ThrowsWhenEmpty => Kind is UseKind.Take or UseKind.Peek;

    /// <summary>The use that a mention of the field is part of; null when it cannot be converted.</summary>
    public static CollectionUse? Of(SimpleNameSyntax name, CollectionKind kind, SemanticModel model, CancellationToken cancellationToken)
    {
        if (name.Parent is NameMemberCrefSyntax or QualifiedCrefSyntax || name.IsPartOfStructuredTrivia())
        {
            return new CollectionUse(UseKind.Name, name, name);
        }

        ExpressionSyntax receiver = Outermost(name);
        switch (receiver.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == receiver:
                return OfMember(access, receiver, kind, model, cancellationToken);

            case ConditionalAccessExpressionSyntax
            {
                WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax } call,
            } access
                when access.Expression == receiver:
                return KindOf(call, kind, model, cancellationToken) is UseKind.Add or UseKind.Clear
                    ? new CollectionUse(KindOf(call, kind, model, cancellationToken)!.Value, access, receiver)
                    : null;

            case CommonForEachStatementSyntax loop when loop.Expression == receiver && loop.AwaitKeyword.IsKind(SyntaxKind.None):
                return new CollectionUse(UseKind.Read, loop, receiver);

            case LockStatementSyntax locked when locked.Expression == receiver:
                return new CollectionUse(UseKind.Lock, locked, receiver);

            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
                when model.GetOperation(call, cancellationToken) is INameOfOperation:
                return new CollectionUse(UseKind.Name, call, receiver);

            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
                when assignment.Left == receiver && IsConstructing(assignment):
                return new CollectionUse(UseKind.Creation, assignment, receiver);

            default:
                return null;
        }
    }

    private static CollectionUse? OfMember(
        MemberAccessExpressionSyntax access,
        ExpressionSyntax receiver,
        CollectionKind kind,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (access.Parent is InvocationExpressionSyntax call && call.Expression == access)
        {
            return KindOf(call, kind, model, cancellationToken) is { } found
                && (found is UseKind.Add or UseKind.Clear || !IsInsideConditionalAccess(receiver))
                ? new CollectionUse(found, call, receiver)
                : null;
        }

        return access.Name.Identifier.ValueText == "Count"
            && model.GetSymbolInfo(access, cancellationToken).Symbol is IPropertySymbol
            && !IsInsideConditionalAccess(receiver)
            ? new CollectionUse(UseKind.Read, access, receiver)
            : null;
    }

    private static UseKind? KindOf(
        InvocationExpressionSyntax call,
        CollectionKind kind,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        if (method.ReducedFrom is { Name: "Any", Parameters.Length: 1 } any
            && any.ContainingType.ToDisplayString() == "System.Linq.Enumerable")
        {
            return UseKind.Read;
        }

        if (CollectionKind.Of(method.ContainingType) != kind)
        {
            return null;
        }

        string name = method.Name;
        return name == kind.Add ? UseKind.Add
            : name == kind.Take ? UseKind.Take
            : name == kind.TryTake ? UseKind.TryTake
            : name == "Peek" ? UseKind.Peek
            : name == "TryPeek" ? UseKind.Read
            : name == "Clear" ? UseKind.Clear
            : null;
    }

    /// <summary><c>this.queue</c>, <c>Pool.queue</c>, <c>(queue)</c> and <c>queue!</c> all name the collection.</summary>
    private static ExpressionSyntax Outermost(SimpleNameSyntax name)
    {
        ExpressionSyntax expression = name;
        while (true)
        {
            switch (expression.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == expression:
                    expression = access;
                    break;
                case MemberBindingExpressionSyntax binding:
                    expression = binding;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                    expression = suppressed;
                    break;
                default:
                    return expression;
            }
        }
    }

    private static bool IsInsideConditionalAccess(ExpressionSyntax receiver) =>
        receiver.DescendantNodesAndSelf().Any(node => node is MemberBindingExpressionSyntax);

    private static bool IsConstructing(AssignmentExpressionSyntax assignment)
    {
        SyntaxNode? body = assignment.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax
            ? assignment.FirstAncestorOrSelf<SyntaxNode>(
                node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
            : null;
        return body is ConstructorDeclarationSyntax;
    }
}
