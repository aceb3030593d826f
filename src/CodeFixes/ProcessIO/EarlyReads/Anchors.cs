using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>Where a statement goes so that it runs before one place, and so that others further down see what it declares.</summary>
internal static class Anchors
{
    /// <summary>Where in its body the reported event happens; one in a local function or lambda where that is called.</summary>
    public static SyntaxNode PlaceOf(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Call, out string? call)
        && int.TryParse(call, out int start)
        && start < root.FullSpan.End
            ? root.FindToken(start).Parent!
            : root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>
    /// The innermost statement of a list that holds the place, in a list that holds the others too; null across functions.
    /// </summary>
    public static StatementSyntax? For(SyntaxNode place, IEnumerable<SyntaxNode> others)
    {
        SyntaxNode function = FunctionOf(place);
        if (others.Any(other => FunctionOf(other) != function))
        {
            return null;
        }

        for (SyntaxNode? node = place; node is not null && node != function; node = node.Parent)
        {
            if (node is StatementSyntax statement
                && statement.ListNode() is { } list
                && others.All(other => list.Span.Contains(other.Span)))
            {
                return HoldsStart(statement) ? null : statement;
            }
        }

        return null;
    }

    /// <summary>
    /// Anchors before the place, the first of them right behind the start of the process or the last statement that may leave:
    /// <code>using var p = Process.Start(info);    if (p is null) { return; }    /* here */    p.StandardInput.Write(text);</code>
    /// </summary>
    public static IEnumerable<Anchor> Above(StatementSyntax place, StatementSyntax? start)
    {
        IReadOnlyList<StatementSyntax> list = place.Siblings();
        int first = list.TakeWhile(one => one != place).Count();
        int begin = start?.ListNode()?.Span.Contains(place.Span) != true ? first
            : list.Contains(start) ? list.TakeWhile(one => one != start).Count() + 1
            : 0;
        int last = first;
        while (first > begin && !Leaves(list[first - 1]))
        {
            first--;
        }

        if (first == 0 && start is not null && Around(place, start) is { } outer)
        {
            foreach (Anchor anchor in Above(outer, start))
            {
                yield return anchor;
            }
        }

        for (int index = first; index <= last; index++)
        {
            yield return index > 0 && list[index - 1] == start
                ? new Anchor(start, IsBehind: true)
                : new Anchor(list[index], IsBehind: false);
        }
    }

    /// <summary>The statement that runs the list of a place in any case, where the process starts further out.</summary>
    private static StatementSyntax? Around(StatementSyntax place, StatementSyntax start) =>
        place.ListNode() is BlockSyntax bare && bare.IsInList() && start.ListNode() is { } home && home != bare
            && home.Span.Contains(bare.Span) ? bare
        : place.ListNode() is BlockSyntax { Parent: StatementSyntax outer } block
        && start.ListNode() is { } list
        && !list.Span.Equals(block.Span)
        && list.Span.Contains(outer.Span)
        && outer != start
        && (outer is UsingStatementSyntax or LockStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax
            || (outer is TryStatementSyntax attempt && attempt.Block == block))
        && outer.IsInList()
            ? outer
            : null;

    public static SyntaxNode FunctionOf(SyntaxNode node)
    {
        for (SyntaxNode? current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
                    or AccessorDeclarationSyntax or CompilationUnitSyntax
                || current is MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return current;
            }
        }

        return node.SyntaxTree.GetRoot();
    }

    /// <summary>True for a statement that need not come to its end.</summary>
    public static bool Leaves(SyntaxNode statement) =>
        statement.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(static node => node is ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax
                or BreakStatementSyntax or ContinueStatementSyntax
                || node is YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement });

    /// <summary>Before a statement that starts the process there is nothing to read yet.</summary>
    private static bool HoldsStart(SyntaxNode statement) =>
        statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static call => call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "Start",
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText == "Start",
            IdentifierNameSyntax name => name.Identifier.ValueText == "Start",
            _ => false,
        });
}
