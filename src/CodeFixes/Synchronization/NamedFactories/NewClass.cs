using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>A new class for a factory, at the end of the first site's namespace.</summary>
internal static class NewClass
{
    /// <summary>`MyApp` for `my.app`: the letters and digits of a name, each word with a capital.</summary>
    public static string Stem(string baseName)
    {
        StringBuilder stem = new();
        bool beginsWord = true;
        foreach (char letter in baseName)
        {
            if (char.IsLetterOrDigit(letter))
            {
                stem.Append(beginsWord ? char.ToUpperInvariant(letter) : letter);
            }

            beginsWord = !char.IsLetterOrDigit(letter);
        }

        if (stem.Length == 0 || !char.IsLetter(stem[0]))
        {
            stem.Insert(0, "Named");
        }

        return stem.ToString();
    }

    public static string NameFor(string baseName, INamedTypeSymbol primitive)
    {
        string stem = Stem(baseName);
        return stem.EndsWith(primitive.Name, StringComparison.Ordinal) ? stem + "Factory" : stem + primitive.Name;
    }

    /// <summary>A name that no type of the namespace has.</summary>
    public static string FreeNameFor(string baseName, NamedSite first, ISet<string> taken)
    {
        string stem = NameFor(baseName, first.Primitive);
        string name = stem;
        for (int number = 2;
            !first.Model.LookupNamespacesAndTypes(Container(first.Node).SpanStart, name: name).IsEmpty || !taken.Add(name);
            number++)
        {
            name = stem + number;
        }

        return name;
    }

    /// <summary>False where the namespace has no member to stand after.</summary>
    public static bool HasRoom(SyntaxNode site) => Members(Container(site)).Any();

    /// <summary>Adds the class, and returns its full name.</summary>
    public static string Add(SyntaxEdits edits, NamedSite first, string name, IReadOnlyList<string> methods)
    {
        SyntaxNode container = Container(first.Node);
        edits.Replace(container, current => WithClass(current, name, methods));
        return "global::"
            + string.Concat(container.AncestorsAndSelf()
                .OfType<BaseNamespaceDeclarationSyntax>()
                .Reverse()
                .Select(static part => part.Name.ToString() + "."))
            + name;
    }

    private static SyntaxNode WithClass(SyntaxNode container, string name, IReadOnlyList<string> methods)
    {
        SyntaxList<MemberDeclarationSyntax> members = Members(container);
        string lineEnd = Comments.LineEndOf(container).ToString();
        string indentation = Comments.IndentationOf(members.Last()).ToString();
        string step = indentation.Contains('\t') ? "\t" : "    ";
        MemberDeclarationSyntax last = members.Last();
        string before = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? lineEnd : lineEnd + lineEnd;
        string body = string.Join(lineEnd, methods.Select(method => indentation + step + method + lineEnd));
        string text = $"{before}{indentation}internal static class {name}{lineEnd}{indentation}{{{lineEnd}{body}{indentation}}}{lineEnd}";
        MemberDeclarationSyntax added = SyntaxFactory.ParseMemberDeclaration(text)!;
        return container switch
        {
            CompilationUnitSyntax file => file.WithMembers(members.Add(added)),
            NamespaceDeclarationSyntax block => block.WithMembers(members.Add(added)),
            FileScopedNamespaceDeclarationSyntax rest => rest.WithMembers(members.Add(added)),
            _ => container,
        };
    }

    private static SyntaxNode Container(SyntaxNode site) =>
        site.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() ?? site.SyntaxTree.GetRoot();

    private static SyntaxList<MemberDeclarationSyntax> Members(SyntaxNode container) => container switch
    {
        CompilationUnitSyntax file => file.Members,
        BaseNamespaceDeclarationSyntax part => part.Members,
        _ => default,
    };
}
