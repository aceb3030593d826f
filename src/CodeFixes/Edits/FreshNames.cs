using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Names for new variables that nothing in the same member is called.</summary>
internal sealed class FreshNames
{
    private const string Stem = "item";

    private readonly Dictionary<SyntaxNode, HashSet<string>> _taken = new();

    /// <summary>A name that is new in the member around the node: <c>item</c>, <c>item2</c>, …</summary>
    public string Next(SyntaxNode node) => Next(node, Stem);

    /// <summary>A name that is new in the member around the node: the stem, or the stem with a number.</summary>
    public string Next(SyntaxNode node, string stem)
    {
        SyntaxNode member = MemberOf(node);
        if (!_taken.TryGetValue(member, out HashSet<string>? taken))
        {
            _taken[member] = taken = new HashSet<string>(Identifiers(member).Select(identifier => identifier.ValueText));
        }

        string name = stem;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = stem + number;
        }

        return name;
    }

    /// <summary>A name that is new in the member also when other edits are made in it.</summary>
    public string Next(SyntaxNode node, string stem, SyntaxEdits edits)
    {
        string name = Next(node, stem);
        while (!edits.Claims(MemberOf(node), name))
        {
            name = Next(node, stem);
        }

        return name;
    }

    /// <summary>Whether the member uses the name for anything outside the node.</summary>
    public static bool IsUsedOutside(string name, SyntaxNode node) =>
        Identifiers(MemberOf(node)).Any(identifier => identifier.ValueText == name && !node.Span.Contains(identifier.Span));

    private static SyntaxNode MemberOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();

    private static IEnumerable<SyntaxToken> Identifiers(SyntaxNode node) =>
        node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken));
}
