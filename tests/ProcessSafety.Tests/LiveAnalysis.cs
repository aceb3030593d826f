using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Sdk;

namespace ProcessSafety.Tests;

/// <summary>
/// What editors see must be what builds see, whatever the order of files and members and however many threads are at work;
/// rules that only a build can tell are tagged so.
/// Every analysis starts from a fresh copy of the compilation: a used one answers from what it already knows.
/// </summary>
internal static class LiveAnalysis
{
    private const int Copies = 8;

    /// <exception cref="XunitException">The results differ.</exception>
    public static async Task VerifyAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        AnalyzerOptions options = project.AnalyzerOptions;
        ImmutableArray<Diagnostic> reported = await Start(compilation.Clone()).GetAnalyzerDiagnosticsAsync();
        string[] build = Texts(reported);
        MessageWording.Verify(reported);

        Equal(
            Texts(reported.Where(IsLive)),
            await LiveAsync(),
            "An editor shows other diagnostics than a build. Does a report lie outside the member or type that its action runs on?");

        // What follows asks how a rule collects what it knows, which no compiler decides.
        if (!TestHost.IsNewest)
        {
            return;
        }

        SyntaxTree[] trees = compilation.SyntaxTrees.ToArray();
        if (trees.Length > 1)
        {
            Equal(
                build,
                await BuildAsync(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.Reverse())),
                "The result depends on the order of the files.");
        }

        Equal(
            Words(reported),
            Words(await Start(MemberOrder.Reverse(compilation)).GetAnalyzerDiagnosticsAsync()),
            "The result depends on the order of the members of a type.");

        foreach (string[] copy in await Task.WhenAll(Enumerable.Range(0, Copies)
            .Select(_ => Task.Run(() => BuildAsync(compilation.Clone())))))
        {
            Equal(build, copy, "The result differs between copies of the compilation that are analysed at the same time.");
        }

        async Task<string[]> BuildAsync(Compilation copy) => Texts(await Start(copy).GetAnalyzerDiagnosticsAsync());

        async Task<string[]> LiveAsync()
        {
            List<Diagnostic> shown = new();
            for (int i = 0; i < compilation.SyntaxTrees.Count(); i++)
            {
                Compilation copy = compilation.Clone();
                SyntaxTree tree = copy.SyntaxTrees.ElementAt(i);
                CompilationWithAnalyzers analysis = Start(copy);
                shown.AddRange(await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, default));
                shown.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(copy.GetSemanticModel(tree), filterSpan: null, default));
            }

            foreach (AdditionalText file in options.AdditionalFiles)
            {
                shown.AddRange((await Start(compilation.Clone()).GetAnalysisResultAsync(file, default)).GetAllDiagnostics());
            }

            return Texts(shown);
        }

        CompilationWithAnalyzers Start(Compilation copy) => new(copy, analyzers, new CompilationWithAnalyzersOptions(
            options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
    }

    private static bool IsLive(Diagnostic diagnostic) => !diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd);

    private static string[] Texts(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => string.Join(
            " ← ",
            diagnostic.AdditionalLocations.Select(location => location.GetLineSpan().ToString()).Prepend(diagnostic.ToString())))
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The diagnostics without their positions.</summary>
    private static string[] Words(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()} "
            + $"at {TextOf(diagnostic.Location)}, {diagnostic.AdditionalLocations.Count} more")
        .Order(StringComparer.Ordinal)
        .ToArray();

    private static string? TextOf(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan);

    private static void Equal(string[] build, string[] other, string message)
    {
        if (!build.SequenceEqual(other))
        {
            throw new XunitException($"{message}\nBuild:\n  {string.Join("\n  ", build)}\nHere:\n  {string.Join("\n  ", other)}");
        }
    }
}
