using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.LostGuards;

/// <summary>A guard kept in a static field, so that it lives as long as the program.</summary>
internal static class StaticGuard
{
    private const string Prefix = "s_";
    private const string NewName = "instance";

    public static bool Plan(ExpressionSyntax node, SemanticModel model, SyntaxEdits edits, CancellationToken cancellationToken)
    {
        GuardStatement? guard = GuardStatement.Of(node, model, cancellationToken);
        if ((guard is null && !IsAsked(node))
            || (guard is not null && !guard.Statement.IsInList())
            || guard?.Statement is UsingStatementSyntax { Statement: not BlockSyntax }
            || MemberHome.Of(node, model, cancellationToken) is not { } home
            || model.GetTypeInfo(ObjectSyntax.Outermost(node), cancellationToken).Type is not INamedTypeSymbol guardType)
        {
            return false;
        }

        string stem = (guard?.Local?.Identifier.ValueText ?? NewName).TrimStart('_');
        if (stem.Length == 0)
        {
            return false;
        }

        string field = home.Fresh(Prefix + stem, edits);
        TypeSyntax typeName = edits.Import(guardType, null, node, model);
        bool isAnnotated = model.GetNullableContext(node.SpanStart).AnnotationsEnabled();
        home.Add(edits, $"private static {typeName}{(isAnnotated ? "?" : string.Empty)} {field};");
        if (guard is null)
        {
            edits.Replace(node, current => SyntaxFactory.ParseExpression($"({field} = {current.WithoutTrivia()})").WithTriviaFrom(current));
            return true;
        }

        if (guard.Apart is { } declaration)
        {
            edits.Remove(declaration);
        }
        else
        {
            edits.Replace(guard.Statement, current => Assigned((StatementSyntax)current, field));
        }

        foreach (IdentifierNameSyntax use in guard.UsesIn(node.SyntaxTree.GetRoot(cancellationToken), model, cancellationToken))
        {
            edits.Replace(use, current => SyntaxFactory.IdentifierName(field).WithTriviaFrom(current));
        }

        return true;
    }

    /// <summary>`new Mutex(false, name).WaitOne(0)`: the object is asked where it is made.</summary>
    private static bool IsAsked(ExpressionSyntax creation) =>
        creation is ObjectCreationExpressionSyntax
        && ObjectSyntax.Outermost(creation) is { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } asked } whole
        && asked.Expression == whole
        && creation.Ancestors().Any(static outer => outer is StatementSyntax or ArrowExpressionClauseSyntax);

    /// <summary>The assignment in the statement's place, with what a `using` statement's block holds behind it.</summary>
    private static StatementSyntax Assigned(StatementSyntax statement, string field)
    {
        ExpressionSyntax creation = GuardIn(statement);
        ExpressionStatementSyntax assignment = (ExpressionStatementSyntax)SyntaxFactory.ParseStatement(
            $"{field} = {creation.WithoutTrivia()};");
        if (statement is not UsingStatementSyntax { Statement: BlockSyntax block } used)
        {
            return assignment.WithTriviaFrom(statement);
        }

        string outer = Comments.IndentationOf(statement).ToString();
        string inner = block.Statements.Count > 0 ? Comments.IndentationOf(block.Statements[0]).ToString() : outer;
        assignment = assignment.WithLeadingTrivia(used.GetLeadingTrivia()).WithTrailingTrivia(used.CloseParenToken.TrailingTrivia);
        return block
            .WithOpenBraceToken(block.OpenBraceToken.WithoutTrivia())
            .WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia(Comments.WithoutIndentation(block.CloseBraceToken.LeadingTrivia)))
            .WithStatements(
                SyntaxFactory.List(block.Statements.Select(inside => Comments.Reindented(inside, inner, outer)).Prepend(assignment)))
            .WithAdditionalAnnotations(SyntaxEdits.Spliced);
    }

    private static ExpressionSyntax GuardIn(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax local => local.Declaration.Variables[0].Initializer!.Value,
        UsingStatementSyntax { Declaration: { } declaration } => declaration.Variables[0].Initializer!.Value,
        UsingStatementSyntax used => used.Expression!,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax discard } => discard.Right,
        _ => ((ExpressionStatementSyntax)statement).Expression,
    };
}
