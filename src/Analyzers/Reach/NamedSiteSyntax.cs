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
/// <param name="Names">All names that it may have, without prefix; default when its file alone does not tell.</param>
internal sealed record NamedSiteSyntax(ExpressionSyntax Node, ImmutableArray<string> Names)
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

        return found.Values.Select(node => Read(node, index, cancellation)).ToImmutableArray();
    }

    /// <summary>False when what is written there cannot be that name, whatever binding tells.</summary>
    /// <param name="baseName">A name without the prefix that says its scope.</param>
    /// <param name="mayHold">Whether a member or variable of that identifier may hold that name.</param>
    public bool MayBeCalled(string baseName, Func<string, bool> mayHold)
    {
        foreach (ArgumentSyntax argument in Arguments(Node))
        {
            if (MayBe(argument.Expression, baseName, mayHold))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All names that an argument may be, read off this file alone; false when they cannot be told.</summary>
    private static bool TryReadNames(ExpressionSyntax expression, SyntaxIndex index, List<string> names, CancellationToken cancellation)
    {
        if (expression is LiteralExpressionSyntax { Token.Value: string text })
        {
            names.Add(NamedPrimitive.WithoutPrefix(text));
            return true;
        }

        if (expression is not IdentifierNameSyntax { Identifier.ValueText: var identifier })
        {
            return IsNoName(expression);
        }

        ImmutableArray<string?> literals = index.LiteralsOf(identifier, cancellation);
        if (literals.IsEmpty || literals.Contains(null))
        {
            return false;
        }

        names.AddRange(literals.Select(static literal => NamedPrimitive.WithoutPrefix(literal!)));
        return true;
    }

    private static NamedSiteSyntax Read(ExpressionSyntax node, SyntaxIndex index, CancellationToken cancellation)
    {
        List<string> names = new();
        bool isRead = Arguments(node).All(argument => TryReadNames(argument.Expression, index, names, cancellation));
        return new NamedSiteSyntax(node, isRead ? names.ToImmutableArray() : default);
    }

    private static SeparatedSyntaxList<ArgumentSyntax> Arguments(ExpressionSyntax node) => node switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments,
        InvocationExpressionSyntax call => call.ArgumentList.Arguments,
        _ => default,
    };

    private static bool MayBe(ExpressionSyntax expression, string baseName, Func<string, bool> mayHold) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => NamedPrimitive.WithoutPrefix(text) == baseName,
        IdentifierNameSyntax name => mayHold(name.Identifier.ValueText),
        _ when IsNoName(expression) => false,
        MemberAccessExpressionSyntax access => mayHold(access.Name.Identifier.ValueText),
        _ => true,
    };

    /// <summary>True for a number, a bool, a variable that is declared there, options, and a value of the enums that constructors take.</summary>
    private static bool IsNoName(ExpressionSyntax expression) => expression is
        LiteralExpressionSyntax
        or DeclarationExpressionSyntax
        or BaseObjectCreationExpressionSyntax
        || (expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } } && Enums.Contains(type));

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
