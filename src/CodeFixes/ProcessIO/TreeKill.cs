using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>The kill of a process with all that it has started.</summary>
internal static class TreeKill
{
    private const string Arguments = "(entireProcessTree: true)";

    /// <summary>The statement that kills; the process alone where the framework knows nothing else.</summary>
    public static string Of(ExpressionSyntax process, Compilation compilation) =>
        $"{process}.Kill{(IsKnown(compilation) ? Arguments : "()")};";

    /// <summary>The same call for the whole tree; comments stay.</summary>
    public static ArgumentListSyntax With(ArgumentListSyntax arguments)
    {
        ArgumentSyntax whole = SyntaxFactory.ParseArgumentList(Arguments).Arguments[0];
        if (arguments.Arguments.FirstOrDefault() is { } alone)
        {
            whole = alone.NameColon is null
                ? whole.WithTriviaFrom(alone)
                : alone.WithExpression(whole.Expression.WithTriviaFrom(alone.Expression));
        }

        return arguments.WithArguments(SyntaxFactory.SingletonSeparatedList(whole));
    }

    public static bool IsKnown(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Diagnostics.Process")?
            .GetMembers("Kill")
            .Any(static member => member is IMethodSymbol { Parameters.Length: 1 }) == true;

    /// <summary>The call itself, with `?.` before it or without.</summary>
    public static InvocationExpressionSyntax? CallIn(SyntaxNode? node) => node switch
    {
        InvocationExpressionSyntax call => call,
        ConditionalAccessExpressionSyntax access => CallIn(access.WhenNotNull),
        _ => null,
    };
}
