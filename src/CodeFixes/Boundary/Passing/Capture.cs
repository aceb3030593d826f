using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>A variable or a member of `this` that a lambda reads, and all places where it does.</summary>
/// <param name="Symbol">The variable or member.</param>
/// <param name="Type">Its type.</param>
/// <param name="Uses">Where the lambda reads it: `name`, or `this.Name`.</param>
/// <param name="MayBeNull">True when the compiler cannot rule out null.</param>
internal sealed record Capture(ISymbol Symbol, ITypeSymbol Type, IReadOnlyList<ExpressionSyntax> Uses, bool MayBeNull)
{
    /// <summary>What a lambda captures, in the order of the first use; null when it cannot be passed as values.</summary>
    /// <param name="lambda">The lambda.</param>
    /// <param name="state">A static member that counts as captured.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IReadOnlyList<Capture>? AllIn(
        LambdaExpressionSyntax lambda,
        ISymbol? state,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        Dictionary<ISymbol, List<ExpressionSyntax>> uses = new(SymbolEqualityComparer.Default);
        List<ISymbol> order = new();
        foreach (SyntaxNode node in lambda.DescendantNodes(static node => !IsNameOf(node)))
        {
            switch (node)
            {
                case ThisExpressionSyntax when node.Parent is not MemberAccessExpressionSyntax:
                case BaseExpressionSyntax or QueryExpressionSyntax:
                    return null;
                case IdentifierNameSyntax name when CapturedBy(name, lambda, state, model, cancellationToken) is { } symbol:
                    bool isQualified = name.Parent is MemberAccessExpressionSyntax access && access.Name == name;
                    ExpressionSyntax use = isQualified ? (ExpressionSyntax)name.Parent! : name;
                    if (symbol is IMethodSymbol or IEventSymbol || IsWritten(use))
                    {
                        return null;
                    }

                    if (!uses.TryGetValue(symbol, out List<ExpressionSyntax>? known))
                    {
                        uses.Add(symbol, known = new());
                        order.Add(symbol);
                    }

                    known.Add(use);
                    break;
            }
        }

        List<Capture> captures = new();
        foreach (ISymbol symbol in order)
        {
            if (model.GetTypeInfo(uses[symbol][0], cancellationToken) is not { Type: { } type, Nullability: var nullability })
            {
                return null;
            }

            captures.Add(new Capture(symbol, type, uses[symbol], nullability.FlowState == NullableFlowState.MaybeNull));
        }

        return captures;
    }

    private static bool IsNameOf(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    /// <summary>What a name means when it comes from outside of the lambda and is not static, or is the state to pass.</summary>
    private static ISymbol? CapturedBy(
        IdentifierNameSyntax name,
        LambdaExpressionSyntax lambda,
        ISymbol? state,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (name.Identifier.ValueText == state?.Name
            && model.GetSymbolInfo(name, cancellationToken).Symbol is { } named
            && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, state))
        {
            return state;
        }

        if (IsNameOfMember(name))
        {
            return null;
        }

        ISymbol? symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        bool isOutside = symbol is not null
            && !symbol.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == lambda.SyntaxTree && lambda.Span.Contains(part.Span));
        return symbol switch
        {
            ILocalSymbol { IsConst: false } or IParameterSymbol when isOutside => symbol,
            IMethodSymbol { MethodKind: MethodKind.LocalFunction, IsStatic: false } when isOutside => symbol,
            IFieldSymbol { IsStatic: false }
            or IPropertySymbol { IsStatic: false }
            or IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary }
            or IEventSymbol { IsStatic: false } => symbol,
            _ => null,
        };
    }

    private static bool IsNameOfMember(IdentifierNameSyntax name) => name.Parent switch
    {
        NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax or QualifiedNameSyntax => true,
        MemberAccessExpressionSyntax access => access.Name == name && access.Expression is not ThisExpressionSyntax,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        SubpatternSyntax => true,
        _ => false,
    };

    private static bool IsWritten(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        PrefixUnaryExpressionSyntax prefix =>
            prefix.IsKind(SyntaxKind.PreIncrementExpression)
            || prefix.IsKind(SyntaxKind.PreDecrementExpression)
            || prefix.IsKind(SyntaxKind.AddressOfExpression),
        PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        ArgumentSyntax argument =>
            !argument.RefKindKeyword.IsKind(SyntaxKind.None)
            || (argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax tuple } && tuple.Left == argument.Parent),
        RefExpressionSyntax => true,
        _ => false,
    };
}
