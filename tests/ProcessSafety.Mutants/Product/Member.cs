using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Mutants.Product;

/// <summary>A function with a body: method, constructor, accessor, local function. A lambda belongs to the one around it.</summary>
internal sealed record Member(int Id, string File, SyntaxNode Node);

/// <summary>All members of the product, numbered in the order of files and places.</summary>
internal sealed class MemberMap
{
    private readonly Dictionary<SyntaxNode, Member> _members = [];

    // What is no member's: an initialiser of a field or property, a base call of a primary constructor.
    private readonly Dictionary<string, HashSet<int>> _mentions = [];
    private readonly Dictionary<string, HashSet<string>> _outerMentions = [];

    public MemberMap(IEnumerable<ProductAssembly> assemblies)
    {
        foreach ((string file, SyntaxTree tree) in assemblies.SelectMany(static assembly => assembly.Trees))
        {
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes().Where(IsMember))
            {
                _members.Add(node, new Member(_members.Count, file, node));
            }

            foreach (SyntaxToken token in tree.GetRoot().DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
            {
                Note(token);
            }
        }

        All = [.. _members.Values.OrderBy(static member => member.Id)];
    }

    public ImmutableArray<Member> All { get; }

    /// <summary>The member that a node stands in.</summary>
    public Member? Around(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(_members.ContainsKey) is { } found ? _members[found] : null;

    public int IdOf(SyntaxNode member) => _members[member].Id;

    /// <summary>The members that say a name, and those that say the name of an initialiser which says it.</summary>
    public HashSet<int> Saying(string name)
    {
        HashSet<int> found = [];
        HashSet<string> asked = [name];
        Queue<string> names = new([name]);
        while (names.TryDequeue(out string? next))
        {
            found.UnionWith(_mentions.GetValueOrDefault(next, []));
            foreach (string outer in _outerMentions.GetValueOrDefault(next, []).Where(asked.Add))
            {
                names.Enqueue(outer);
            }
        }

        return found;
    }

    /// <summary>The name of the field, property or type whose initialiser a node stands in.</summary>
    public static string? InitialisedBy(SyntaxNode node) => node.AncestorsAndSelf().Select(static around => around switch
    {
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        EnumMemberDeclarationSyntax value => value.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    }).FirstOrDefault(static name => name is not null);

    public static bool IsMember(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        PropertyDeclarationSyntax property => property.ExpressionBody is not null,
        IndexerDeclarationSyntax property => property.ExpressionBody is not null,
        LocalFunctionStatementSyntax => true,
        _ => false,
    };

    private void Note(SyntaxToken token)
    {
        if (token.Parent is BaseTypeDeclarationSyntax or VariableDeclaratorSyntax or PropertyDeclarationSyntax)
        {
            return;
        }

        if (Around(token.Parent!) is { } member)
        {
            Add(_mentions, token.ValueText, member.Id);
        }
        else if (InitialisedBy(token.Parent!) is { } outer)
        {
            Add(_outerMentions, token.ValueText, outer);
        }
    }

    private static void Add<T>(Dictionary<string, HashSet<T>> mentions, string name, T value)
    {
        if (!mentions.TryGetValue(name, out HashSet<T>? known))
        {
            mentions.Add(name, known = []);
        }

        known.Add(value);
    }
}
