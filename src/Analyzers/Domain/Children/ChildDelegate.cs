using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>A delegate that runs in another process.</summary>
/// <param name="Argument">The argument that hands it over.</param>
/// <param name="Kind">What becomes of its closure.</param>
/// <param name="Code">A lambda, or the reference of a method: in the argument itself, or in the local that stands there.</param>
internal sealed record ChildDelegate(IArgumentOperation Argument, BoundaryKind Kind, IOperation Code)
{
    /// <summary>The method or constructor that runs it elsewhere, as paths name it.</summary>
    public string Taker => Argument.Parameter!.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.Constructor } method
        ? method.Name
        : Argument.Parameter.ContainingType.Name;

    /// <summary>The lambda's own symbol, or the method that is named.</summary>
    public IMethodSymbol Method => Code is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((IMethodReferenceOperation)Code).Method;

    /// <summary>The delegate that an argument hands to another process; null for any other argument.</summary>
    public static ChildDelegate? Of(IArgumentOperation argument, Boundaries boundaries) =>
        argument.Parameter is { } parameter && boundaries.KindOf(parameter) is { } kind && CodeOf(argument.Value) is { } code
            ? new ChildDelegate(argument, kind, code)
            : null;

    private static IOperation? CodeOf(IOperation value)
    {
        IOperation code = ValueOrigin.Unwrap(value);
        if (code is ILocalReferenceOperation { Local: var local })
        {
            code = LocalAssignments.Single(local, code) is { } stored ? ValueOrigin.Unwrap(stored) : code;
        }

        return code is IAnonymousFunctionOperation or IMethodReferenceOperation ? code : null;
    }
}
