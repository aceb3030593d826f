using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedMutexes;

/// <summary>
/// `gate.WaitOne(); try { … } finally { gate.Release(); }`: the thread that takes the lock lets it go, whatever happens.
/// </summary>
internal static class LockedSection
{
    /// <summary>Whether every taking has its one release in such a section, and every release its one taking.</summary>
    public static bool HoldAll(IEnumerable<LockSite> sites)
    {
        int entered = 0;
        HashSet<SyntaxNode> released = new();
        LockSite[] calls = sites.Where(static site => site.Kind != LockSiteKind.Name).ToArray();
        foreach (LockSite enter in calls.Where(static site => site.Kind == LockSiteKind.Enter))
        {
            if (SectionOf(enter)?.Finally is not { Block: var last }
                || calls.Where(site => site.Kind == LockSiteKind.Exit && site.Node.Parent?.Parent == last)
                    .ToArray() is not { Length: 1 } exits
                || !released.Add(exits[0].Node))
            {
                return false;
            }

            entered++;
        }

        return entered > 0 && entered == released.Count && calls.Length == entered + released.Count;
    }

    /// <summary>The `try` that the taking stands right before, with declarations alone between, or that it begins.</summary>
    private static TryStatementSyntax? SectionOf(LockSite enter)
    {
        if (enter.Node.Parent is not ExpressionStatementSyntax taking || !taking.IsInList())
        {
            return null;
        }

        List<StatementSyntax> statements = taking.Siblings().ToList();
        int index = statements.IndexOf(taking);
        if (taking.Parent is BlockSyntax { Parent: TryStatementSyntax round } block && round.Block == block && index == 0)
        {
            return round;
        }

        StatementSyntax[] between = statements.Skip(index + 1)
            .TakeWhile(static statement => statement is not TryStatementSyntax)
            .ToArray();
        return between.All(static statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 })
            ? statements.ElementAtOrDefault(index + 1 + between.Length) as TryStatementSyntax
            : null;
    }
}
