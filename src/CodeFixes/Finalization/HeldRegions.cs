using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// The regions of the locks that are held where a diagnostic stands: lock statements, `using` statements of a scope, a taking with the
/// `try` whose `finally` releases, and a taking with the release further down in the same list.
/// </summary>
internal static class HeldRegions
{
    /// <summary>The statement that ends the outermost region, where the statements end all; null where something follows.</summary>
    public static StatementSyntax? EndOf(Diagnostic diagnostic, IReadOnlyList<StatementSyntax> moved, SyntaxNode root)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Held, out string? held) || held is not { Length: > 0 })
        {
            return null;
        }

        StatementSyntax last = moved[moved.Count - 1];
        StatementSyntax? end = null;
        foreach (string place in held.Split(',').Reverse())
        {
            if (!int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int start)
                || start >= root.FullSpan.End
                || Around(root.FindToken(start), end ?? last) is not { } outer)
            {
                return null;
            }

            end = outer;
        }

        return end is not null && end.IsInList() && !end.ContainsDirectives ? end : null;
    }

    /// <summary>The end of the region that a taking begins, when a statement is the last of it.</summary>
    private static StatementSyntax? Around(SyntaxToken taking, StatementSyntax last)
    {
        if (taking.Parent is LockStatementSyntax locked && locked.LockKeyword == taking)
        {
            return IsLastOf(locked.Statement, last) ? locked : null;
        }

        if (taking.Parent?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        return statement switch
        {
            UsingStatementSyntax scope => IsLastOf(scope.Statement, last) ? scope : null,
            ExpressionStatementSyntax
                when statement.NextStatement() is TryStatementSyntax { Finally: not null, Catches.Count: 0 } attempt =>
                IsLastOf(attempt.Block, last) ? attempt : null,
            ExpressionStatementSyntax { Parent: BlockSyntax { Parent: TryStatementSyntax { Finally: not null, Catches.Count: 0 } attempt } }
                when attempt.Block.Statements[0] == statement =>
                IsLastOf(attempt.Block, last) ? attempt : null,
            ExpressionStatementSyntax
                when statement.Siblings().Contains(last) && last.NextStatement() is ExpressionStatementSyntax release
                    && IsRelease(release, statement) =>
                release,
            _ => null,
        };
    }

    private static bool IsLastOf(StatementSyntax body, StatementSyntax last) =>
        body is BlockSyntax block && block.Statements.LastOrDefault() == last;

    /// <summary>`Monitor.Exit(gate)` after `Monitor.Enter(gate)`, `gate.ReleaseMutex()` after `gate.WaitOne()`.</summary>
    private static bool IsRelease(ExpressionStatementSyntax release, StatementSyntax taking) =>
        release.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax end } exit
        && taking is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax begin } enter,
        }
        && end.Name.Identifier.ValueText is var name
        && (name.StartsWith("Exit", System.StringComparison.Ordinal) || name is "ReleaseMutex")
        && SyntaxFactory.AreEquivalent(end.Expression, begin.Expression)
        && SyntaxFactory.AreEquivalent(FirstArgument(exit), FirstArgument(enter));

    private static SyntaxNode? FirstArgument(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
}
