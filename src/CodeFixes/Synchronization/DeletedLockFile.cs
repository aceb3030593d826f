using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization;

/// <summary>The deletion of a lock file, with what stands around nothing but it.</summary>
internal static class DeletedLockFile
{
    private const string Exists = "Exists";

    /// <summary>The statement that goes; null where the deletion is more than a statement, or has directives in it.</summary>
    public static StatementSyntax? StatementOf(Diagnostic diagnostic, SyntaxNode root)
    {
        if (diagnostic.NodeIn(root) is not InvocationExpressionSyntax call
            || (call.Parent as ConditionalAccessExpressionSyntax ?? (ExpressionSyntax)call).Parent
                is not ExpressionStatementSyntax statement)
        {
            return null;
        }

        StatementSyntax gone = statement;
        while (Outer(gone) is { } outer)
        {
            gone = outer;
        }

        return gone.IsInList() && !Comments.HasInnerDirectives(gone) ? gone : null;
    }

    /// <summary>
    /// The statement that does nothing without the inner one: a question whether the file is there, or a `try` that ends as it began.
    /// </summary>
    private static StatementSyntax? Outer(StatementSyntax inner)
    {
        SyntaxNode? outer = inner.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : inner.Parent;
        return outer switch
        {
            IfStatementSyntax { Else: null, Condition: var condition } branch when IsQuestion(condition) => branch,
            TryStatementSyntax attempt when attempt.Block.Span.Contains(inner.Span)
                && attempt.Finally is null
                && attempt.Catches.All(static handler => handler.Filter is null) => attempt,
            _ => null,
        };
    }

    private static bool IsQuestion(ExpressionSyntax condition) => condition switch
    {
        InvocationExpressionSyntax { Expression: var asked } => asked.GetLastToken().ValueText == Exists,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: Exists } => true,
        ParenthesizedExpressionSyntax { Expression: var inner } => IsQuestion(inner),
        _ => false,
    };
}
