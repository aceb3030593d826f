using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>
/// A block of statements as the body of a method, local function or lambda that had an expression: `bool Ask() => Wait();`.
/// </summary>
internal static class BlockBody
{
    /// <summary>The function whose body the expression is; null for any other, and where a comment or directive is inside.</summary>
    public static SyntaxNode? FunctionOf(ExpressionSyntax body)
    {
        SyntaxNode? function = body.Parent switch
        {
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow => arrow.Parent,
            LambdaExpressionSyntax lambda when lambda.ExpressionBody == body => lambda,
            _ => null,
        };
        return function is not null && !Comments.AreInside(function) ? function : null;
    }

    public static bool ReturnsVoid(SyntaxNode function, SemanticModel model, CancellationToken cancellationToken) =>
        (function is LambdaExpressionSyntax
            ? model.GetSymbolInfo(function, cancellationToken).Symbol
            : model.GetDeclaredSymbol(function, cancellationToken)) is IMethodSymbol { ReturnsVoid: true };

    /// <summary>The expression that is the body of such a function.</summary>
    public static ExpressionSyntax ExpressionOf(SyntaxNode function) => (function switch
    {
        LambdaExpressionSyntax lambda => lambda.ExpressionBody!,
        MethodDeclarationSyntax method => method.ExpressionBody!.Expression,
        _ => ((LocalFunctionStatementSyntax)function).ExpressionBody!.Expression,
    }).WithoutTrivia();

    /// <summary>The function with a block of those lines in the place of its expression.</summary>
    public static SyntaxNode Of(SyntaxNode function, IEnumerable<string> lines, string indentation, string lineEnd)
    {
        string text = string.Concat(lines.Select(line => $"{indentation}    {line}{lineEnd}"));
        BlockSyntax block = ((BlockSyntax)SyntaxFactory.ParseStatement($"{indentation}{{{lineEnd}{text}{indentation}}}"))
            .WithTrailingTrivia(function.GetTrailingTrivia());
        if (function is LambdaExpressionSyntax lambda)
        {
            return lambda
                .WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd)))
                .WithExpressionBody(null)
                .WithBlock(block);
        }

        SyntaxToken last = function is MethodDeclarationSyntax before
            ? before.ExpressionBody!.GetFirstToken().GetPreviousToken()
            : ((LocalFunctionStatementSyntax)function).ExpressionBody!.GetFirstToken().GetPreviousToken();
        SyntaxNode opened = function.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd)));
        return opened is MethodDeclarationSyntax method
            ? method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block)
            : ((LocalFunctionStatementSyntax)opened).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block);
    }
}
