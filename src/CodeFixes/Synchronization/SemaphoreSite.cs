using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>One place that uses a lock, and what stands there when the lock is a semaphore.</summary>
/// <param name="Node">The call or the lock statement.</param>
/// <param name="Lock">The lock as it is named there.</param>
/// <param name="Call">The semaphore's method without parentheses; null where the place stays as it is.</param>
/// <param name="Arguments">The arguments of that method.</param>
internal sealed record SemaphoreSite(SyntaxNode Node, ExpressionSyntax Lock, string? Call, string Arguments)
{
    /// <summary>The variable that tells whether the lock was taken, of `Monitor.Enter(gate, ref taken)`; null for any other site.</summary>
    private ExpressionSyntax? Taken { get; init; }

    /// <summary>Whether the call cannot fail: there is nothing to tell but that it came back.</summary>
    private bool IsCertain { get; init; }

    /// <summary>The place that a name belongs to; null when it does anything else with the lock.</summary>
    public static SemaphoreSite? Of(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        if (name.IsPartOfStructuredTrivia()
            || name.Ancestors()
                .Any(static node =>
                    node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }))
        {
            return new SemaphoreSite(name, whole, null, string.Empty);
        }

        SemaphoreSite? site = whole.Parent switch
        {
            LockStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } locked =>
                new SemaphoreSite(locked, whole, "Wait", string.Empty),
            ArgumentSyntax
            {
                RefKindKeyword.RawKind: 0,
                Parent: ArgumentListSyntax
                {
                    Parent: InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "TryEnter" or "Exit" } method,
                    } call,
                } list,
            } argument
                when IsMonitor(method.Expression) && list.Arguments.IndexOf(argument) == 0 =>
                OfCall(call, whole, method.Name.Identifier.ValueText, skip: 1),
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } method =>
                OfCall(call, whole, method.Name.Identifier.ValueText, skip: 0),
            _ => null,
        };

        // Nothing can be awaited under another lock.
        return site is { IsInAsyncCode: true, Call: "Wait" } && site.Node.Ancestors().Any(static outer => outer is LockStatementSyntax)
            ? null
            : site;
    }

    /// <summary>Whether the lock stands there as a member of `this` or of its type.</summary>
    public bool IsOf(
        IFieldSymbol field,
        SemanticModel model,
        CancellationToken cancellationToken) =>
        Lock is not MemberAccessExpressionSyntax access
            || access.Expression is ThisExpressionSyntax
            || (field.IsStatic && model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is INamedTypeSymbol);

    public void AddTo(SyntaxEdits edits)
    {
        string awaited = IsInAsyncCode && Call == "Wait"
            ? $"await {Lock.WithoutTrivia()}.WaitAsync({Arguments})"
            : $"{Lock.WithoutTrivia()}.{Call}({Arguments})";
        if (Node is LockStatementSyntax)
        {
            edits.Replace(Node, current => LockRegion.Of((LockStatementSyntax)current, awaited, $"{Lock.WithoutTrivia()}.Release()"));
        }
        else if (Taken is not null && Node.Parent is ExpressionStatementSyntax statement)
        {
            AddTelling(statement, awaited, edits);
        }
        else if (Call is not null)
        {
            edits.Replace(Node, current => SyntaxFactory.ParseExpression(awaited).WithTriviaFrom(current));
        }
    }

    /// <summary>`await gate.WaitAsync(); taken = true;`, or `taken = await gate.WaitAsync(100);`.</summary>
    private void AddTelling(ExpressionStatementSyntax statement, string awaited, SyntaxEdits edits)
    {
        if (!IsCertain)
        {
            edits.Replace(Node, current => SyntaxFactory.ParseExpression($"{Taken} = {awaited}").WithTriviaFrom(current));
            return;
        }

        SyntaxTrivia lineEnd = Comments.LineEndOf(Node.SyntaxTree.GetRoot());
        OneLineBodies.Open(edits, statement);
        edits.Splice(statement, current => new[]
        {
            SyntaxFactory.ParseStatement(awaited + ";").WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(lineEnd),
            SyntaxFactory.ParseStatement($"{Taken} = true;")
                .WithLeadingTrivia(Comments.IndentationOf(statement))
                .WithTrailingTrivia(current.GetTrailingTrivia()),
        });
    }

    private bool IsInAsyncCode =>
        Node.Ancestors()
            .FirstOrDefault(
                static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => false,
        };

    private static SemaphoreSite? OfCall(InvocationExpressionSyntax call, ExpressionSyntax whole, string method, int skip)
    {
        ArgumentSyntax[] arguments = call.ArgumentList.Arguments.Skip(skip).ToArray();
        ExpressionSyntax? taken = null;
        if (skip == 1
            && arguments.LastOrDefault() is
            {
                NameColon: null,
                RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword,
                Expression: IdentifierNameSyntax told,
            })
        {
            if (call.Parent is not ExpressionStatementSyntax statement || !statement.IsInList())
            {
                return null;
            }

            taken = told;
            arguments = arguments.Take(arguments.Length - 1).ToArray();
        }

        if (arguments.Length > 1
            || arguments.Any(static argument => argument.NameColon is not null || !argument.RefKindKeyword.IsKind(SyntaxKind.None)))
        {
            return null;
        }

        string timeout = arguments.Length == 0 ? string.Empty : arguments[0].Expression.ToString();
        return method switch
        {
            "TryEnter" => new SemaphoreSite(call, whole, "Wait", arguments.Length == 0 ? "0" : timeout) { Taken = taken },
            "WaitOne" when arguments.Length == 1 => new SemaphoreSite(call, whole, "Wait", timeout),
            "WaitOne" or "Enter" when arguments.Length == 0 && IsStatement(call) =>
                new SemaphoreSite(call, whole, "Wait", string.Empty) { Taken = taken, IsCertain = true },
            "ReleaseMutex" or "Exit" when arguments.Length == 0 && IsStatement(call) =>
                new SemaphoreSite(call, whole, "Release", string.Empty),
            "Dispose" when arguments.Length == 0 => new SemaphoreSite(call, whole, null, string.Empty),
            _ => null,
        };
    }

    /// <summary>Whether nobody looks at the value of the call.</summary>
    private static bool IsStatement(InvocationExpressionSyntax call) => call.Parent is ExpressionStatementSyntax;

    private static bool IsMonitor(ExpressionSyntax type) =>
        type is SimpleNameSyntax { Identifier.ValueText: "Monitor" }
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Monitor" };
}
