using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Members that a fix adds, in the indentation and with the line ends that the type has.</summary>
internal static class NewMembers
{
    private const string Unit = "    ";

    /// <summary>The type with one more member at its end.</summary>
    /// <param name="type">The type.</param>
    /// <param name="lines">The lines of the member; four spaces stand for one step of indentation.</param>
    public static TypeDeclarationSyntax AddTo(TypeDeclarationSyntax type, params string[] lines)
    {
        string lineEnd = Comments.LineEndOf(type).ToString();
        string outer = Comments.IndentationOf(type).ToString();
        string inner = type.Members.Count > 0 ? Comments.IndentationOf(type.Members[0]).ToString() : outer + Unit;
        string step = inner.Length > outer.Length ? inner.Substring(outer.Length) : Unit;
        StringBuilder text = new(type.Members.Count > 0 ? lineEnd : string.Empty);
        foreach (string line in lines)
        {
            text.Append(line.Length > 0 ? inner : string.Empty).Append(line.Replace(Unit, step)).Append(lineEnd);
        }

        return type.WithMembers(type.Members.Add(SyntaxFactory.ParseMemberDeclaration(text.ToString())!));
    }

    /// <summary>The type with one more field at its beginning, before the others if there are any.</summary>
    public static TypeDeclarationSyntax AddFirst(TypeDeclarationSyntax type, string field)
    {
        string lineEnd = Comments.LineEndOf(type).ToString();
        MemberDeclarationSyntax? first = type.Members.FirstOrDefault();
        string inner = first is null ? Comments.IndentationOf(type) + Unit : Comments.IndentationOf(first).ToString();
        bool isApart = first is null or FieldDeclarationSyntax
            || first.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        TypeDeclarationSyntax spaced = isApart
            ? type
            : type.ReplaceNode(first!, first!.WithLeadingTrivia(first!.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(lineEnd))));
        return spaced.WithMembers(spaced.Members.Insert(0, SyntaxFactory.ParseMemberDeclaration(inner + field + lineEnd)!));
    }
}
