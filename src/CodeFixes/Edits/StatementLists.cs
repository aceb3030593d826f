using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

/// <summary>The list of statements that a statement is one of: that of a block, of a switch section, or of a file's top level.</summary>
internal static class StatementLists
{
    /// <summary>False for a statement that is the whole body of an `if`, a loop or another statement: `if (late) Stop();`.</summary>
    public static bool IsInList(this StatementSyntax statement) => statement.ListNode() is not null;

    /// <summary>The node whose statements they are, a block, a switch section or a file; null for a statement that is in no list.</summary>
    public static SyntaxNode? ListNode(this StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax => statement.Parent,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax file } => file,
        _ => null,
    };

    /// <summary>The statements next to one, itself included; it alone where it is in no list.</summary>
    public static IReadOnlyList<StatementSyntax> Siblings(this StatementSyntax statement) =>
        statement.ListNode() is { } list ? StatementsOf(list) : new[] { statement };

    /// <summary>The statements of a block, a switch section or a file; none for any other node.</summary>
    public static IReadOnlyList<StatementSyntax> StatementsOf(SyntaxNode list) => list switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        CompilationUnitSyntax file => file.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToList(),
        _ => new List<StatementSyntax>(),
    };

    /// <summary>The node with other statements in the place of those that it has.</summary>
    public static SyntaxNode WithStatements(SyntaxNode list, IEnumerable<StatementSyntax> statements) => list switch
    {
        BlockSyntax block => block.WithStatements(SyntaxFactory.List(statements)),
        SwitchSectionSyntax section => section.WithStatements(SyntaxFactory.List(statements)),
        CompilationUnitSyntax file => file.WithMembers(SyntaxFactory.List(statements
            .Select(static statement => (MemberDeclarationSyntax)SyntaxFactory.GlobalStatement(statement))
            .Concat(file.Members.Where(static member => member is not GlobalStatementSyntax)))),
        _ => list,
    };

    /// <summary>The statement after one in its list; null for the last.</summary>
    public static StatementSyntax? NextStatement(this StatementSyntax statement) =>
        statement.Siblings().SkipWhile(other => other != statement).Skip(1).FirstOrDefault();

    /// <summary>What ends a block in a statement's place: the line, and a blank one where another statement follows right below.</summary>
    public static SyntaxTriviaList EndOf(StatementSyntax statement, string lineEnd)
    {
        SyntaxTrivia end = SyntaxFactory.EndOfLine(lineEnd);
        return statement.NextStatement() is { } next
            && !next.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia)
                ? SyntaxFactory.TriviaList(end, end)
                : SyntaxFactory.TriviaList(end);
    }

    /// <summary>The statement before one in its list; null for the first.</summary>
    public static StatementSyntax? PreviousStatement(this StatementSyntax statement) =>
        statement.Siblings().TakeWhile(other => other != statement).LastOrDefault();
}
