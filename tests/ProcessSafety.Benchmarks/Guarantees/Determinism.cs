using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.Guarantees;

/// <summary>
/// `determinism PATH`: the same diagnostics in the same order, with all their places and properties, whatever order the files come in and
/// however many threads are at work.
/// </summary>
internal static class Determinism
{
    private const int Repetitions = 10;

    /// <summary>How many repetitions differ from the first run.</summary>
    public static async Task<int> CountDifferencesAsync(string folder, CancellationToken cancellationToken)
    {
        SourceCode code = await SourceCode.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> expected = await RunAsync(code, order: null, isConcurrent: false, cancellationToken).ConfigureAwait(false);
        int differences = 0;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            ImmutableArray<string> found =
                await RunAsync(code, new Random(repetition), isConcurrent: repetition % 2 == 0, cancellationToken).ConfigureAwait(false);
            if (!found.SequenceEqual(expected, StringComparer.Ordinal))
            {
                differences++;
                foreach (string line in found.Except(expected).Concat(expected.Except(found)))
                {
                    Console.WriteLine($"run {repetition}: {line}");
                }
            }
        }

        Console.WriteLine($"{folder}: {expected.Length} diagnostics, {differences} of {Repetitions} runs differ");
        return differences;
    }

    private static async Task<ImmutableArray<string>> RunAsync(
        SourceCode code,
        Random? order,
        bool isConcurrent,
        CancellationToken cancellationToken)
    {
        List<string> all = [];
        foreach (Compilation compilation in code.Compilations)
        {
            SyntaxTree[] files = [.. compilation.SyntaxTrees];
            order?.Shuffle(files);
            CompilationWithAnalyzersOptions settings = new(
                new AnalyzerOptions([]),
                onAnalyzerException: null,
                concurrentAnalysis: isConcurrent,
                logAnalyzerExecutionTime: false);
            ImmutableArray<Diagnostic> found = await compilation.RemoveAllSyntaxTrees()
                .AddSyntaxTrees(files)
                .WithAnalyzers(Subject.Rules, settings)
                .GetAnalyzerDiagnosticsAsync(cancellationToken)
                .ConfigureAwait(false);

            // A build sorts by place; what stands at one place keeps the order in which it was reported.
            all.AddRange(found
                .OrderBy(static diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .Select(Describe));
        }

        return [.. all];
    }

    private static string Describe(Diagnostic diagnostic) => string.Join(
        " | ",
        [
            diagnostic.ToString(),
            .. diagnostic.AdditionalLocations.Select(static place => place.GetLineSpan().ToString()),
            .. diagnostic.Properties.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")),
        ]);
}
