using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.Edits;

/// <summary>What the rules allocate and keep, compared with an analyzer that does nothing.</summary>
internal static class Allocation
{
    private const int Edits = 8;
    private const int Collections = 3;
    private const int KeptLines = 100_000;
    private const int MeasuredLines = 20_000;
    private const int LinesOfFile = 300;

    /// <summary>
    /// Bytes that all rules keep for 100,000 lines that nobody changes, as long as their compilation lives; measured on fewer.
    /// </summary>
    public static async Task<long> KeptAsync(Input input)
    {
        string[] sources = GeneratedCode.Files(input, files: MeasuredLines / LinesOfFile);
        await KeptAsync(sources, Subject.Rules).ConfigureAwait(false);
        long kept = await KeptAsync(sources, Subject.Rules).ConfigureAwait(false)
            - await KeptAsync(sources, Subject.Baseline).ConfigureAwait(false);
        return kept * (KeptLines / MeasuredLines);
    }

    /// <summary>Bytes that the rules allocate for one key, the median of several.</summary>
    public static async Task<long> OfEditAsync(TypedFile file)
    {
        List<long> added = [];
        for (int edit = 0; edit < Edits; edit++)
        {
            long empty = await OfEditAsync(file, Subject.Baseline).ConfigureAwait(false);
            added.Add(await OfEditAsync(file, Subject.Rules).ConfigureAwait(false) - empty);
        }

        added.Sort();
        return added[Edits / 2];
    }

    private static async Task<long> OfEditAsync(TypedFile file, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        file.Type();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await file.LiveAsync(analyzers).ConfigureAwait(false);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static async Task<long> KeptAsync(string[] sources, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CSharpCompilation compilation = Subject.Compile(sources);
        compilation.GetDiagnostics();
        long before = await LivingAsync().ConfigureAwait(false);
        await AnalyzeAsync(compilation, analyzers).ConfigureAwait(false);
        long kept = await LivingAsync().ConfigureAwait(false) - before;
        GC.KeepAlive(compilation);
        return kept;
    }

    private static async Task AnalyzeAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        await compilation.With(analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>What is alive once the tasks of an analysis, which hold all that it knew, have left the threads of the pool.</summary>
    private static async Task<long> LivingAsync()
    {
        for (int i = 0; i < Collections; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
