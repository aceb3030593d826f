using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>One pass over a tree: how long the compiler binds it and checks its flow, and what each analyzer's callbacks take.</summary>
internal sealed record Pass(TimeSpan Binding, ImmutableDictionary<DiagnosticAnalyzer, TimeSpan> Own)
{
    public TimeSpan Of(IEnumerable<DiagnosticAnalyzer> analyzers) =>
        analyzers.Aggregate(TimeSpan.Zero, (sum, analyzer) => sum + Own.GetValueOrDefault(analyzer));
}

/// <summary>
/// Each analyzer's own time compared with the time in which the compiler binds the same code and checks its flow, on one thread. Each
/// pass is over trees parsed again: nothing that an analyzer keeps by tree or by compilation serves twice. The first pass pays for the
/// just-in-time compiler and does not count; of the others the median does.
/// </summary>
internal sealed class OwnTimes
{
    private readonly ImmutableArray<Pass> _passes;

    private OwnTimes(ImmutableArray<Pass> passes) => _passes = passes;

    public static async Task<OwnTimes> MeasureAsync(
        SourceCode code,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        int passes,
        CancellationToken cancellationToken)
    {
        List<Pass> all = [];
        for (int pass = 0; pass <= passes; pass++)
        {
            all.Add(await PassAsync(code, analyzers, cancellationToken).ConfigureAwait(false));
        }

        return new OwnTimes([.. all.Skip(1)]);
    }

    public TimeSpan Binding => Median(static pass => pass.Binding);

    /// <summary>What they take together: the median of the sums.</summary>
    public TimeSpan Of(IReadOnlyCollection<DiagnosticAnalyzer> analyzers) => Median(pass => pass.Of(analyzers));

    /// <summary>The same as a share of binding, in percent, both of the same pass.</summary>
    public double Share(IReadOnlyCollection<DiagnosticAnalyzer> analyzers) => Median(pass => 100 * (pass.Of(analyzers) / pass.Binding));

    private T Median<T>(Func<Pass, T> value) => _passes.Select(value).Order().ElementAt(_passes.Length / 2);

    private static async Task<Pass> PassAsync(
        SourceCode code,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        CancellationToken cancellationToken)
    {
        TimeSpan binding = default;
        Dictionary<DiagnosticAnalyzer, TimeSpan> own = [];
        foreach (Compilation compilation in code.Compilations)
        {
            Compilation fresh = Fresh(compilation);
            using NoCollections none = NoCollections.Begin();
            long start = Stopwatch.GetTimestamp();
            fresh.GetDiagnostics(cancellationToken);
            binding += Stopwatch.GetElapsedTime(start);
            foreach ((DiagnosticAnalyzer analyzer, AnalyzerTelemetryInfo telemetry) in
                await Telemetry.OfAsync(fresh.Clone(), analyzers, cancellationToken).ConfigureAwait(false))
            {
                own[analyzer] = own.GetValueOrDefault(analyzer) + telemetry.ExecutionTime;
            }
        }

        return new Pass(binding, own.ToImmutableDictionary());
    }

    private static Compilation Fresh(Compilation compilation) =>
        compilation.WithOptions(compilation.Options.WithConcurrentBuild(false))
            .RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees.Select(static tree =>
                CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath)));
}
