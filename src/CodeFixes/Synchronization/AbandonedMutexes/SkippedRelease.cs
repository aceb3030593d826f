using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.AbandonedMutexes;

/// <summary>
/// A release that an exception skips, in a finally block. Only for the one release of what the one taking took, behind the place where
/// it is certain that the mutex was got.
/// </summary>
internal static class SkippedRelease
{
    public static bool Plan(
        MutexCall release,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (release.Whole.Parent is not ExpressionStatementSyntax statement
            || TakingOf(diagnostic, root) is not { } taking
            || statement.Siblings().FirstOrDefault(other => other.Span.Contains(taking.Span)) is not { } first
            || OwnedAfter(first, taking, model, cancellationToken) is not { } owned
            || FinallyRegion.Of(owned, statement, model, cancellationToken) is not { } region)
        {
            return false;
        }

        region.AddTo(edits);
        return true;
    }

    private static InvocationExpressionSyntax? TakingOf(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Taking, out string? begin)
        && int.TryParse(begin, NumberStyles.None, CultureInfo.InvariantCulture, out int position)
        && position < root.FullSpan.End
            ? root.FindToken(position).Parent?.AncestorsAndSelf()
                .TakeWhile(node => node.SpanStart == position)
                .OfType<InvocationExpressionSyntax>()
                .LastOrDefault()
            : null;

    /// <summary>The statement behind which the mutex is owned for certain; null when it may not be.</summary>
    private static StatementSyntax? OwnedAfter(
        StatementSyntax first,
        InvocationExpressionSyntax taking,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        switch (first)
        {
            case IfStatementSyntax { Else: null } branch:
                return IsNot(branch.Condition, taking) && Leaves(branch.Statement, model) ? branch : null;
            case TryStatementSyntax { Finally: null } attempt
                when attempt.Catches.All(handler => IsAbandoned(handler) || Leaves(handler.Block, model))
                    && attempt.Block.Statements.LastOrDefault() is { } last
                    && last.Span.Contains(taking.Span):
                return OwnedAfter(first, last, taking, model, cancellationToken);
            default:
                return OwnedAfter(first, first, taking, model, cancellationToken);
        }
    }

    /// <param name="outer">The statement of the list.</param>
    /// <param name="statement">The statement that takes the mutex: the same, or one in it.</param>
    /// <param name="taking">The call.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    private static StatementSyntax? OwnedAfter(
        StatementSyntax outer,
        StatementSyntax statement,
        InvocationExpressionSyntax taking,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        string? result = statement switch
        {
            ExpressionStatementSyntax { Expression: var alone } when alone == taking => string.Empty,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment }
                when assignment.Right == taking => name.Identifier.ValueText,
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
                when variables[0].Initializer?.Value == taking => variables[0].Identifier.ValueText,
            _ => null,
        };
        return result is null ? null
            : IsCertain(taking, model, cancellationToken) ? outer
            : result.Length > 0
                && outer.NextStatement() is IfStatementSyntax { Else: null } branch
                && IsNot(branch.Condition, result)
                && Leaves(branch.Statement, model)
                    ? branch
                    : null;
    }

    /// <summary>An unbounded wait, or a method that has no answer to give.</summary>
    private static bool IsCertain(InvocationExpressionSyntax taking, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(taking, cancellationToken).Symbol is IMethodSymbol method
        && (method.ReturnsVoid
            || (method.Name == "WaitOne"
                && (method.Parameters.IsEmpty
                    || model.GetConstantValue(taking.ArgumentList.Arguments[0].Expression, cancellationToken).Value is -1)));

    private static bool IsNot(ExpressionSyntax condition, ExpressionSyntax taking) =>
        condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand }
        && operand == taking;

    private static bool IsNot(ExpressionSyntax condition, string result) =>
        condition is PrefixUnaryExpressionSyntax
        {
            RawKind: (int)SyntaxKind.LogicalNotExpression,
            Operand: IdentifierNameSyntax { Identifier.ValueText: var name },
        }
        && name == result;

    private static bool IsAbandoned(CatchClauseSyntax handler) =>
        handler.Declaration?.Type.ToString().EndsWith("AbandonedMutexException", StringComparison.Ordinal) == true;

    private static bool Leaves(StatementSyntax statement, SemanticModel model) =>
        model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: false };
}
