using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>
/// <c>Process.RunAndCaptureText</c>, which runs a process to its end and returns what it wrote: of .NET 11, or of a package that brings it
/// to earlier frameworks as a member of an extension block.
/// </summary>
internal static class CapturingRun
{
    /// <summary>Metadata name of what the call returns; nothing can be called where there is no such type.</summary>
    public const string Result = "System.Diagnostics.ProcessTextOutput";

    private const string Method = "RunAndCaptureText";

    /// <summary>The method that is called, without waiting for it or waiting.</summary>
    public static string MethodOf(bool isAsync) => isAsync ? Method + "Async" : Method;

    /// <summary>
    /// What the call gives at that place, awaited if it is asynchronous; null where it means nothing there. Asked of the compiler, since
    /// no list of members has those of an extension block.
    /// </summary>
    public static INamedTypeSymbol? ResultOf(string call, bool isAsync, int position, SemanticModel model)
    {
        ITypeSymbol? made = (model.GetSpeculativeSymbolInfo(
                position,
                SyntaxFactory.ParseExpression(call),
                SpeculativeBindingOption.BindAsExpression).Symbol as IMethodSymbol)
            ?.ReturnType;
        ITypeSymbol? result = isAsync ? (made as INamedTypeSymbol)?.TypeArguments.FirstOrDefault() : made;
        return result is INamedTypeSymbol { Arity: 0 } type && type.Is(Result) ? type : null;
    }
}
