using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ExitAndSignal;

/// <summary>
/// PSAFE803: has the handler wait for its work, for a bounded time: `await SaveAsync();` becomes `SaveAsync().Wait(…);` in a handler that
/// is no longer async. How long it may last, a person has to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitForWorkFix))]
public sealed class WaitForWorkFix : ReviewFix
{
    private const string Title = "Wait at most 5 seconds for the work";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ExitHandlerAwaits.Id);

    protected internal override string EquivalenceKey => "PSAFE803.WaitForWork";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.HandlerOnly)
            || model.Compilation.GetTypeByMetadataName(KnownTypes.TimeSpan) is not { } time)
        {
            return null;
        }

        SyntaxEdits edits = new();
        return diagnostic.NodeIn(root) switch
        {
            AwaitExpressionSyntax awaits when WaitInstead(awaits, time, model, edits, cancellationToken) => (Title, edits),
            InvocationExpressionSyntax call when WaitFor(call, time, model, edits, cancellationToken) => (Title, edits),
            _ => null,
        };
    }

    /// <summary>Plans waits in the place of all awaits of the handler; false where one of them is more than a statement.</summary>
    private static bool WaitInstead(
        AwaitExpressionSyntax first,
        INamedTypeSymbol time,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        SyntaxNode? handler = first.Ancestors().FirstOrDefault(static node =>
            node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax);
        if (handler is null)
        {
            return false;
        }

        IEnumerable<SyntaxNode> own = handler.DescendantNodes(node =>
            node == handler || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
        foreach (SyntaxNode node in own)
        {
            switch (node)
            {
                case AwaitExpressionSyntax awaits:
                    if (!IsStatement(awaits)
                        || IsCaught(awaits, handler)
                        || WaitOf(awaits.Expression, time, model, edits, cancellationToken) is not { } wait)
                    {
                        return false;
                    }

                    edits.Replace(awaits, _ => wait.WithTriviaFrom(awaits));
                    break;
                case CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
                    or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }
                    or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 }:
                    return false;
            }
        }

        edits.Replace(handler, WithoutAsync);
        return true;
    }

    /// <summary>Plans a wait for a task that nobody takes.</summary>
    private static bool WaitFor(
        InvocationExpressionSyntax call,
        INamedTypeSymbol time,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (WaitOf(call, time, model, edits, cancellationToken) is not { } wait)
        {
            return false;
        }

        ExpressionSyntax whole = call.Parent is AssignmentExpressionSyntax
        {
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
            Parent: ExpressionStatementSyntax,
        } discarded
            ? discarded
            : call;
        edits.Replace(whole, _ => wait.WithTriviaFrom(whole));
        return true;
    }

    private static bool IsStatement(AwaitExpressionSyntax awaits) =>
        awaits.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax;

    /// <summary>True where a catch looks for an exception that a wait wraps in another one.</summary>
    private static bool IsCaught(AwaitExpressionSyntax awaits, SyntaxNode handler) => awaits.Ancestors()
        .TakeWhile(outer => outer != handler)
        .OfType<TryStatementSyntax>()
        .Any(attempt => attempt.Block.Span.Contains(awaits.Span)
            && attempt.Catches.Any(static found => found.Filter is not null
                || (found.Declaration is { } declared && declared.Type.ToString() is not ("Exception" or "System.Exception"))));

    /// <summary>The wait for what an expression gives; null when that is no task.</summary>
    private static ExpressionSyntax? WaitOf(
        ExpressionSyntax work,
        INamedTypeSymbol time,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        ExpressionSyntax task = work is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured },
        }
            ? configured
            : work;
        string? conversion = model.GetTypeInfo(task, cancellationToken).Type switch
        {
            { } type when type.IsOrDerivesFrom(KnownTypes.Task) => string.Empty,
            { } type when type.Is(KnownTypes.ValueTask) || type.Is(KnownTypes.ValueTaskOfT) => ".AsTask()",
            _ => null,
        };
        if (conversion is null || task.DescendantTrivia().Any(Comments.IsComment))
        {
            return null;
        }

        bool isPrimary = task is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax
            or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
        string text = isPrimary ? task.WithoutTrivia().ToString() : $"({task.WithoutTrivia()})";
        TypeSyntax span = edits.Import(time, null, work, model);
        return SyntaxFactory.ParseExpression($"{text}{conversion}.Wait({span}.FromSeconds(5))");
    }

    private static SyntaxNode WithoutAsync(SyntaxNode handler)
    {
        SyntaxTriviaList leading = handler.GetLeadingTrivia();
        return (handler switch
        {
            AnonymousFunctionExpressionSyntax function => function.WithModifiers(Plain(function.Modifiers)),
            LocalFunctionStatementSyntax function => function.WithModifiers(Plain(function.Modifiers)),
            MethodDeclarationSyntax method => method.WithModifiers(Plain(method.Modifiers)),
            _ => handler,
        }).WithLeadingTrivia(leading);

        static SyntaxTokenList Plain(SyntaxTokenList modifiers) =>
            SyntaxFactory.TokenList(modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)));
    }
}
