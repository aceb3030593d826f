using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE703: begins to read the stream right after the start, and discards its lines.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BeginReadingFix))]
public sealed class BeginReadingFix : DocumentFix
{
    private static readonly RemoveRedirectFix s_review = new();

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NeverReads.Id);

    protected override string Title => "Read the stream and discard its lines";

    protected override string EquivalenceKey => "PSAFE703.BeginReading";

    protected override SolutionReviewFix? Review => s_review;

    protected override string TitleFor(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        $"Read Standard{diagnostic.Properties[DiagnosticProperties.Stream]} and discard its lines";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        List<StartedProcess?> starts = diagnostic.AdditionalLocations
            .Select(location => StartedProcess.At(location, root, model, cancellationToken))
            .ToList();
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Stream, out string? stream)
            || starts.Count == 0
            || starts.Exists(started => started?.IsAskedFor("Standard" + stream) != false)
            || (starts.Count > 1 && starts.Exists(started => started!.IsAskedFor(stream + "DataReceived"))))
        {
            return false;
        }

        string begin = $"Begin{stream}ReadLine()";
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Handler, out string? handler))
        {
            starts.ForEach(started => started!.Follow(edits, begin));
            return true;
        }

        // Lines that come before there is a handler would be lost.
        return starts.Count == 1
            && int.TryParse(handler, out int offset)
            && starts[0]!.Follow(edits, begin, root.FindToken(offset).Parent!);
    }
}
