using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.Guarantees;

/// <summary>How long the rules continue after somebody has cancelled, at random moments from its beginning to its end.</summary>
internal static class Cancellation
{
    private const int Tries = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// The longest time, in milliseconds, between a cancellation and the moment when nothing works any more, over all kinds of code: with
    /// the rules, and with an analyzer that does nothing, since the compiler takes its time too.
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
        await WholeAsync(sources, analyzers).ConfigureAwait(false);
        TimeSpan whole = await WholeAsync(sources, analyzers).ConfigureAwait(false);
        Random random = new(Tries);
        double longest = 0;
        for (int i = 0; i < Tries; i++)
        {
            TimeSpan after = (i + random.NextDouble()) / Tries * whole;
            longest = Math.Max(longest, await CancelledAsync(sources, analyzers, after).ConfigureAwait(false));
        }

        return longest;
    }

    private static async Task<TimeSpan> WholeAsync(string[] sources, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CSharpCompilation compilation = Compile(sources);
        long start = Stopwatch.GetTimestamp();
        await compilation.With(analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>How many milliseconds the process still works after the cancellation; 0 when the analysis had ended before.</summary>
    private static async Task<double> CancelledAsync(string[] sources, ImmutableArray<DiagnosticAnalyzer> analyzers, TimeSpan after)
    {
        CSharpCompilation compilation = Compile(sources);
        using CancellationTokenSource stop = new();
        Task analysis = Task.Run(() => compilation.With(analyzers).GetAnalyzerDiagnosticsAsync(stop.Token));
        if (await Task.WhenAny(analysis, Task.Delay(after)).ConfigureAwait(false) == analysis)
        {
            return 0;
        }

        long cancelled = Stopwatch.GetTimestamp();
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await analysis.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Who waits for the analysis continues at once; its threads may not have noticed yet.
        }

        return Stopwatch.GetElapsedTime(cancelled, EndOfWork()).TotalMilliseconds;
    }

    /// <summary>When the last interval began in which the process did next to nothing.</summary>
    private static long EndOfWork()
    {
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan used = Work();
            Thread.Sleep(Interval);
            if (Work() - used < Idle)
            {
                return start;
            }
        }
    }

    /// <summary>Processor time without that of the just-in-time compiler, which continues in the background.</summary>
    private static TimeSpan Work() => Environment.CpuUsage.TotalTime - JitInfo.GetCompilationTime();

    private static CSharpCompilation Compile(string[] sources)
    {
        CSharpCompilation compilation = Subject.Compile(sources);
        compilation.GetDiagnostics();
        GC.Collect();
        return compilation;
    }
}
