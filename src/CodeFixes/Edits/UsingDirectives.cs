using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Adds using directives in their sorted place, with the indentation and the line ends that the file has.</summary>
internal static class UsingDirectives
{
    /// <summary>
    /// Where a directive for code at the node belongs: the innermost namespace with directives of its own, else the file.
    /// </summary>
    public static SyntaxNode ContainerFor(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is BaseNamespaceDeclarationSyntax { Usings.Count: > 0 })
        ?? node.SyntaxTree.GetRoot();

    /// <summary>The container with a directive for the namespace, once.</summary>
    public static SyntaxNode With(SyntaxNode container, string name)
    {
        SyntaxList<UsingDirectiveSyntax> usings = container is CompilationUnitSyntax file
            ? file.Usings
            : ((BaseNamespaceDeclarationSyntax)container).Usings;
        if (usings.Any(existing => IsPlain(existing) && existing.Name!.ToString() == name))
        {
            return container;
        }

        SyntaxTrivia lineEnd = Comments.LineEndOf(container);
        UsingDirectiveSyntax added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(name))
            .WithUsingKeyword(SyntaxFactory.Token(default, SyntaxKind.UsingKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)))
            .WithSemicolonToken(SyntaxFactory.Token(default, SyntaxKind.SemicolonToken, SyntaxFactory.TriviaList(lineEnd)));

        if (usings.Count == 0)
        {
            return WithFirst((CompilationUnitSyntax)container, added, lineEnd);
        }

        int index = 1 + usings.LastIndexOf(existing =>
            existing.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) || (IsPlain(existing) && Compare(existing.Name!.ToString(), name) < 0));
        SyntaxTrivia indentation = Comments.IndentationOf(usings[0]);
        if (index == 0)
        {
            added = added.WithLeadingTrivia(usings[0].GetLeadingTrivia());
            usings = usings.Replace(usings[0], usings[0].WithLeadingTrivia(indentation));
        }
        else
        {
            added = added.WithLeadingTrivia(indentation);
        }

        usings = usings.Insert(index, added);
        return container is CompilationUnitSyntax unit
            ? unit.WithUsings(usings)
            : ((BaseNamespaceDeclarationSyntax)container).WithUsings(usings);
    }

    /// <summary>The first directive of a file: below its heading, above the comments of its first member.</summary>
    private static CompilationUnitSyntax WithFirst(CompilationUnitSyntax file, UsingDirectiveSyntax added, SyntaxTrivia lineEnd)
    {
        SyntaxToken first = file.GetFirstToken(includeZeroWidth: true);
        List<SyntaxTrivia> leading = first.LeadingTrivia.ToList();
        int heading = 1 + Math.Max(
            leading.FindLastIndex(trivia => trivia.IsDirective),
            leading.FindLastIndex(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) && IsBlankLine(leading, leading.IndexOf(trivia))));

        return file.ReplaceToken(first, first.WithLeadingTrivia(leading.Skip(heading).Prepend(lineEnd)))
            .WithUsings(SyntaxFactory.SingletonList(added.WithLeadingTrivia(leading.Take(heading))));
    }

    private static bool IsBlankLine(List<SyntaxTrivia> leading, int index) =>
        index == 0 || leading[index - 1].IsKind(SyntaxKind.EndOfLineTrivia);

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None);

    /// <summary>System first, then by name.</summary>
    private static int Compare(string left, string right)
    {
        int bySystem = IsSystem(right).CompareTo(IsSystem(left));
        return bySystem != 0 ? bySystem : string.CompareOrdinal(left, right);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
