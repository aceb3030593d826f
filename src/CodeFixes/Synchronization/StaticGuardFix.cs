using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE306: keeps the guard that a method makes in a static field, so that it lives as long as the program.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StaticGuardFix))]
public sealed class StaticGuardFix : DocumentFix
{
    private const string Prefix = "s_";
    private const string NewName = "instance";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.InstanceGuardLost.Id);

    protected override string Title => "Keep it in a static field";

    protected override string EquivalenceKey => "PSAFE306.StaticField";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root) is not { } node
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Guard, out string? place)
            || place != DiagnosticProperties.InMethod
            || GuardStatement.Of(node) is not { } guard
            || guard.Statement.Parent is not (BlockSyntax or SwitchSectionSyntax)
            || guard.Statement is UsingStatementSyntax { Statement: not BlockSyntax }
            || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { OpenBraceToken.RawKind: (int)SyntaxKind.OpenBraceToken } type
            || type is InterfaceDeclarationSyntax
            || model.GetDeclaredSymbol(type, cancellationToken) is not { } owner
            || model.GetTypeInfo(node, cancellationToken).Type is not INamedTypeSymbol guardType)
        {
            return false;
        }

        string stem = (guard.Local?.Identifier.ValueText ?? NewName).TrimStart('_');
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
            current => NewMembers.AddFirst(
                (TypeDeclarationSyntax)current,
                $"private static {typeName}{(isAnnotated ? "?" : string.Empty)} {field};"));
        edits.Replace(guard.Statement, current => Assigned((StatementSyntax)current, field));
        foreach (IdentifierNameSyntax use in UsesOf(guard.Local, type, model, cancellationToken))
        {
            edits.Replace(use, current => SyntaxFactory.IdentifierName(field).WithTriviaFrom(current));
        }

        return true;
    }

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
