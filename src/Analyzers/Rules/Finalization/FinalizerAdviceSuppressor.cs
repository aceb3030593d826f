using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFES201: takes the word from analyzers that advise to await a wait in a finalizer which PSAFE203 reports. A finalizer cannot await,
/// and whoever tries makes it async void.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FinalizerAdviceSuppressor : DiagnosticSuppressor
{
    private static readonly string[] Advice = { "MA0045", "VSTHRD002" };

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Advice
        .Select(static id => new SuppressionDescriptor(
            "PSAFES201",
            id,
            "PSAFE201 to PSAFE203 report what a finalizer waits for: it cannot await, so it must not wait at all."))
        .ToImmutableArray();

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        ProcessModel model = ProcessModel.For(context.Compilation, context.Options, context.CancellationToken);
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (IsReportedHere(diagnostic.Location, context.Compilation, model, context.CancellationToken))
            {
                context.ReportSuppression(Suppression.Create(
                    SupportedSuppressions.First(suppression => suppression.SuppressedDiagnosticId == diagnostic.Id),
                    diagnostic));
            }
        }
    }

    private static bool IsReportedHere(
        Location location,
        Compilation compilation,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        location.SourceTree is { } tree
        && !RuleSeverity.IsOff(Rules.FinalizerBlocks.Id, tree, compilation, cancellationToken)
        && tree.GetRoot(cancellationToken)
            .FindNode(location.SourceSpan)
            .FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } declaration
        && FinalizerContexts.Of(known).RootOf(declaration, cancellationToken) is { } root
        && FinalizerWaits.Of(known).In(CodeReach.Of(known).From(root, cancellationToken), cancellationToken)
            .Any(path => path.Hops.IsEmpty && path.First.Span.OverlapsWith(location.SourceSpan));
}
