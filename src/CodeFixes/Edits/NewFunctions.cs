using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>Local functions that a fix adds to a program of top-level statements.</summary>
internal static class NewFunctions
{
    /// <summary>The file with one more function behind its last statement.</summary>
    /// <param name="file">The file, which has a statement at the top level.</param>
    /// <param name="lines">The lines of the function; four spaces stand for one step of indentation.</param>
    public static CompilationUnitSyntax AddTo(CompilationUnitSyntax file, params string[] lines)
    {
        string lineEnd = Comments.LineEndOf(file).ToString();
        StatementSyntax function = SyntaxFactory.ParseStatement(lineEnd + string.Join(lineEnd, lines) + lineEnd);
        int last = file.Members.LastIndexOf(static member => member is GlobalStatementSyntax);
        MemberDeclarationSyntax before = file.Members[last];
        MemberDeclarationSyntax ended = before.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? before
            : before.WithTrailingTrivia(before.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(lineEnd)));
        return file.WithMembers(file.Members.Replace(before, ended).Insert(last + 1, SyntaxFactory.GlobalStatement(function)));
    }
}
