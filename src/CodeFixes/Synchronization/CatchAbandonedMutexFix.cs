using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>PSAFE305: catches AbandonedMutexException round the wait, which has succeeded then, and keeps the mutex.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CatchAbandonedMutexFix))]
public sealed class CatchAbandonedMutexFix : DocumentFix
{
    private const string Exception = "System.Threading.AbandonedMutexException";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MutexIsAbandoned.Id);

    protected override string EquivalenceKey => "PSAFE305.Catch";

    protected override string Title => "Catch AbandonedMutexException, and keep the mutex";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (diagnostic.NodeIn(root)
                is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitOne" } } call
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or SwitchSectionSyntax } statement
            || model.Compilation.GetTypeByMetadataName(Exception) is not { } exception)
        {
            return false;
        }

        string? flag = statement switch
        {
            ExpressionStatementSyntax { Expression: var alone } when alone == call => string.Empty,
            ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                    Left: IdentifierNameSyntax target,
                } assignment,
            }
                when assignment.Right == call =>
                target.ToString(),
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: { Variables: { Count: 1 } variables } }
                when variables[0].Initializer?.Value == call =>
                variables[0].Identifier.Text,
            _ => null,
        };
        if (flag is null)
        {
            return false;
        }

        string caught = edits.Import(exception, null, call, model).ToString();
        edits.Replace(statement, current => Guarded((StatementSyntax)current, flag, caught));
        return true;
    }

    private static StatementSyntax Guarded(StatementSyntax statement, string flag, string exception)
    {
        string wait = statement.WithoutTrivia().ToString();
        string? declared = null;
        if (statement is LocalDeclarationStatementSyntax { Declaration: { } declaration })
        {
            declared = $"{(declaration.Type.IsVar ? "bool" : declaration.Type.ToString())} {flag};";
            wait = $"{flag} = {declaration.Variables[0].Initializer!.Value};";
        }

        SyntaxList<StatementSyntax> statements = MutexWait.Guarded(
            declared,
            wait,
            flag,
            exception,
            Comments.IndentationOf(statement).ToString(),
            Comments.LineEndOf(statement).ToString());
        statements = statements.Replace(statements[0], statements[0].WithLeadingTrivia(statement.GetLeadingTrivia()));
        StatementSyntax last = statements.Last();
        return SyntaxFactory.Block(statements.Replace(last, last.WithTrailingTrivia(statement.GetTrailingTrivia())))
            .WithAdditionalAnnotations(SyntaxEdits.Spliced);
    }
}
