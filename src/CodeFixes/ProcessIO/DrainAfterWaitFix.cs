using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE708: waits once more, without a timeout, when the timed wait has seen the exit: that wait ends when the last line has come.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DrainAfterWaitFix))]
public sealed class DrainAfterWaitFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LosesLastLines.Id);

    protected override string Title => "Wait for the last lines too";

    protected override string EquivalenceKey => "PSAFE708.DrainAfterWait";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access,
            } wait)
        {
            return false;
        }

        string drain = $"{access.Expression}.WaitForExit();";
        SyntaxTrivia lineEnd = Comments.LineEndOf(root);
        switch (wait.Parent)
        {
            case ExpressionStatementSyntax statement:
                edits.Replace(statement, current => Condition(wait.WithoutTrivia().ToString(), drain, current, lineEnd));
                return true;
            case IfStatementSyntax { Statement: BlockSyntax { Statements.Count: > 0 } block } choice when choice.Condition == wait:
                edits.InsertBefore(block.Statements[0], drain);
                return true;
            case PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.LogicalNotExpression,
                Parent: IfStatementSyntax { Else: null } choice,
            } not
                when choice.Condition == not:
                edits.Replace(choice, current => WithElse((IfStatementSyntax)current, drain, lineEnd));
                return true;
            default:
                return false;
        }
    }

    private static StatementSyntax Condition(string wait, string drain, SyntaxNode statement, SyntaxTrivia lineEnd) =>
        SyntaxFactory.ParseStatement($"if ({wait}){lineEnd}{Comments.IndentationOf(statement)}    {drain}")
            .WithTriviaFrom((StatementSyntax)statement);

    private static IfStatementSyntax WithElse(IfStatementSyntax choice, string drain, SyntaxTrivia lineEnd)
    {
        string indentation = Comments.IndentationOf(choice).ToString();
        SyntaxTriviaList end = choice.GetTrailingTrivia();
        StatementSyntax body = SyntaxFactory.ParseStatement(drain)
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation + "    "))
            .WithTrailingTrivia(lineEnd);
        ElseClauseSyntax otherwise = SyntaxFactory.ElseClause(body)
            .WithElseKeyword(SyntaxFactory.Token(SyntaxKind.ElseKeyword)
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation))
                .WithTrailingTrivia(lineEnd));
        return choice.WithStatement(choice.Statement.WithTrailingTrivia(end.Any(SyntaxKind.EndOfLineTrivia) ? end : end.Add(lineEnd)))
            .WithElse(otherwise);
    }
}
