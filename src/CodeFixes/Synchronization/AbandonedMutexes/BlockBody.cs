using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

/// <summary>A block of statements as the body of a method or local function that had an expression: `bool Ask() => Wait();`.</summary>
internal static class BlockBody
{
    public static bool IsFor(ArrowExpressionClauseSyntax arrow) =>
        arrow.Parent is MethodDeclarationSyntax or LocalFunctionStatementSyntax
        && !arrow.Parent.DescendantTrivia().Any(trivia => (Comments.IsComment(trivia) || trivia.IsDirective)
            && !arrow.Parent.GetLeadingTrivia().Contains(trivia)
            && !arrow.Parent.GetTrailingTrivia().Contains(trivia));

    public static bool ReturnsVoid(ArrowExpressionClauseSyntax arrow) =>
        (arrow.Parent is MethodDeclarationSyntax method ? method.ReturnType : ((LocalFunctionStatementSyntax)arrow.Parent!).ReturnType)
            is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    public static SyntaxNode Of(SyntaxNode function, IEnumerable<string> lines, string lineEnd)
    {
        string indentation = Comments.IndentationOf(function).ToString();
        string text = string.Concat(lines.Select(line => $"{indentation}    {line}{lineEnd}"));
        BlockSyntax block = ((BlockSyntax)SyntaxFactory.ParseStatement($"{indentation}{{{lineEnd}{text}{indentation}}}"))
            .WithTrailingTrivia(function.GetTrailingTrivia());
        SyntaxToken last = function is MethodDeclarationSyntax before
            ? before.ExpressionBody!.GetFirstToken().GetPreviousToken()
            : ((LocalFunctionStatementSyntax)function).ExpressionBody!.GetFirstToken().GetPreviousToken();
        SyntaxNode opened = function.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd)));
        return opened is MethodDeclarationSyntax method
            ? method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block)
            : ((LocalFunctionStatementSyntax)opened).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block);
    }
}
