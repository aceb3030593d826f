using System.Collections.Generic;
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
        GuardStatement? guard = GuardStatement.Of(node);
        if ((guard is null && !IsAsked(node))
            || (guard is not null && !guard.Statement.IsInList())
            || guard?.Statement is UsingStatementSyntax { Statement: not BlockSyntax }
            || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { OpenBraceToken.RawKind: (int)SyntaxKind.OpenBraceToken } type
            || type is InterfaceDeclarationSyntax
            || model.GetDeclaredSymbol(type, cancellationToken) is not { } owner
            || model.GetTypeInfo(ObjectSyntax.Outermost(node), cancellationToken).Type is not INamedTypeSymbol guardType)
        {
            return false;
        }

        string stem = (guard?.Local?.Identifier.ValueText ?? NewName).TrimStart('_');
        string field = Prefix + stem;
        if (stem.Length == 0
            || !owner.GetMembers(field).IsEmpty
            || type.DescendantTokens().Any(token => token.ValueText == field)
            || !edits.Claims(type, field))
        {
            return false;
        }

        TypeSyntax typeName = edits.Import(guardType, null, node, model);
        bool isAnnotated = model.GetNullableContext(node.SpanStart).AnnotationsEnabled();
        edits.Replace(
            type,
            current => NewMembers.AddTo(
                (TypeDeclarationSyntax)current,
                $"private static {typeName}{(isAnnotated ? "?" : string.Empty)} {field};"));
        if (guard is null)
        {
            edits.Replace(node, current => SyntaxFactory.ParseExpression($"({field} = {current.WithoutTrivia()})").WithTriviaFrom(current));
            return true;
        }

        edits.Replace(guard.Statement, current => Assigned((StatementSyntax)current, field));
        foreach (IdentifierNameSyntax use in UsesOf(guard.Local, type, model, cancellationToken))
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

    private static IEnumerable<IdentifierNameSyntax> UsesOf(
        VariableDeclaratorSyntax? local,
        SyntaxNode scope,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (local is null || model.GetDeclaredSymbol(local, cancellationToken) is not { } symbol)
        {
            return Enumerable.Empty<IdentifierNameSyntax>();
        }

        return scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name =>
            name.Identifier.ValueText == symbol.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));
    }

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
