using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>
/// A place that looks like the creation or opening of something with a name; only binding tells, and rules ask this first to bind less.
/// </summary>
/// <param name="Node">The creation or the call.</param>
/// <param name="Type">
/// The simple name of the type that it makes or asks, as it is written there or at the variable; null when neither says it.
/// </param>
/// <param name="Names">All names that it may have, with their prefixes; default when its file alone does not tell.</param>
internal sealed record NamedSiteSyntax(ExpressionSyntax Node, string? Type, ImmutableArray<string> Names)
{
    /// <summary>True for what finds only an object that is there already.</summary>
    public bool IsOpening =>
        Node is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OpenExisting" or "TryOpenExisting" },
        };

    /// <summary>False for the opening of anything, and for the creation of something else than a mutex.</summary>
    public bool MayCreateMutex => !IsOpening && Type is null or nameof(Mutex);

    /// <summary>False when the thread that makes it certainly does not own it then.</summary>
    public bool MayBeOwned => !Arguments(Node).Any(static argument => argument.Expression.IsKind(SyntaxKind.FalseLiteralExpression));

    /// <summary>True when something else than the name may say the scope.</summary>
    public bool MayHaveOptions =>
        Arguments(Node)
            .Any(static argument => argument.Expression is BaseObjectCreationExpressionSyntax
                || argument.Expression.IsKind(SyntaxKind.DefaultLiteralExpression));

    /// <summary>True for the value that a field or property has from the beginning.</summary>
    public bool IsInitializer =>
        Node.Parent is EqualsValueClauseSyntax
        {
            Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax },
        };

    /// <summary>True for what the making of an object makes: in a constructor, or the value that a member has from the beginning.</summary>
    public bool IsOfObject => Member is ConstructorDeclarationSyntax or BaseFieldDeclarationSyntax or PropertyDeclarationSyntax;

    /// <summary>The member that it is in; the whole file for top-level statements.</summary>
    public SyntaxNode Member => Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax
        ? member
        : Node.SyntaxTree.GetRoot();

    /// <summary>The places of one file that may make or open a named primitive, in their order.</summary>
    public static ImmutableArray<NamedSiteSyntax> In(SyntaxIndex index, CancellationToken cancellationToken) =>
        index.Slot(Read, cancellationToken);

    private static ImmutableArray<NamedSiteSyntax> Read(SyntaxIndex index, CancellationToken cancellationToken)
    {
        SortedDictionary<int, ExpressionSyntax> found = new();
        bool isMentioned = false;
        foreach (SyntaxToken token in index.Occurrences(NameableTypes.Words, cancellationToken: cancellationToken))
        {
            isMentioned = true;
            if (SiteOf(token) is { } site)
            {
                found[site.SpanStart] = site;
            }
        }

        foreach (ImplicitObjectCreationExpressionSyntax creation in isMentioned
            ? index.ImplicitCreations(cancellationToken)
            : Enumerable.Empty<ImplicitObjectCreationExpressionSyntax>())
        {
            if (creation.ArgumentList.Arguments.Count >= 2
                && (ImplicitCreations.DeclaredType(creation) is not { } type || NameableTypes.Names.Contains(type)))
            {
                found[creation.SpanStart] = creation;
            }
        }

        return found.Values.Select(node => Read(node, index, cancellationToken)).ToImmutableArray();
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
    private static bool TryReadNames(
        ExpressionSyntax expression,
        SyntaxIndex index,
        List<string> names,
        CancellationToken cancellationToken)
    {
        if (expression is LiteralExpressionSyntax { Token.Value: string text })
        {
            names.Add(text);
            return true;
        }

        if (expression is not IdentifierNameSyntax { Identifier.ValueText: var identifier })
        {
            return IsNoName(expression);
        }

        ImmutableArray<string?> literals = index.LiteralsAt(expression, identifier, cancellationToken);
        if (literals.IsEmpty || literals.Contains(null))
        {
            return false;
        }

        names.AddRange(literals.OfType<string>());
        return true;
    }

    private static NamedSiteSyntax Read(ExpressionSyntax node, SyntaxIndex index, CancellationToken cancellationToken)
    {
        List<string> names = new();
        bool isRead = Arguments(node).All(argument => TryReadNames(argument.Expression, index, names, cancellationToken));
        return new NamedSiteSyntax(node, TypeOf(node), isRead ? names.ToImmutableArray() : default);
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

    /// <summary>
    /// True for a number, a bool, a variable that is declared there, options, and a value of the enums that constructors take.
    /// </summary>
    private static bool IsNoName(ExpressionSyntax expression) => expression is
        LiteralExpressionSyntax
        or DeclarationExpressionSyntax
        or BaseObjectCreationExpressionSyntax
        || (expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } }
            && KnownNames.PrimitiveOptions.Has(type));

    private static string? TypeOf(ExpressionSyntax node) => node switch
    {
        ObjectCreationExpressionSyntax creation => ImplicitCreations.SimpleName(creation.Type),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => ImplicitCreations.SimpleName(access.Expression),
        _ => ImplicitCreations.DeclaredType(node),
    };

    private static ExpressionSyntax? SiteOf(SyntaxToken token)
    {
        SyntaxNode? node = token.Parent;
        while (node?.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax
            || (node?.Parent is MemberAccessExpressionSyntax access && access.Name == node))
        {
            node = node.Parent;
        }

        return node?.Parent switch
        {
            ObjectCreationExpressionSyntax creation when creation.Type == node => creation,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member
                when member.Expression == node && call.Expression == member =>
                call,
            _ => null,
        };
    }
}
