using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>A delegate that runs in another process.</summary>
/// <param name="Argument">The argument that hands it over.</param>
/// <param name="Kind">What becomes of its closure.</param>
/// <param name="Code">A lambda, or the reference of a method: in the argument itself, or in the variable
/// that stands there.</param>
internal sealed record ChildDelegate(IArgumentOperation Argument, BoundaryKind Kind, IOperation Code)
{
    /// <summary>The method or constructor that runs it elsewhere, as paths name it.</summary>
    public string Taker => Argument.Parameter!.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.Constructor } method
        ? method.Name
        : Argument.Parameter.ContainingType.Name;

    /// <summary>True when the code is in the argument, and not in a variable that the argument names.</summary>
    public bool IsInPlace =>
        Code.Syntax.SyntaxTree == Argument.Syntax.SyntaxTree && Argument.Value.Syntax.Span.Contains(Code.Syntax.Span);

    /// <summary>The lambda's own symbol, or the method that is named.</summary>
    public IMethodSymbol Method => Code is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((IMethodReferenceOperation)Code).Method;
}
