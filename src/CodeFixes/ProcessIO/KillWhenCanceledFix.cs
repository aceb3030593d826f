using System;
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
/// PSAFE724: kills the process when the wait for it ends early: in a catch of its own, in the catch that is there, or behind a wait with
/// a delay.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KillWhenCanceledFix))]
public sealed class KillWhenCanceledFix : ReviewFix
{
    private const string Title = "Kill the process when the wait ends early";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ProcessIsLeftBehind.Id);

    protected internal override string EquivalenceKey => "PSAFE724.KillWhenCanceled";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Call)
            || diagnostic.NodeIn(root) is not InvocationExpressionSyntax limit
            || ProcessOf(limit, model, cancellationToken) is not { } process)
        {
            return null;
        }

        SyntaxEdits edits = new();
        SyntaxTrivia lineEnd = Comments.LineEndOf(root);
        string kill = TreeKill.Of(process, model.Compilation);
        bool isPlanned = limit.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WhenAny" }
            ? PlanBehind(limit, process, kill, lineEnd, edits)
            : PlanCatch(limit, kill, lineEnd, model, edits);
        return isPlanned ? (Title, edits) : null;
    }

    /// <summary>The process whose exit is waited for: in the call itself, or in the task that a local keeps.</summary>
    private static IdentifierNameSyntax? ProcessOf(SyntaxNode limit, SemanticModel model, CancellationToken cancellationToken)
    {
        InvocationExpressionSyntax? wait = limit.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(IsWait)
            ?? limit.DescendantNodes()
                .OfType<IdentifierNameSyntax>()
                .Select(name => model.GetSymbolInfo(name, cancellationToken).Symbol as ILocalSymbol)
                .Select(local => local?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken))
                .OfType<VariableDeclaratorSyntax>()
                .SelectMany(static local => local.Initializer?.Value.DescendantNodesAndSelf() ?? Enumerable.Empty<SyntaxNode>())
                .OfType<InvocationExpressionSyntax>()
                .FirstOrDefault(IsWait);
        return (wait?.Expression as MemberAccessExpressionSyntax)?.Expression as IdentifierNameSyntax;
    }

    private static bool IsWait(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitForExitAsync" };

    /// <summary>
    /// Behind a wait with a delay, or where it says that the delay was first: `if (await Task.WhenAny(exit, delay) != exit)`.
    /// </summary>
    private static bool PlanBehind(
        InvocationExpressionSyntax limit,
        IdentifierNameSyntax process,
        string kill,
        SyntaxTrivia lineEnd,
        SyntaxEdits edits)
    {
        ExpressionSyntax value = Awaited(limit);
        switch (value.Parent)
        {
            case ExpressionStatementSyntax statement when statement.IsInList():
                edits.InsertAfter(statement, Bodies.If($"!{process}.HasExited", kill, lineEnd));
                OneLineBodies.Open(edits, statement);
                return true;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Parent: IfStatementSyntax late } other
                when other.Left == value && IsExit(other.Right, limit) && !late.Statement.ContainsDirectives:
                Bodies.Begin(late.Statement, kill, lineEnd, edits);
                return true;
            default:
                return false;
        }
    }

    /// <summary>True for one of the tasks, and not the delay.</summary>
    private static bool IsExit(ExpressionSyntax task, InvocationExpressionSyntax limit) =>
        task is IdentifierNameSyntax && limit.ArgumentList.Arguments.FirstOrDefault()?.ToString() == task.ToString();

    private static bool PlanCatch(
        InvocationExpressionSyntax limit,
        string kill,
        SyntaxTrivia lineEnd,
        SemanticModel model,
        SyntaxEdits edits)
    {
        if (limit.Ancestors().OfType<StatementSyntax>().First() is not ExpressionStatementSyntax statement
            || !statement.IsInList()
            || Comments.HasInnerDirectives(statement)
            || limit.Ancestors().TakeWhile(node => node != statement).Any(static node => node is AnonymousFunctionExpressionSyntax))
        {
            return false;
        }

        Type? thrown = ExceptionOf(limit, model);
        if (thrown is not null && CatchRound(statement, thrown.Name) is { } handler)
        {
            Bodies.Begin(handler.Block, kill, lineEnd, edits);
            return true;
        }

        string caught = "catch";
        if (thrown is not null)
        {
            if (model.Compilation.GetTypeByMetadataName(thrown.FullName) is not { } exception)
            {
                return false;
            }

            caught = $"catch ({edits.Import(exception, null, statement, model)})";
        }

        OneLineBodies.Open(edits, statement);
        edits.Replace(statement, current => Bodies.Try((StatementSyntax)current, caught, new[] { kill, "throw;" }, lineEnd));
        return true;
    }

    /// <summary>What a wait throws that ends early; null where it may be one or the other.</summary>
    private static Type? ExceptionOf(InvocationExpressionSyntax limit, SemanticModel model)
    {
        bool takesToken = limit.DescendantNodesAndSelf()
            .OfType<ArgumentSyntax>()
            .Any(argument => model.GetTypeInfo(argument.Expression).ConvertedType?.Name == nameof(CancellationToken));
        bool takesTime = limit.ArgumentList.Arguments
            .Any(argument => model.GetTypeInfo(argument.Expression).ConvertedType?.Name == nameof(TimeSpan));
        return !takesTime ? typeof(OperationCanceledException) : takesToken ? null : typeof(TimeoutException);
    }

    /// <summary>The catch of that exception in the `try` whose block the statement is in.</summary>
    private static CatchClauseSyntax? CatchRound(StatementSyntax statement, string exception) =>
        (statement.Parent?.Parent as TryStatementSyntax)?.Catches.FirstOrDefault(handler => handler.Filter is null
            && handler.Declaration?.Type.GetLastToken().ValueText == exception);

    private static ExpressionSyntax Awaited(ExpressionSyntax task)
    {
        ExpressionSyntax value = task;
        while (value.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax
            or InvocationExpressionSyntax)
        {
            value = (ExpressionSyntax)value.Parent;
        }

        return value;
    }
}
