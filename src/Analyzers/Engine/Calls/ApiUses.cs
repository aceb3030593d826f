using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>Finds by a file's text what may use the members of some models, so that no other call needs to be bound.</summary>
internal static class ApiUses
{
    /// <summary>
    /// The calls and creations of a file whose names may be those of the models' members, each once; target-typed ones may make any type.
    /// </summary>
    public static IEnumerable<ExpressionSyntax> Candidates(
        SyntaxTree tree,
        IEnumerable<ApiModel> models,
        CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        List<ApiModel> mentioned = models.Where(model => MayUse(index, model, cancellationToken)).ToList();
        IEnumerable<ExpressionSyntax?> named =
            mentioned.SelectMany(model => index.TokensFrom(WordOf(model), cancellationToken).Select(token => UserOf(token, model)));
        IEnumerable<ExpressionSyntax> implicitly = mentioned.Any(IsConstructor)
            ? index.ImplicitCreations(cancellationToken)
            : Enumerable.Empty<ExpressionSyntax>();
        return named.Concat(implicitly).OfType<ExpressionSyntax>().Distinct();
    }

    /// <summary>False when a file mentions no member of the model.</summary>
    public static bool MayUse(SyntaxIndex index, ApiModel model, CancellationToken cancellationToken) =>
        model.EndsInStar ? index.Mentions(WordOf(model), cancellationToken) : index.HasIdentifier(WordOf(model), cancellationToken);

    /// <summary>What a file must mention to use the member.</summary>
    private static string WordOf(ApiModel model) => IsConstructor(model) ? model.SimpleTypeName : model.MemberName;

    private static bool IsConstructor(ApiModel model) => model.MemberName == WellKnownMemberNames.InstanceConstructorName;

    private static bool IsNamed(ApiModel model, string name) =>
        model.EndsInStar ? name.StartsWith(model.MemberName, StringComparison.Ordinal) : name == WordOf(model);

    /// <summary>The call of a method, or the creation of a type, that the token names.</summary>
    private static ExpressionSyntax? UserOf(SyntaxToken token, ApiModel model)
    {
        if (token.Parent is not SimpleNameSyntax name || !IsNamed(model, token.ValueText))
        {
            return null;
        }

        SyntaxNode whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax
                or MemberBindingExpressionSyntax
                or QualifiedNameSyntax
                or AliasQualifiedNameSyntax
            && whole.Parent.Span.End == name.Span.End)
        {
            whole = whole.Parent;
        }

        return whole.Parent switch
        {
            ObjectCreationExpressionSyntax creation when IsConstructor(model) && creation.Type == whole => creation,
            InvocationExpressionSyntax call when !IsConstructor(model) && call.Expression == whole => call,
            _ => null,
        };
    }
}
