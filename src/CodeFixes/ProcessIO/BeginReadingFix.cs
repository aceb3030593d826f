using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Analyzers;

using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>PSAFE703: begins to read the stream right after the start, and lets its lines go.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BeginReadingFix))]
public sealed class BeginReadingFix : DocumentFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NeverReads.Id);

    protected override string Title => "Begin to read the stream after the start";

    protected override string EquivalenceKey => "PSAFE703.BeginReading";

    internal override bool Plan(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (MethodFor(diagnostic) is not { } method || StartedProcess.For(diagnostic, root, model, cancellationToken) is not { } started)
        {
            return false;
        }

        started.Follow(edits, $"{method}()");
        return true;
    }

    private static string? MethodFor(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Stream, out string? stream) ? $"Begin{stream}ReadLine" : null;
}
