using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>One line: what an analyzer, or a whole package, takes, compared with binding.</summary>
/// <param name="Name">The class with its rules, the shared work, or the package.</param>
/// <param name="Milliseconds">Its own time.</param>
/// <param name="Percent">The same as a share of binding.</param>
/// <param name="IsShared">True for what several rules need, and the first that asks would pay for.</param>
internal sealed record OwnTimeRow(string Name, double Milliseconds, double Percent, bool IsShared = false);

/// <summary>The own time of all rules over one source tree, and of the packages that a team may have as well.</summary>
internal sealed record OwnTimeTable(
    string Tree,
    long Lines,
    double BindingMilliseconds,
    OwnTimeRow All,
    ImmutableArray<OwnTimeRow> Rows,
    ImmutableArray<OwnTimeRow> Others)
{
    private const int Passes = 3;

    public static async Task<OwnTimeTable> MeasureAsync(string folder, bool isAlone, CancellationToken cancellationToken)
    {
        SourceCode code = await SourceCode.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        ImmutableArray<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> others = isAlone ? [] : ComparedPackages.All;
        ImmutableArray<DiagnosticAnalyzer> own = [.. SharedWork.All, .. Subject.Rules];
        OwnTimes times = await OwnTimes.MeasureAsync(
                code,
                [.. own, .. others.SelectMany(static other => other.Analyzers)],
                Passes,
                cancellationToken)
            .ConfigureAwait(false);
        return new OwnTimeTable(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            code.Lines,
            times.Binding.TotalMilliseconds,
            Row("ProcessSafety.Analyzers", own),
            [.. own.Select(analyzer => Row(NameOf(analyzer), [analyzer]) with { IsShared = analyzer is SharedWork })
                .OrderByDescending(static row => row.Milliseconds)],
            [.. others.Select(other => Row(other.Name, other.Analyzers))]);

        OwnTimeRow Row(string name, IReadOnlyCollection<DiagnosticAnalyzer> analyzers) =>
            new(name, times.Of(analyzers).TotalMilliseconds, times.Share(analyzers));
    }

    private static string NameOf(DiagnosticAnalyzer analyzer) => analyzer is SharedWork shared
        ? shared.Name
        : $"{analyzer.GetType().Name} ({string.Join(' ', analyzer.SupportedDiagnostics.Select(static rule => rule.Id).Distinct())})";
}
