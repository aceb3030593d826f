using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.LostGuards;

/// <summary>The statement that makes a guard and puts it somewhere.</summary>
/// <param name="Statement">A declaration, an assignment, the creation alone, or a `using` statement.</param>
/// <param name="Creation">The creation.</param>
/// <param name="Local">The declared variable, or null.</param>
internal sealed record GuardStatement(StatementSyntax Statement, SyntaxNode Creation, VariableDeclaratorSyntax? Local)
{
    /// <summary>The declaration of the variable, where that is another statement: `Mutex mutex;`.</summary>
    public LocalDeclarationStatementSyntax? Apart { get; private init; }

    /// <summary>The statement around a creation, when it does nothing else; null for any other.</summary>
    public static GuardStatement? Of(ExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken) =>
        ObjectSyntax.Outermost(creation).Parent switch
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
            AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                Left: IdentifierNameSyntax variable,
                Parent: ExpressionStatementSyntax assignment,
            } => DeclarationOf(variable, model, cancellationToken) is { } apart
                ? new GuardStatement(assignment, creation, apart.Declaration.Variables[0]) { Apart = apart }
                : null,
            ExpressionStatementSyntax alone => new GuardStatement(alone, creation, null),
            UsingStatementSyntax { AwaitKeyword.RawKind: 0 } unnamed => new GuardStatement(unnamed, creation, null),
            _ => null,
        };

    /// <summary>The names of the variable in a part of the code.</summary>
    public IEnumerable<IdentifierNameSyntax> UsesIn(SyntaxNode scope, SemanticModel model, CancellationToken cancellationToken) =>
        Local is null || model.GetDeclaredSymbol(Local, cancellationToken) is not { } symbol
            ? Enumerable.Empty<IdentifierNameSyntax>()
            : scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name =>
                name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));

    /// <summary>The declaration of a variable that has no value before it is assigned, or none that anything reads.</summary>
    private static LocalDeclarationStatementSyntax? DeclarationOf(
        IdentifierNameSyntax variable,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        model.GetSymbolInfo(variable, cancellationToken).Symbol is ILocalSymbol { RefKind: RefKind.None } local
        && local.DeclaringSyntaxReferences.Length == 1
        && local.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax
        {
            Initializer: null or { Value.RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression },
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration },
        }
        && declaration.UsingKeyword.IsKind(SyntaxKind.None)
        && declaration.NextStatement() is { } next
        && model.AnalyzeDataFlow(next, declaration.Siblings().Last()) is { Succeeded: true, DataFlowsIn: var read }
        && !read.Contains(local, SymbolEqualityComparer.Default)
            ? declaration
            : null;
}
