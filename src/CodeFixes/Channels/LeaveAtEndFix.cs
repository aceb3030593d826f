using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Channels;

/// <summary>PSAFE731: leaves the loop where a read has found the end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaveAtEndFix))]
public sealed class LeaveAtEndFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LoopOutlivesConnection.Id);

    protected override string Title => "Leave the loop at the end of the channel";

    protected override string EquivalenceKey => "PSAFE731.LeaveAtEnd";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.End, out string? end)
            || diagnostic.NodeIn(root) is not { } asked
            || diagnostic.Fact().SourceTree != root.SyntaxTree
            || root.FindNode(diagnostic.Fact().SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax read
            || asked.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) is not { } loop
            || read.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || !statement.IsInList()
            || LoopRound(statement) != loop
            || ResultOf(statement, read) is not { } name)
        {
            return false;
        }

        string[] lines = { $"if ({name} {(end == "null" ? "is null" : "== " + end)})", "{", "break;", "}" };
        edits.InsertAfter(statement, string.Join(Comments.LineEndOf(root).ToString(), lines));
        OneLineBodies.Open(edits, statement);
        return true;
    }

    private static bool IsLoop(StatementSyntax statement) =>
        statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>The loop that a break next to a statement leaves; null in a switch.</summary>
    private static StatementSyntax? LoopRound(StatementSyntax statement) => statement.Ancestors()
        .TakeWhile(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<StatementSyntax>()
        .FirstOrDefault(static outer => IsLoop(outer) || outer is SwitchStatementSyntax);

    /// <summary>The variable that a statement puts the result of the read into, and does nothing else.</summary>
    private static string? ResultOf(StatementSyntax statement, ExpressionSyntax read) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
            when IsValue(variables[0].Initializer?.Value, read) => variables[0].Identifier.Text,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment }
            when IsValue(assignment.Right, read) => name.ToString(),
        _ => null,
    };

    /// <summary>True for the read itself, awaited or waited for.</summary>
    private static bool IsValue(ExpressionSyntax? value, ExpressionSyntax read) => value switch
    {
        null => false,
        _ when value == read => true,
        AwaitExpressionSyntax awaited => IsValue(awaited.Expression, read),
        ParenthesizedExpressionSyntax inner => IsValue(inner.Expression, read),
        MemberAccessExpressionSyntax access => IsValue(access.Expression, read),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => IsValue(access.Expression, read),
        _ => false,
    };
}
