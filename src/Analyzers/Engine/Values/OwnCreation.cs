using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>
/// An object that code makes in a local, or gets from a factory of its own type, and then keeps in a member:
/// <code>Session inner = new(…); inner._open = true; _inner = inner;</code>
/// </summary>
internal static class OwnCreation
{
    public static bool IsHeldBy(ExpressionSyntax value, ISymbol member, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                return IsHeldBy(suppressed.Operand, member, model, cancellationToken);
            case InvocationExpressionSyntax
                when model.GetSymbolInfo(value, cancellationToken).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method:
                return IsFactory(method.OriginalDefinition, member, cancellationToken);
            case InvocationExpressionSyntax or IdentifierNameSyntax
                when model.GetSymbolInfo(value, cancellationToken).Symbol is not (ILocalSymbol
                    or IMethodSymbol { MethodKind: MethodKind.DelegateInvoke }
                    or (IMethodSymbol or IPropertySymbol) and { DeclaringSyntaxReferences.IsEmpty: false }):
                return false;
        }

        if (model.GetOperation(value, cancellationToken) is not { } operation)
        {
            return false;
        }

        ValueOrigin origin = new(
            model.GetEnclosingSymbol(value.SpanStart, cancellationToken) as IMethodSymbol,
            LocalAssignments.Outermost(operation));
        return IsMade(origin.Of(operation), member, cancellationToken)
            && HoldersOf(operation).All(local => !IsHandedOut(local, value, member, model, cancellationToken));
    }

    private static bool IsMade(Value origin, ISymbol member, CancellationToken cancellationToken) => origin switch
    {
        Value.CreatedValue => true,
        Value.EitherValue either => IsMade(either.Left, member, cancellationToken) && IsMade(either.Right, member, cancellationToken),
        Value.ReturnedValue { Target: var target } => IsFactory(target, member, cancellationToken),
        _ => false,
    };

    /// <summary>The locals that the value has been in, but for what a creation on the way is given.</summary>
    private static HashSet<ILocalSymbol> HoldersOf(IOperation value)
    {
        LocalAssignments assignments = new(LocalAssignments.Outermost(value));
        HashSet<ILocalSymbol> holders = new(SymbolEqualityComparer.Default);
        HashSet<IMethodSymbol> functions = new(SymbolEqualityComparer.Default);
        Queue<IOperation> open = new();
        open.Enqueue(value);
        while (open.Count > 0)
        {
            IOperation current = open.Dequeue();
            IEnumerable<IOperation?> next = current switch
            {
                IObjectCreationOperation => Enumerable.Empty<IOperation>(),
                ILocalReferenceOperation { Local: var local } when holders.Add(local) =>
                    (assignments.Of(local) ?? Enumerable.Empty<IOperation?>())
                        .Select(static assigned => assigned is IForEachLoopOperation loop ? loop.Collection : assigned),
                IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } when functions.Add(function) =>
                    new[] { LocalAssignments.LocalFunction(function, value)?.Body },
                _ => current.ChildOperations,
            };
            foreach (IOperation operation in next.OfType<IOperation>())
            {
                open.Enqueue(operation);
            }
        }

        return holders;
    }

    /// <summary>True when a use of the local gives what it holds to anything but the member and other locals.</summary>
    private static bool IsHandedOut(
        ILocalSymbol local,
        ExpressionSyntax place,
        ISymbol member,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        ImmutableArray<ExpressionSyntax>.Builder assigned = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        return place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } body
            || body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local)
                && !IsAssignedTo(name, member, model, cancellationToken)
                && MemberUse.Of(name, model, cancellationToken, assigned));
    }

    private static bool IsAssignedTo(ExpressionSyntax value, ISymbol member, SemanticModel model, CancellationToken cancellationToken) =>
        value.Parent is AssignmentExpressionSyntax assignment
        && assignment.Right == value
        && SymbolEqualityComparer.Default.Equals(
            model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol?.OriginalDefinition,
            member);

    /// <summary>True for a method or getter of the member's own type that returns new objects and nothing else.</summary>
    private static bool IsFactory(IMethodSymbol method, ISymbol member, CancellationToken cancellationToken)
    {
        if (method.IsVirtual || method.IsOverride || method.IsAsync
            || !SymbolEqualityComparer.Default.Equals(method.ContainingType, member.ContainingType)
            || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declaration)
        {
            return false;
        }

        ExpressionSyntax? returned = declaration switch
        {
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
            AccessorDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
            _ => null,
        };
        if (returned is not null)
        {
            return MemberHistory.IsCreation(returned);
        }

        List<ReturnStatementSyntax> returns = declaration
            .DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .ToList();
        return returns.Count > 0 && returns.All(static found => found.Expression is { } value && MemberHistory.IsCreation(value));
    }
}
