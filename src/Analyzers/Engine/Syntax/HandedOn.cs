using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Analyzers.Engine.Syntax;

/// <summary>
/// Tells by syntax which calls may hand on what their function was given, so that others need not be bound.
/// <code>void RunInChild(Action body) => RemoteExecutor.Invoke(body);</code>
/// </summary>
internal static class HandedOn
{
    /// <summary>
    /// False when no argument of a call, nor its receiver, names a parameter of a function around it, a type parameter, or a variable
    /// that is made of one.
    /// </summary>
    public static bool MayBeIn(ExpressionSyntax call, CancellationToken cancellationToken)
    {
        SyntaxNode? member = null;
        HashSet<string> parameters = new();
        foreach (SyntaxNode outer in call.Ancestors())
        {
            parameters.UnionWith(ParametersOf(outer).Select(static parameter => parameter.Identifier.ValueText));
            parameters.UnionWith(TypeParametersOf(outer).Select(static parameter => parameter.Identifier.ValueText));

            member = member is null && outer is MemberDeclarationSyntax and not GlobalStatementSyntax ? outer : member;
        }

        return parameters.Count > 0
            && Named(call).Any(name => parameters.Contains(name) || IsMadeOfOne(name, member, parameters, cancellationToken));
    }

    /// <summary>
    /// The names of the functions that may hand on to some calls what they are given, directly or through each other. Without any of these
    /// names, a file gives nothing to those calls but in the calls themselves.
    /// </summary>
    /// <param name="compilation">Where they are looked for.</param>
    /// <param name="calls">The calls, of those that may hand something on.</param>
    /// <param name="levels">How many functions deep.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static SoughtWords Functions(
        Compilation compilation,
        IEnumerable<ExpressionSyntax> calls,
        int levels,
        CancellationToken cancellationToken)
    {
        HashSet<string> names = new();
        for (int level = 0; level < levels; level++)
        {
            List<string> added = calls.SelectMany(static call => call.Ancestors())
                .Select(static outer => outer switch
                {
                    MethodDeclarationSyntax method => method.Identifier.ValueText,
                    LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                    _ => null,
                })
                .OfType<string>()
                .Where(names.Add)
                .ToList();
            if (added.Count == 0)
            {
                break;
            }

            SoughtWords words = new(added);
            calls = compilation.SyntaxTrees.SelectMany(tree => CallsOf(words, tree, cancellationToken))
                .Where(call => MayBeIn(call, cancellationToken))
                .ToList();
        }

        return new SoughtWords(names);
    }

    /// <summary>The calls of one file around one of those names, each once.</summary>
    public static IEnumerable<InvocationExpressionSyntax> CallsOf(
        SoughtWords names,
        SyntaxTree tree,
        CancellationToken cancellationToken) =>
        SyntaxIndex.Of(tree).Occurrences(names, cancellationToken: cancellationToken)
            .Select(static token => token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>()
            .Distinct();

    private static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax function => function.ParameterList.Parameters,

        // A primary constructor and an extension block; the list is a member of all types in newer compilers only.
        TypeDeclarationSyntax type => type.ChildNodes().OfType<ParameterListSyntax>().SelectMany(static list => list.Parameters),
        _ => Enumerable.Empty<ParameterSyntax>(),
    };

    private static IEnumerable<TypeParameterSyntax> TypeParametersOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { TypeParameterList: { } list } => list.Parameters,
        LocalFunctionStatementSyntax { TypeParameterList: { } list } => list.Parameters,
        _ => Enumerable.Empty<TypeParameterSyntax>(),
    };

    /// <summary>What a call names outside of the lambdas that it is given.</summary>
    private static IEnumerable<string> Named(SyntaxNode expression) =>
        expression.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax)
            .OfType<IdentifierNameSyntax>()
            .Select(static name => name.Identifier.ValueText);

    private static bool IsMadeOfOne(string variable, SyntaxNode? member, HashSet<string> parameters, CancellationToken cancellationToken) =>
        member is not null
        && SyntaxIndex.Of(member.SyntaxTree)
            .Occurrences(variable, member.Span, cancellationToken)
            .Any(token => token.Parent switch
            {
                VariableDeclaratorSyntax { Initializer: { } value } => Named(value).Any(parameters.Contains),
                SingleVariableDesignationSyntax => true,
                IdentifierNameSyntax { Parent: AssignmentExpressionSyntax assignment } =>
                    assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                    && Named(assignment.Right).Any(parameters.Contains),
                _ => false,
            });
}
