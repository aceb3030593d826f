using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization;

/// <summary>
/// The region of all the locks that are held where a diagnostic stands: lock statements, `using` statements of a scope, a taking with the
/// `try` whose `finally` releases, and a taking with the release further down in the same list.
/// </summary>
/// <param name="Begin">The statement that begins the outermost region.</param>
/// <param name="End">The statement that ends it, often the same one.</param>
/// <param name="Branch">The outermost `if` between a region and its last statement; else null.</param>
internal sealed record HeldRegion(StatementSyntax Begin, StatementSyntax End, IfStatementSyntax? Branch)
{
    /// <summary>The region that a statement is the last of, alone or in an `if` that is; null where something follows.</summary>
    public static HeldRegion? Of(Diagnostic diagnostic, StatementSyntax last, SyntaxNode root)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Held, out string? held) || held is not { Length: > 0 })
        {
            return null;
        }

        HeldRegion? region = null;
        IfStatementSyntax? branch = null;
        foreach (string place in held.Split(',').Reverse())
        {
            if (!int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int start) || start >= root.FullSpan.End)
            {
                return null;
            }

            SyntaxToken taking = root.FindToken(start);
            StatementSyntax end = region?.End ?? last;
            HeldRegion? outer = Around(taking, end);
            while (outer is null && BranchThatEndsWith(end) is { } ended)
            {
                (end, branch) = (ended, ended);
                outer = Around(taking, end);
            }

            if (outer is null)
            {
                return null;
            }

            region = outer;
        }

        return region is { Begin: var begin, End: var whole } && begin.IsInList() && whole.IsInList()
            && !begin.ContainsDirectives && !whole.ContainsDirectives
                ? region with { Branch = branch }
                : null;
    }

    /// <summary>The `if` that comes to its end with the statement, on the side where that is.</summary>
    private static IfStatementSyntax? BranchThatEndsWith(StatementSyntax last)
    {
        SyntaxNode? body = last.Parent is BlockSyntax block && block.Statements.Last() == last ? block.Parent
            : last.Parent is IfStatementSyntax or ElseClauseSyntax ? last.Parent
            : null;
        IfStatementSyntax? branch = body as IfStatementSyntax ?? (body as ElseClauseSyntax)?.Parent as IfStatementSyntax;
        while (branch is { Parent: ElseClauseSyntax { Parent: IfStatementSyntax outer } })
        {
            branch = outer;
        }

        return branch;
    }

    /// <summary>The region that a taking begins, when a statement is the last of it.</summary>
    private static HeldRegion? Around(SyntaxToken taking, StatementSyntax last)
    {
        if (taking.Parent is LockStatementSyntax locked && locked.LockKeyword == taking)
        {
            return IsLastOf(locked.Statement, last) ? Whole(locked) : null;
        }

        if (taking.Parent?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        return statement switch
        {
            UsingStatementSyntax scope => IsLastOf(scope.Statement, last) ? Whole(scope) : null,
            ExpressionStatementSyntax
                when statement.NextStatement() is TryStatementSyntax { Finally: not null, Catches.Count: 0 } attempt =>
                IsLastOf(attempt.Block, last) ? new HeldRegion(statement, attempt, null) : null,
            ExpressionStatementSyntax { Parent: BlockSyntax { Parent: TryStatementSyntax { Finally: not null, Catches.Count: 0 } attempt } }
                when attempt.Block.Statements[0] == statement =>
                IsLastOf(attempt.Block, last) ? Whole(attempt) : null,
            ExpressionStatementSyntax
                when statement.Siblings().Contains(last) && last.NextStatement() is ExpressionStatementSyntax release
                    && IsRelease(release, statement) =>
                new HeldRegion(statement, release, null),
            _ => null,
        };
    }

    private static HeldRegion Whole(StatementSyntax statement) => new(statement, statement, null);

    private static bool IsLastOf(StatementSyntax body, StatementSyntax last) =>
        body == last || (body is BlockSyntax block && block.Statements.LastOrDefault() == last);

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
