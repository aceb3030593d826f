using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Members that a fix adds, in the indentation and with the line ends that the type has.</summary>
internal static class NewMembers
{
    private const string Unit = "    ";

    /// <summary>The type with one more member: a field behind the fields, anything else at the end.</summary>
    /// <param name="type">The type.</param>
    /// <param name="lines">The lines of the member; four spaces stand for one step of indentation.</param>
    public static TypeDeclarationSyntax AddTo(TypeDeclarationSyntax type, params string[] lines)
    {
        string lineEnd = Comments.LineEndOf(type).ToString();
        string outer = Comments.IndentationOf(type).ToString();
        string inner = type.Members.Count > 0 ? Comments.IndentationOf(type.Members[0]).ToString() : outer + Unit;
        string step = inner.Length > outer.Length ? inner.Substring(outer.Length) : Unit;
        string text = string.Concat(lines.Select(line => (line.Length > 0 ? inner : string.Empty) + line.Replace(Unit, step) + lineEnd));
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration(text)!;
        int index = member is FieldDeclarationSyntax ? 1 + type.Members.LastIndexOf(static other => other is FieldDeclarationSyntax)
            : type.Members.Count;
        bool isApart = index > 0 && (member is not FieldDeclarationSyntax || (index > 1 && IsApart(type.Members[index - 1])));
        if (index == 0 && type.Members.Count > 0 && !IsApart(type.Members[0]))
        {
            type = type.ReplaceNode(type.Members[0], Apart(type.Members[0], lineEnd));
        }

        return type.WithMembers(type.Members.Insert(index, isApart ? Apart(member, lineEnd) : member));
    }

    private static bool IsApart(MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

    private static MemberDeclarationSyntax Apart(MemberDeclarationSyntax member, string lineEnd) =>
        member.WithLeadingTrivia(member.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(lineEnd)));
}
