using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessSafety.Benchmarks.Guarantees;

/// <summary>How long the rules continue after somebody has cancelled, at one random moment after the other.</summary>
internal static class Cancellation
{
    private const int Tries = 6;

    /// <summary>The longest time, in milliseconds, between a cancellation and the end of the analysis, over all kinds of code.</summary>
    public static async Task<double> LongestAsync()
    {
        double longest = 0;
        foreach (Input input in Enum.GetValues<Input>())
        {
            string[] sources = [.. GeneratedCode.Files(input, files: 20), GeneratedCode.LargeFile(input, lines: 5000)];
            double whole = await RunAsync(sources, after: Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            Random random = new(Tries);
            for (int i = 0; i < Tries; i++)
            {
                double late = await RunAsync(sources, TimeSpan.FromMilliseconds(random.NextDouble() * whole)).ConfigureAwait(false);
                longest = Math.Max(longest, late);
            }
        }

        return longest;
    }

    /// <summary>How long the analysis takes from the cancellation on; from its beginning when nobody cancels.</summary>
    private static async Task<double> RunAsync(string[] sources, TimeSpan after)
    {
        CSharpCompilation compilation = Subject.Compile(sources);
        compilation.GetDiagnostics();
        using CancellationTokenSource stop = new();
        long start = Stopwatch.GetTimestamp();
        await using CancellationTokenRegistration cancelled = stop.Token.Register(() => start = Stopwatch.GetTimestamp());
        Task analysis = compilation.With(Subject.Rules).GetAnalyzerDiagnosticsAsync(stop.Token);
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
