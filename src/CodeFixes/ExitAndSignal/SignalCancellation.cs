using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>Makes `e.Cancel = true;` the first statement of a handler.</summary>
internal static class SignalCancellation
{
    public static (string Title, SyntaxEdits Edits)? Edit(
        SyntaxNode root,
        TextSpan place,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!root.FullSpan.Contains(place))
        {
            return null;
        }

        foreach (SyntaxNode function in root.FindNode(place, getInnermostNodeForTie: true).AncestorsAndSelf())
        {
            if (ParameterOf(function, model, cancellationToken) is { } parameter)
            {
                return Edit(function, parameter);
            }
        }

        return null;
    }

    /// <summary>The parameter of a handler that can cancel the signal; null for any other function, and where it is not written.</summary>
    private static ParameterSyntax? ParameterOf(SyntaxNode function, SemanticModel model, CancellationToken cancellationToken)
    {
        ParameterSyntax? last = function switch
        {
            SimpleLambdaExpressionSyntax lambda => lambda.Parameter,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.LastOrDefault(),
            AnonymousMethodExpressionSyntax method => method.ParameterList?.Parameters.LastOrDefault(),
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters.LastOrDefault(),
            MethodDeclarationSyntax method => method.ParameterList.Parameters.LastOrDefault(),
            _ => null,
        };
        return last is not null
            && model.GetDeclaredSymbol(last, cancellationToken) is IParameterSymbol { Type: var type }
            && (type.Is(KnownTypes.ConsoleCancelEventArgs) || type.Is(KnownTypes.PosixSignalContext))
            ? last
            : null;
    }

    private static (string Title, SyntaxEdits Edits) Edit(SyntaxNode function, ParameterSyntax parameter)
    {
        SyntaxEdits edits = new();
        string name = parameter.Identifier.Text;
        if (name == "_")
        {
            bool isOfSignal =
                function is SimpleLambdaExpressionSyntax or ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 1 };
            name = new FreshNames().Next(function, isOfSignal ? "context" : "e");
            edits.Replace(
                parameter,
                current => ((ParameterSyntax)current).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(parameter.Identifier)));
        }

        StatementSyntax cancel = SyntaxFactory.ParseStatement($"{name}.Cancel = true;");
        edits.Replace(function, current => WithFirst(current, cancel, function));
        return ($"Set '{name}.Cancel' to true first", edits);
    }

    private static SyntaxNode WithFirst(SyntaxNode function, StatementSyntax cancel, SyntaxNode original)
    {
        SyntaxTrivia lineEnd = Comments.LineEndOf(original.SyntaxTree.GetRoot());
        string outer = IndentationOfLine(original);
        switch (function)
        {
            case LambdaExpressionSyntax { ExpressionBody: { } expression } lambda:
                BlockSyntax block = Block(SyntaxFactory.ExpressionStatement(expression.WithoutTrivia()), expression);
                lambda = lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(lineEnd));
                return (lambda.WithBody(block)).WithTrailingTrivia(lambda.GetTrailingTrivia());
            case AnonymousFunctionExpressionSyntax { Block: { } body } lambda:
                return lambda.WithBody(Before(body));
            case LocalFunctionStatementSyntax { ExpressionBody: { } arrow } local:
                return local.WithExpressionBody(null).WithSemicolonToken(default)
                    .WithParameterList(local.ParameterList.WithTrailingTrivia(lineEnd))
                    .WithBody(Block(SyntaxFactory.ExpressionStatement(arrow.Expression.WithoutTrivia()), arrow.Expression)
                        .WithTrailingTrivia(local.GetTrailingTrivia()));
            case MethodDeclarationSyntax { ExpressionBody: { } arrow } method:
                return method.WithExpressionBody(null).WithSemicolonToken(default)
                    .WithParameterList(method.ParameterList.WithTrailingTrivia(lineEnd))
                    .WithBody(Block(SyntaxFactory.ExpressionStatement(arrow.Expression.WithoutTrivia()), arrow.Expression)
                        .WithTrailingTrivia(method.GetTrailingTrivia()));
            case LocalFunctionStatementSyntax { Body: { } body } local:
                return local.WithBody(Before(body));
            case MethodDeclarationSyntax { Body: { } body } method:
                return method.WithBody(Before(body));
            default:
                return function;
        }

        BlockSyntax Block(StatementSyntax statement, ExpressionSyntax expression)
        {
            SyntaxTriviaList comments = SyntaxFactory.TriviaList(expression.GetTrailingTrivia()
                .Where(Comments.IsComment)
                .SelectMany(static comment => new[] { SyntaxFactory.Space, comment }));
            SyntaxTriviaList above = Comments.Lines(
                expression.GetLeadingTrivia().Where(Comments.IsComment),
                SyntaxFactory.Whitespace(outer + "    "),
                lineEnd);
            return SyntaxFactory.Block(
                SyntaxFactory.Token(
                    SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(outer)),
                    SyntaxKind.OpenBraceToken,
                    SyntaxFactory.TriviaList(lineEnd)),
                SyntaxFactory.List(new[]
                {
                    cancel.WithLeadingTrivia(SyntaxFactory.Whitespace(outer + "    ")).WithTrailingTrivia(lineEnd),
                    statement.WithLeadingTrivia(above.Add(SyntaxFactory.Whitespace(outer + "    ")))
                        .WithTrailingTrivia(comments.Add(lineEnd)),
                }),
                SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(outer)), SyntaxKind.CloseBraceToken, default));
        }

        BlockSyntax Before(BlockSyntax body)
        {
            StatementSyntax first = body.Statements[0];
            bool isLine = body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
            StatementSyntax added = isLine
                ? cancel.WithLeadingTrivia(Comments.IndentationOf(first)).WithTrailingTrivia(lineEnd)
                : cancel.WithTrailingTrivia(SyntaxFactory.Space);
            return body.WithStatements(body.Statements.Insert(0, added));
        }
    }

    private static string IndentationOfLine(SyntaxNode node)
    {
        SourceText text = node.SyntaxTree.GetText();
        string line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
