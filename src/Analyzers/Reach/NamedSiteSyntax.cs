using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Flow;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Reach;

/// <summary>A place that looks like the creation or opening of something with a name; only binding tells.</summary>
/// <param name="Node">The creation or the call.</param>
internal sealed record NamedSiteSyntax(ExpressionSyntax Node)
{
    private static readonly HashSet<string> Enums = new(StringComparer.Ordinal) { "EventResetMode", "FileMode", "MemoryMappedFileAccess", "MemoryMappedFileOptions", "HandleInheritability" };

    /// <summary>The places of one file, in their order.</summary>
    public static ImmutableArray<NamedSiteSyntax> In(SyntaxIndex index, CancellationToken cancellation)
    {
        SortedDictionary<int, ExpressionSyntax> found = new();
        bool isMentioned = false;
        foreach (SyntaxToken token in NameableTypes.Names.SelectMany(name => index.Occurrences(name, cancellation: cancellation)))
        {
            isMentioned = true;
            if (SiteOf(token) is { } site)
            {
                found[site.SpanStart] = site;
            }
        }

        foreach (SyntaxToken token in isMentioned ? index.TokensWith("new", cancellation: cancellation) : Enumerable.Empty<SyntaxToken>())
        {
            if (token.Parent is ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: >= 2 } creation)
            {
                found[creation.SpanStart] = creation;
            }
        }

        return found.Values.Select(static node => new NamedSiteSyntax(node)).ToImmutableArray();
    }

    /// <summary>False when the name that is written there cannot be that one, whatever binding tells.</summary>
    /// <param name="baseName">A name without the prefix that says its scope.</param>
    /// <param name="mayHold">Whether a member or variable of that identifier may hold that name.</param>
    public bool MayBeCalled(string baseName, Func<string, bool> mayHold) =>
        Arguments.Any(argument => MayBe(argument.Expression, baseName, mayHold));

    private SeparatedSyntaxList<ArgumentSyntax> Arguments => Node switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments,
        InvocationExpressionSyntax call => call.ArgumentList.Arguments,
        _ => default,
    };

    private static bool MayBe(ExpressionSyntax expression, string baseName, Func<string, bool> mayHold) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && NamedPrimitive.WithoutPrefix(literal.Token.ValueText) == baseName,
        IdentifierNameSyntax name => mayHold(name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } } when Enums.Contains(type) => false,
        MemberAccessExpressionSyntax access => mayHold(access.Name.Identifier.ValueText),
        DeclarationExpressionSyntax or BaseObjectCreationExpressionSyntax => false,
        _ => true,
    };

    private static ExpressionSyntax? SiteOf(SyntaxToken token)
    {
        SyntaxNode? node = token.Parent;
        while (node?.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax || (node?.Parent is MemberAccessExpressionSyntax access && access.Name == node))
        {
            node = node.Parent;
        }

        return node?.Parent switch
        {
            ObjectCreationExpressionSyntax creation when creation.Type == node => creation,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member when member.Expression == node && call.Expression == member => call,
            _ => null,
        };
    }
}
