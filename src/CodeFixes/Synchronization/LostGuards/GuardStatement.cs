using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.LostGuards;

/// <summary>The statement that makes a guard and puts it somewhere.</summary>
/// <param name="Statement">A declaration, an assignment, the creation alone, or a `using` statement.</param>
/// <param name="Creation">The creation.</param>
/// <param name="Local">The declared variable; null when none is declared.</param>
internal sealed record GuardStatement(StatementSyntax Statement, SyntaxNode Creation, VariableDeclaratorSyntax? Local)
{
    /// <summary>The statement round a creation, when it does nothing else; null for any other.</summary>
    public static GuardStatement? Of(ExpressionSyntax creation) => ObjectSyntax.Outermost(creation).Parent switch
    {
        EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } declarator,
        } =>
            declaration.Parent switch
            {
                LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: 0 } local => new GuardStatement(local, creation, declarator),
                UsingStatementSyntax { AwaitKeyword.RawKind: 0 } statement => new GuardStatement(statement, creation, declarator),
                _ => null,
            },
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
            Parent: ExpressionStatementSyntax discard,
        } => new GuardStatement(discard, creation, null),
        ExpressionStatementSyntax alone => new GuardStatement(alone, creation, null),
        UsingStatementSyntax { AwaitKeyword.RawKind: 0 } unnamed => new GuardStatement(unnamed, creation, null),
        _ => null,
    };
}
