using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// Puts `e.Cancel = true;` right before what asks the program to end: above it may be a branch for the second Ctrl+C, which ends the
/// process at once.
/// </summary>
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

        SyntaxNode request = root.FindNode(place, getInnermostNodeForTie: true);
        SyntaxEdits edits = new();
        foreach (SyntaxNode function in request.AncestorsAndSelf())
        {
            if (SignalArgument.Of(function, model, edits, cancellationToken) is { } name)
            {
                return Cancels(function, request, name, edits) ? ($"Set '{name}.Cancel' to true", edits) : null;
            }
        }

        return null;
    }

    /// <summary>Plans the statement; false where none can stand right before the request, or one comes too late after an await.</summary>
    private static bool Cancels(SyntaxNode function, SyntaxNode request, string name, SyntaxEdits edits)
    {
        string cancel = $"{name}.Cancel = true;";
        if (ExpressionBodyOf(function) is { } expression)
        {
            StatementSyntax statement = SyntaxFactory.ParseStatement(cancel);
            edits.Replace(function, current => WithBlock(current, statement, function));
            return !IsUnderACondition(request, expression);
        }

        if (StatementOf(request, function) is not { } before
            || OwnNodes(function).Any(node => node is AwaitExpressionSyntax && node.Span.End <= before.SpanStart))
        {
            return false;
        }

        if (before.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            edits.InsertBefore(before, cancel);
        }
        else if (!OpenedBody.CanBe(before))
        {
            return false;
        }
        else
        {
            edits.Replace(
                before,
                current => OpenedBody.Of(before, new[] { SyntaxFactory.ParseStatement(cancel), (StatementSyntax)current }));
        }

        return true;
    }

    /// <summary>The statement of the function itself that makes the request, whatever else; null where that is not to be told.</summary>
    private static StatementSyntax? StatementOf(SyntaxNode request, SyntaxNode function)
    {
        SyntaxNode? nested = request.AncestorsAndSelf().TakeWhile(node => node != function)
            .LastOrDefault(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
        StatementSyntax? statement = (nested ?? request).AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault();
        return statement is not (null or BlockSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
            && statement.Parent is not LabeledStatementSyntax
            && (nested is null || statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax })
            && !IsUnderACondition(nested ?? request, statement)
                ? statement
                : null;
    }

    /// <summary>True where the rest of an expression decides whether the request is made: `first &amp;&amp; Stop()`.</summary>
    private static bool IsUnderACondition(SyntaxNode request, SyntaxNode whole) => request.Ancestors()
        .TakeWhile(node => node != whole.Parent)
        .Any(static node => node is ConditionalExpressionSyntax or SwitchExpressionSyntax
            || node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression);

    private static IEnumerable<SyntaxNode> OwnNodes(SyntaxNode function) => function.DescendantNodes(node =>
        node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static ExpressionSyntax? ExpressionBodyOf(SyntaxNode function) => function switch
    {
        LambdaExpressionSyntax lambda => lambda.ExpressionBody,
        LocalFunctionStatementSyntax local => local.ExpressionBody?.Expression,
        MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
        _ => null,
    };

    /// <summary>The function with a block of the statement and what was its expression.</summary>
    private static SyntaxNode WithBlock(SyntaxNode function, StatementSyntax cancel, SyntaxNode original)
    {
        SyntaxTrivia lineEnd = Comments.LineEndOf(original.SyntaxTree.GetRoot());
        string outer = IndentationOfLine(original);
        switch (function)
        {
            case LambdaExpressionSyntax { ExpressionBody: { } expression } lambda:
                BlockSyntax block = Block(expression);
                lambda = lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(lineEnd));
                return lambda.WithBody(block).WithTrailingTrivia(lambda.GetTrailingTrivia());
            case LocalFunctionStatementSyntax { ExpressionBody: { } arrow } local:
                return local.WithExpressionBody(null).WithSemicolonToken(default)
                    .WithParameterList(local.ParameterList.WithTrailingTrivia(lineEnd))
                    .WithBody(Block(arrow.Expression).WithTrailingTrivia(local.GetTrailingTrivia()));
            case MethodDeclarationSyntax { ExpressionBody: { } arrow } method:
                return method.WithExpressionBody(null).WithSemicolonToken(default)
                    .WithParameterList(method.ParameterList.WithTrailingTrivia(lineEnd))
                    .WithBody(Block(arrow.Expression).WithTrailingTrivia(method.GetTrailingTrivia()));
            default:
                return function;
        }

        BlockSyntax Block(ExpressionSyntax expression)
        {
            StatementSyntax statement = SyntaxFactory.ExpressionStatement(expression.WithoutTrivia());
            SyntaxTriviaList comments = SyntaxFactory.TriviaList(expression.GetTrailingTrivia()
                .Where(Comments.IsComment)
                .SelectMany(static comment => new[] { SyntaxFactory.Space, comment }));
            SyntaxTrivia inner = SyntaxFactory.Whitespace(outer + "    ");
            SyntaxTriviaList above = Comments.Lines(expression.GetLeadingTrivia().Where(Comments.IsComment), inner, lineEnd);
            return SyntaxFactory.Block(
                SyntaxFactory.Token(
                    SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(outer)),
                    SyntaxKind.OpenBraceToken,
                    SyntaxFactory.TriviaList(lineEnd)),
                SyntaxFactory.List(new[]
                {
                    cancel.WithLeadingTrivia(inner).WithTrailingTrivia(lineEnd),
                    statement.WithLeadingTrivia(above.Add(inner)).WithTrailingTrivia(comments.Add(lineEnd)),
                }),
                SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(outer)), SyntaxKind.CloseBraceToken, default));
        }
    }

    private static string IndentationOfLine(SyntaxNode node)
    {
        SourceText text = node.SyntaxTree.GetText();
        string line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
