using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>
/// An object that code makes in a local, or gets from a factory of its own type, and then keeps in a member:
/// <code>Session inner = new(…); inner._open = true; _inner = inner;</code>
/// </summary>
internal static class OwnCreation
{
    public static bool IsHeldBy(ExpressionSyntax value, ISymbol member, SemanticModel model, CancellationToken cancellationToken) =>
        value switch
        {
            ParenthesizedExpressionSyntax parenthesized => IsHeldBy(parenthesized.Expression, member, model, cancellationToken),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed =>
                IsHeldBy(suppressed.Operand, member, model, cancellationToken),
            SwitchExpressionSyntax choice => choice.Arms.All(arm => arm.Expression is ThrowExpressionSyntax
                || MemberHistory.IsCreation(arm.Expression)
                || IsHeldBy(arm.Expression, member, model, cancellationToken)),
            IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local =>
                IsMadeIn(local, name, member, model, cancellationToken),
            InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method =>
                IsFactory(method.OriginalDefinition, member, cancellationToken),
            _ => false,
        };

    /// <summary>True when a local holds nothing but a new object, which no other use hands out.</summary>
    private static bool IsMadeIn(
        ILocalSymbol local,
        IdentifierNameSyntax place,
        ISymbol member,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax declarator
            || place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } body)
        {
            return false;
        }

        ImmutableArray<ExpressionSyntax>.Builder assigned = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        if (declarator.Initializer is { } initializer)
        {
            assigned.Add(initializer.Value);
        }

        foreach (IdentifierNameSyntax name in body.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            bool isUse = name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local);
            if (isUse && !IsAssignedTo(name, member, model, cancellationToken) && MemberUse.Of(name, model, cancellationToken, assigned))
            {
                return false;
            }
        }

        return assigned.Count > 0 && assigned.All(MemberHistory.IsCreation);
    }

    private static bool IsAssignedTo(ExpressionSyntax value, ISymbol member, SemanticModel model, CancellationToken cancellationToken) =>
        value.Parent is AssignmentExpressionSyntax assignment
        && assignment.Right == value
        && SymbolEqualityComparer.Default.Equals(
            model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol?.OriginalDefinition,
            member);

    /// <summary>True for a method of the member's own type that returns new objects and nothing else.</summary>
    private static bool IsFactory(IMethodSymbol method, ISymbol member, CancellationToken cancellationToken)
    {
        if (method.IsVirtual || method.IsOverride || method.IsAsync
            || !SymbolEqualityComparer.Default.Equals(method.ContainingType, member.ContainingType)
            || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration)
        {
            return false;
        }

        if (declaration.ExpressionBody is { Expression: var returned })
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
