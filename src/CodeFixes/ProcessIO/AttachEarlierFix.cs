using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;
using ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE714: moves the line that attaches a handler above the one from which on its event can be raised.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttachEarlierFix))]
public sealed class AttachEarlierFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.HandlerIsLate.Id);

    protected override string Title => "Attach the handler before the event can be raised";

    protected override string EquivalenceKey => "PSAFE714.AttachEarlier";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not ExpressionSyntax { Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax attached } assignment }
            || Comments.HasInnerDirectives(attached)
            || attached.ListNode() is not { } list
            || diagnostic.AdditionalLocations.Count != 1
            || diagnostic.AdditionalLocations[0].SourceTree?.FilePath != root.SyntaxTree.FilePath
            || !root.FullSpan.Contains(diagnostic.AdditionalLocations[0].SourceSpan))
        {
            return false;
        }

        SyntaxNode from = root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true);
        return from.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(statement => statement.ListNode() == list) is { } raised
            && raised.SpanStart < attached.SpanStart
            && Anchors.FunctionOf(from) == Anchors.FunctionOf(attached)
            && new PassedStatements(raised, attached, model, cancellationToken).Allow(assignment)
            && edits.TryMoveBefore(raised, attached);
    }
}
