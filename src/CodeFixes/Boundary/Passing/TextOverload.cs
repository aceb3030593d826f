using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>An overload that hands more strings to the delegate than the one that is called.</summary>
/// <param name="Method">The overload.</param>
/// <param name="Delegate">Its parameter for the delegate.</param>
/// <param name="Texts">Its parameters for the strings, in the order in which the delegate gets them; one, when it takes an array.</param>
/// <param name="TakesArray">True when delegate and method take one array of strings.</param>
internal sealed record TextOverload(
    IMethodSymbol Method,
    IParameterSymbol Delegate,
    ImmutableArray<IParameterSymbol> Texts,
    bool TakesArray)
{
    /// <summary>The overload that takes what the call passes and a string for each capture, or null.</summary>
    public static TextOverload? Of(ChildCall call, SemanticModel model)
    {
        IMethodSymbol called = call.Method.ReducedFrom ?? call.Method;
        TextOverload? present = Read(call.Method, call.Parameter.Name);
        int passed = present is null or { TakesArray: true } ? 0 : present.Texts.Length;
        if (present is null || passed != LambdaParameters(call.Lambda).Count)
        {
            return null;
        }

        IEnumerable<TextOverload> candidates =
            from candidate in called.ContainingType.GetMembers(called.Name).OfType<IMethodSymbol>()
            where candidate.IsStatic == called.IsStatic
                && candidate.Arity == called.Arity
                && model.IsAccessible(call.Invocation.SpanStart, candidate)
            let overload = Read(
                call.Method.ReducedFrom is null ? candidate : candidate.ReduceExtensionMethod(call.Method.ReceiverType!) ?? candidate,
                call.Parameter.Name)
            where overload is not null && (overload.TakesArray ? passed == 0 : overload.Texts.Length == passed + call.Captures.Count)
            where SymbolEqualityComparer.Default.Equals(ReturnTypeOf(overload.Delegate), ReturnTypeOf(call.Parameter))
            where TakesTheRest(overload, present, call)
            orderby overload.TakesArray
            select overload;
        return candidates.FirstOrDefault();
    }

    /// <summary>Whether the changed call, in the place of the present one, means this overload.</summary>
    public bool IsPickedBy(InvocationExpressionSyntax changed, ChildCall call, SemanticModel model) =>
        SymbolEqualityComparer.Default.Equals(
            Method.OriginalDefinition,
            model.GetSpeculativeSymbolInfo(
                call.Invocation.SpanStart,
                changed,
                SpeculativeBindingOption.BindAsExpression).Symbol?.OriginalDefinition);

    public static IReadOnlyList<ParameterSyntax> LambdaParameters(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => new[] { simple.Parameter },
        ParenthesizedLambdaExpressionSyntax parenthesized => parenthesized.ParameterList.Parameters,
        _ => new ParameterSyntax[0],
    };

    private static TextOverload? Read(IMethodSymbol method, string delegateName)
    {
        IParameterSymbol? taker = method.Parameters.FirstOrDefault(parameter => parameter.Name == delegateName);
        if (taker?.Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return null;
        }

        ImmutableArray<IParameterSymbol> following = method.Parameters.Where(parameter => parameter.Ordinal > taker.Ordinal)
            .ToImmutableArray();
        bool takesArray = invoke.Parameters.Length == 1 && IsTextArray(invoke.Parameters[0].Type);
        bool isText = takesArray
            ? following.Length > 0 && IsTextArray(following[0].Type)
            : following.Length >= invoke.Parameters.Length
                && invoke.Parameters.All(parameter => IsText(parameter.Type) && IsText(following[parameter.Ordinal].Type));
        return isText ? new TextOverload(method, taker, following.Take(invoke.Parameters.Length).ToImmutableArray(), takesArray) : null;
    }

    /// <summary>Whether all other arguments of the call mean the same here, and all other parameters can be left out.</summary>
    private static bool TakesTheRest(TextOverload overload, TextOverload present, ChildCall call)
    {
        List<IParameterSymbol> rest = overload.Method.Parameters.Where(parameter => !overload.IsOwn(parameter)).ToList();
        foreach (ArgumentSyntax argument in call.Invocation.ArgumentList.Arguments)
        {
            if (ChildCall.ParameterOf(argument, call.Invocation.ArgumentList, call.Method) is not { } parameter)
            {
                return false;
            }

            if (!present.IsOwn(parameter)
                && rest.RemoveAll(other => other.Name == parameter.Name
                    && SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type)) == 0)
            {
                return false;
            }
        }

        return rest.All(static parameter => parameter.IsOptional || parameter.IsParams);
    }

    private bool IsOwn(IParameterSymbol parameter) =>
        parameter.Name == Delegate.Name || Texts.Any(text => text.Name == parameter.Name);

    private static ITypeSymbol? ReturnTypeOf(IParameterSymbol parameter) =>
        ((INamedTypeSymbol)parameter.Type).DelegateInvokeMethod?.ReturnType;

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    private static bool IsTextArray(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1, ElementType: var element } && IsText(element);
}
