using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Names places in source as a person would point at them.</summary>
internal static class Sites
{
    private const int MaxTextLength = 80;

    /// <summary>A call that leaves the body, named by the member that it calls.</summary>
    public static Site OfCall(IOperation call, string memberName)
    {
        // `a?.B = c` hangs the assignment, and not `.B` alone, below the `?`.
        TextSpan span = call.Syntax.Parent is AssignmentExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } assignment
            && assignment.Left == call.Syntax
            ? TextSpan.FromBounds(access.SpanStart, call.Syntax.Span.End)
            : Whole(call).Span;
        return new Site(call.Syntax.SyntaxTree, span, memberName);
    }

    /// <summary>A call or access that is a fact itself, named by its text without arguments.</summary>
    public static Site OfFact(IOperation fact, bool keepsArguments = false)
    {
        SyntaxNode node = Whole(fact);
        string text = node.ToString();
        if (!keepsArguments && ArgumentsOf(fact.Syntax) is { } arguments)
        {
            text = text.Substring(0, arguments.SpanStart - node.SpanStart).TrimEnd() + "()";
        }

        return new Site(node.SyntaxTree, node.Span, OneLine(text));
    }

    /// <summary>What a method is called: top-level statements are Main, whatever the compiler calls them.</summary>
    public static string NameOf(IMethodSymbol method) =>
        method.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName ? "Main" : method.Name;

    /// <summary>The words `lock (x)`.</summary>
    public static Site OfLockHeader(ILockOperation locked) =>
        locked.Syntax is LockStatementSyntax statement
            ? new Site(
                statement.SyntaxTree,
                TextSpan.FromBounds(statement.LockKeyword.SpanStart, statement.CloseParenToken.Span.End),
                OneLine("lock (" + statement.Expression + ")"))
            : OfFact(locked);

    /// <summary>The words `while (x)`, or `for (…)`.</summary>
    public static Site OfLoopHeader(ILoopOperation loop) => loop.Syntax switch
    {
        WhileStatementSyntax statement => OfHeader(statement, statement.WhileKeyword, statement.CloseParenToken),
        DoStatementSyntax statement => OfHeader(statement, statement.WhileKeyword, statement.CloseParenToken),
        ForStatementSyntax statement => OfHeader(statement, statement.ForKeyword, statement.CloseParenToken),
        _ => OfFact(loop),
    };

    private static Site OfHeader(SyntaxNode statement, SyntaxToken first, SyntaxToken last)
    {
        TextSpan span = TextSpan.FromBounds(first.SpanStart, last.Span.End);
        return new Site(statement.SyntaxTree, span, OneLine(statement.SyntaxTree.GetText().ToString(span)));
    }

    public static string OneLine(string text)
    {
        string line = string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxTextLength ? line : line.Substring(0, MaxTextLength - 1) + "…";
    }

    /// <summary>`a?.B()` and not `.B()` alone.</summary>
    private static SyntaxNode Whole(IOperation operation)
    {
        SyntaxNode node = operation.Syntax;
        while (node.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == node)
        {
            node = access;
        }

        return node;
    }

    private static SyntaxNode? ArgumentsOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax invocation => invocation.ArgumentList,
        ConditionalAccessExpressionSyntax access => ArgumentsOf(access.WhenNotNull),
        _ => node.ChildNodes().FirstOrDefault(static child => child.IsKind(SyntaxKind.ArgumentList)),
    };
}
