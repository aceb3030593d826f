using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Tests.Robustness;

/// <summary>
/// What holds for the result of a fix in any program: the compiler and the rules report nothing that they did not report before, and the
/// finding is gone.
/// </summary>
internal static class FixSoundness
{
    /// <summary>
    /// Rules that speak before others: once the code asks for the answer of its wait, the next question is who expects an abandoned mutex;
    /// and once a handler waits for its work, the next question is which signals it hears.
    /// </summary>
    private static readonly ImmutableHashSet<(string First, string Then)> SpeaksBefore =
    [
        ("PSAFE312", "PSAFE305"),
        ("PSAFE313", "PSAFE305"),
        ("PSAFE803", "PSAFE807"),
    ];

    /// <summary>What is wrong with a result; <see langword="null"/> for one that is sound.</summary>
    /// <param name="program">The program before the fix.</param>
    /// <param name="found">What the rules report of it.</param>
    /// <param name="result">The fix of one of the findings.</param>
    public static async Task<string?> ProblemAsync(Compilation program, ImmutableArray<Diagnostic> found, FixResult result)
    {
        Compilation after = (await result.Changed.Projects.Single().GetCompilationAsync())!;
        ImmutableArray<Diagnostic> compiled = CompilerDiagnostics(program);
        bool ignoresNull = compiled.Any(IsOfNull);
        if (More(compiled, CompilerDiagnostics(after).Where(diagnostic => !ignoresNull || !IsOfNull(diagnostic))) is { } compiler)
        {
            return $"makes the compiler report {compiler}";
        }

        ImmutableArray<Diagnostic> left = await AnalyzerNet.BuildAsync(after, concurrent: false);
        return More(found, left.Where(diagnostic => !IsUncovered(diagnostic))) is { } finding ? $"leads to {finding}"
            : left.Count(IsSame) >= found.Count(IsSame) ? $"leaves {result.Diagnostic.Id}"
            : null;

        bool IsSame(Diagnostic diagnostic) => diagnostic.Id == result.Diagnostic.Id;

        bool IsUncovered(Diagnostic diagnostic) => Uncovers(result.Diagnostic.Id, diagnostic.Id);
    }

    /// <summary>Whether the fix of one rule may lead to a finding of the other, which the first has kept silent.</summary>
    public static bool Uncovers(string first, string then) => SpeaksBefore.Contains((first, then));

    private static ImmutableArray<Diagnostic> CompilerDiagnostics(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>A warning of nullable analysis: where a program has one, it was not written for that.</summary>
    private static bool IsOfNull(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal);

    /// <summary>One of an id of which there are more than before.</summary>
    private static Diagnostic? More(IEnumerable<Diagnostic> before, IEnumerable<Diagnostic> after)
    {
        ILookup<string, Diagnostic> old = before.ToLookup(diagnostic => diagnostic.Id);
        return after.GroupBy(diagnostic => diagnostic.Id).FirstOrDefault(group => group.Count() > old[group.Key].Count())?.Last();
    }
}
