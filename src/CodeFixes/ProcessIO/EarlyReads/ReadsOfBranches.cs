using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// Reads of one stream in branches of which one run takes one: each may have the result of one task. A second read in the same run finds
/// nothing any more, and would find all of it again.
/// <code>if (p.ExitCode != 0) { throw new IOException(p.StandardOutput.ReadToEnd()); }    return p.StandardOutput.ReadToEnd();</code>
/// </summary>
internal static class ReadsOfBranches
{
    /// <summary>Whether of the reads of each stream no run comes to two.</summary>
    public static bool AreApart(IReadOnlyList<LateRead> reads, SemanticModel model) =>
        reads.GroupBy(static read => read.Stream).All(ofStream => ofStream.All(read =>
            read.Receiver == ofStream.First().Receiver
            && read.Arguments == ofStream.First().Arguments
            && ofStream.All(other => other == read || AreApart(read.Call, other.Call, model))));

    private static bool AreApart(SyntaxNode one, SyntaxNode other, SemanticModel model)
    {
        (SyntaxNode first, SyntaxNode second) = one.SpanStart < other.SpanStart ? (one, other) : (other, one);
        SyntaxNode common = first.Ancestors().First(outer => outer.Span.Contains(second.Span));
        ExpressionSyntax? condition = (common as IfStatementSyntax)?.Condition ?? (common as ConditionalExpressionSyntax)?.Condition;
        if (condition is not null)
        {
            return !condition.Span.Contains(first.Span);
        }

        // The first is in a statement behind which control does not come, as a return or the block of an `if` that throws.
        return common is not (SwitchStatementSyntax or TryStatementSyntax)
            && first.Ancestors()
                .TakeWhile(outer => outer != common)
                .OfType<StatementSyntax>()
                .Any(statement => model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: false } flow
                    && flow.ExitPoints.All(static exit => exit is ReturnStatementSyntax))
            && !first.Ancestors().TakeWhile(outer => outer != common).Any(static outer => outer is TryStatementSyntax);
    }
}
