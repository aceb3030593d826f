using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;

namespace ProcessSafety.CodeFixes.EntryPoint;

/// <summary>The `if` of Main that tells a worker from its parent.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Side">Where the parent continues: `After`, `WhenTrue` or `WhenFalse`, or elsewhere.</param>
internal sealed record ParentBranch(IfStatementSyntax Statement, string Side)
{
    /// <summary>The branch that a diagnostic names; null when it is no `if`.</summary>
    public static ParentBranch? Of(SyntaxNode root, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Branch, out string? offset)
        && diagnostic.Properties.TryGetValue(DiagnosticProperties.Side, out string? side)
        && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out int start)
        && root.FindToken(start).Parent
            ?.AncestorsAndSelf()
            .OfType<IfStatementSyntax>()
            .FirstOrDefault(found => found.SpanStart == start) is { } branch
            ? new ParentBranch(branch, side!)
            : null;
}
