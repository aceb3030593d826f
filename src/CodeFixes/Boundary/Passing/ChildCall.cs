using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.Boundary.Passing;

/// <summary>A call that hands a lambda to another process, and what the lambda captures.</summary>
internal sealed class ChildCall
{
    private ChildCall(
        InvocationExpressionSyntax invocation,
        ArgumentSyntax argument,
        LambdaExpressionSyntax lambda,
        IMethodSymbol method,
        IParameterSymbol parameter,
        IReadOnlyList<Capture> captures) =>
        (Invocation, Argument, Lambda, Method, Parameter, Captures) = (invocation, argument, lambda, method, parameter, captures);

    public InvocationExpressionSyntax Invocation { get; }

    public ArgumentSyntax Argument { get; }

    public LambdaExpressionSyntax Lambda { get; }

    public IMethodSymbol Method { get; }

    /// <summary>The parameter that takes the lambda.</summary>
    public IParameterSymbol Parameter { get; }

    /// <summary>In the order of their first use; each can be passed as an argument, as far as the lambda tells.</summary>
    public IReadOnlyList<Capture> Captures { get; }

    /// <summary>The lambda that a diagnostic is about; null when the argument itself has none.</summary>
    public static LambdaExpressionSyntax? LambdaOf(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Delegate, out string? place)
        && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int start)
        && start < root.FullSpan.End
            ? LambdaAt(start, root)
            : null;

    /// <summary>The lambda that an argument beginning there is.</summary>
    public static LambdaExpressionSyntax? LambdaAt(int start, SyntaxNode root) =>
        root.FindToken(start).Parent
            ?.AncestorsAndSelf()
            .OfType<ArgumentSyntax>()
            .FirstOrDefault(argument => argument.Expression.SpanStart == start)?.Expression as LambdaExpressionSyntax;

    /// <summary>`'name', 'folder'`, for titles.</summary>
    public string CapturedNames => string.Join(", ", Captures.Select(static capture => $"'{capture.Symbol.Name}'"));

    /// <summary>The call of a lambda that can be made static; null when anything in the lambda stands against it.</summary>
    /// <param name="lambda">The lambda.</param>
    /// <param name="state">A static member to pass with what is captured.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static ChildCall? Of(LambdaExpressionSyntax lambda, ISymbol? state, SemanticModel model, CancellationToken cancellationToken)
    {
        if (((CSharpParseOptions)lambda.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp9
            || lambda.Parent
                is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } list } argument
            || model.GetSymbolInfo(invocation, cancellationToken).Symbol is not IMethodSymbol method
            || ParameterOf(argument, list, method) is not { } parameter
            || Capture.AllIn(lambda, state, model, cancellationToken) is not { Count: > 0 } captures
            || captures.Any(static capture => capture.MayBeNull))
        {
            return null;
        }

        return new ChildCall(invocation, argument, lambda, method, parameter, captures);
    }

    /// <summary>The parameter that an argument is for; null for one of a params array.</summary>
    public static IParameterSymbol? ParameterOf(ArgumentSyntax argument, ArgumentListSyntax list, IMethodSymbol method)
    {
        if (argument.NameColon is { Name.Identifier.ValueText: var name })
        {
            return method.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        }

        int index = list.Arguments.IndexOf(argument);
        return index < method.Parameters.Length && !method.Parameters[index].IsParams ? method.Parameters[index] : null;
    }
}
