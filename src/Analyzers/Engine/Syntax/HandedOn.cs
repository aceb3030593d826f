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
    /// False when no argument of a call, nor its receiver, names a parameter of a function round it, or a variable that is made of one.
    /// </summary>
    public static bool MayBeIn(ExpressionSyntax call, CancellationToken cancellationToken)
    {
        SyntaxNode? member = null;
        HashSet<string> parameters = new();
        foreach (SyntaxNode outer in call.Ancestors())
        {
            foreach (ParameterSyntax parameter in ParametersOf(outer))
            {
                parameters.Add(parameter.Identifier.ValueText);
            }

            member = member is null && outer is MemberDeclarationSyntax and not GlobalStatementSyntax ? outer : member;
        }

        return parameters.Count > 0
            && Named(call).Any(name => parameters.Contains(name) || IsMadeOfOne(name, member, parameters, cancellationToken));
    }

    private static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax function => function.ParameterList.Parameters,

        // A primary constructor and an extension block; the list is a member of all types in newer compilers only.
        TypeDeclarationSyntax type => type.ChildNodes().OfType<ParameterListSyntax>().SelectMany(static list => list.Parameters),
        _ => Enumerable.Empty<ParameterSyntax>(),
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
                SingleVariableDesignationSyntax designation => designation.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } asked
                    && Named(asked.Expression).Any(parameters.Contains),
                IdentifierNameSyntax { Parent: AssignmentExpressionSyntax assignment } =>
                    assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                    && Named(assignment.Right).Any(parameters.Contains),
                _ => false,
            });
}
