using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.Guarantees;

/// <summary>How long the rules continue after somebody has cancelled, at one random moment after the other.</summary>
internal static class Cancellation
{
    private const int Tries = 6;

    /// <summary>
    /// The longest time, in milliseconds, between a cancellation and the end of the analysis, over all kinds of code: with the rules, and
    /// with an analyzer that does nothing, since the compiler takes its time too.
    /// </summary>
    public static async Task<(double Rules, double Empty)> LongestAsync()
    {
        double rules = 0, empty = 0;
        foreach (Input input in Enum.GetValues<Input>())
        {
            string[] sources = [.. GeneratedCode.Files(input, files: 20), GeneratedCode.LargeFile(input, lines: 5000)];
            rules = Math.Max(rules, await LongestAsync(sources, Subject.Rules).ConfigureAwait(false));
            empty = Math.Max(empty, await LongestAsync(sources, Subject.Baseline).ConfigureAwait(false));
        }

        return (rules, empty);
    }

    private static async Task<double> LongestAsync(string[] sources, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        // The first run pays for the just-in-time compiler, which nobody can cancel.
        await RunAsync(sources, analyzers, after: Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        double whole = await RunAsync(sources, analyzers, after: Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        Random random = new(Tries);
        double longest = 0;
        for (int i = 0; i < Tries; i++)
        {
            TimeSpan after = TimeSpan.FromMilliseconds(random.NextDouble() * whole);
            longest = Math.Max(longest, await RunAsync(sources, analyzers, after).ConfigureAwait(false));
        }

        return longest;
    }

    /// <summary>How long the analysis takes from the cancellation on; from its beginning when nobody cancels.</summary>
    private static async Task<double> RunAsync(string[] sources, ImmutableArray<DiagnosticAnalyzer> analyzers, TimeSpan after)
    {
        CSharpCompilation compilation = Subject.Compile(sources);
        compilation.GetDiagnostics();
        GC.Collect();
        using CancellationTokenSource stop = new();
        long start = Stopwatch.GetTimestamp();
        await using CancellationTokenRegistration cancelled = stop.Token.Register(() => start = Stopwatch.GetTimestamp());
        Task analysis = compilation.With(analyzers).GetAnalyzerDiagnosticsAsync(stop.Token);
        stop.CancelAfter(after);
        try
        {
            await analysis.ConfigureAwait(false);
            return stop.IsCancellationRequested ? 0 : Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        catch (OperationCanceledException)
        {
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}
