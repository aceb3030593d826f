using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// The table of docs/comparison.md: what other packages report on the lines where a rule reports the hazard of its page.
/// With UPDATE=1 it is written.
/// </summary>
public sealed class ComparisonTests
{
    private const string Page = "docs/comparison.md";
    private const string Begin = "<!-- measured:begin -->";
    private const string End = "<!-- measured:end -->";

    [Fact]
    public async Task OthersAtTheSameLines()
    {
        List<ComparedPackage> packages = [.. ComparedPackage.All()];
        int[] totals = new int[packages.Count];
        int own = 0, rules = 0, alone = 0;
        StringBuilder rows = new();
        foreach (DiagnosticDescriptor rule in Shipped.Descriptors)
        {
            RulePage page = new(rule);
            CSharpCompilation sample = RulePageTests.Compile(page, "Bad");
            ImmutableArray<Diagnostic> ours = await AnalyzerNet.BuildAsync(sample, files: RulePageTests.ApiFiles(page, "Bad"));
            own += ours.Length;
            HashSet<int> lines = [.. ours.Where(found => found.Id == rule.Id).Where(IsInCode).Select(LineOf)];
            List<string> cells = [];
            for (int i = 0; i < packages.Count; i++)
            {
                ImmutableArray<Diagnostic> found = await packages[i].ReportAsync(sample);
                totals[i] += found.Length;
                cells.Add(string.Join(
                    ", ",
                    found.Where(IsInCode).Where(one => lines.Contains(LineOf(one))).Select(static one => one.Id).Distinct().Order()));
            }

            rules += lines.Count > 0 ? 1 : 0;
            alone += lines.Count > 0 && cells.TrueForAll(string.IsNullOrEmpty) ? 1 : 0;
            rows.Append(cells.TrueForAll(string.IsNullOrEmpty)
                ? ""
                : $"| [{rule.Id}](rules/{rule.Id}.md) | {string.Join(" | ", cells)} |\n");
        }

        string summary = $"At the places of {alone} of {rules} rules, none of them reports anything. At the others:\n\n";
        string head = $"| Rule | {string.Join(" | ", packages.Select(static package => $"{package.Id} {package.Version}"))} |\n"
            + $"|---|{string.Concat(packages.Select(static _ => "---|"))}\n";
        string sums = $"| all findings in the samples ({own} here) | {string.Join(" | ", totals)} |\n";
        string text = SourceTree.Read(Page).ReplaceLineEndings("\n");
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        GeneratedTests.CompareOrWrite(Page, $"{text[..begin]}\n{summary}{head}{rows}{sums}{text[end..]}");
    }

    private static int LineOf(Diagnostic found) => found.Location.GetLineSpan().StartLinePosition.Line;

    private static bool IsInCode(Diagnostic found) => found.Location.IsInSource;
}
