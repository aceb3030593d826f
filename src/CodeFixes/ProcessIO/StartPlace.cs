using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// Where a process runs and has its name: behind the statement that starts it, or in the body of that.
/// <code>if (Process.Start(info) is { } p) { /* here */ }    if (Process.Start(info) is not { } q) { return; }    /* here */</code>
/// </summary>
internal sealed class StartPlace
{
    private readonly StatementSyntax? _body;

    /// <param name="statement">The statement that starts the process.</param>
    /// <param name="body">Its body, or the first statement there; null where the process has its name behind the statement.</param>
    public StartPlace(StatementSyntax statement, StatementSyntax? body = null) => (Statement, _body) = (statement, body);

    public StatementSyntax Statement { get; }

    /// <summary>
    /// The place where a question that starts the process is true, in an `if` that asks nothing behind it; else null.
    /// </summary>
    public static StartPlace? Where(ExpressionSyntax asked, bool isNegated, SemanticModel model)
    {
        ExpressionSyntax condition = asked;
        for (; condition.Parent is ExpressionSyntax outer; condition = outer)
        {
            switch (outer)
            {
                case ParenthesizedExpressionSyntax:
                    break;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }:
                    isNegated = !isNegated;
                    break;
                case BinaryExpressionSyntax both when both.Right == condition
                    && both.IsKind(isNegated ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression):
                    break;
                default:
                    return null;
            }
        }

        if (condition.Parent is not IfStatementSyntax choice || choice.Condition != condition)
        {
            return null;
        }

        return (isNegated ? choice.Else?.Statement : choice.Statement) is { } body
            ? body is BlockSyntax || OpenedBody.CanBe(body) ? new StartPlace(choice, body) : null
            : choice.IsInList() && model.AnalyzeControlFlow(choice.Statement) is { Succeeded: true, EndPointIsReachable: false }
                ? new StartPlace(choice, choice.NextStatement())
                : null;
    }

    /// <summary>Puts a statement where the process has just got its name.</summary>
    public void Follow(string text, SyntaxEdits edits)
    {
        StatementSyntax? first = _body is BlockSyntax block ? block.Statements.FirstOrDefault() : _body;
        if (_body is null)
        {
            StartStatement.Follow(Statement, text, edits);
        }
        else if (first?.IsInList() == true)
        {
            edits.InsertBefore(first, text);
            OneLineBodies.Open(edits, first);
        }
        else
        {
            SyntaxTrivia lineEnd = Comments.LineEndOf(_body.SyntaxTree.GetRoot());
            edits.Replace(_body, current => current is BlockSyntax { Statements: { Count: > 0 } statements } filled
                ? filled.WithStatements(statements.Insert(0, SyntaxFactory.ParseStatement(text).WithTrailingTrivia(lineEnd)))
                : Bodies.Around((StatementSyntax)current, text, behind: null, lineEnd));
        }
    }

    /// <summary>The statement, in the list where the process has its name, that holds something done later; null for none.</summary>
    public StatementSyntax? Around(SyntaxNode later)
    {
        SyntaxNode? list = _body is BlockSyntax ? _body : (_body ?? Statement).ListNode();
        return later.AncestorsAndSelf()
            .OfType<StatementSyntax>()
            .FirstOrDefault(statement => list is not null && statement.ListNode() == list && statement != Statement) is { } found
            && Anchors.FunctionOf(found) == Anchors.FunctionOf(later)
                ? found
                : null;
    }
}
