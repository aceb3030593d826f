using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>The tables of rules. <c>UPDATE=1 dotnet test --filter Generated</c> writes them; otherwise they are compared.</summary>
public sealed class GeneratedTests
{
    private const string Begin = "<!-- rules:begin -->";

    private const string End = "<!-- rules:end -->";

    private const string Index = "docs/rules/README.md";

    private const string Readme = "README.md";

    private static readonly bool s_update = Environment.GetEnvironmentVariable("UPDATE") == "1";

    [Fact]
    public void IndexOfRules()
    {
        StringBuilder text = new("# Rules\n");
        foreach (IGrouping<string, DiagnosticDescriptor> family in Shipped.Descriptors.GroupBy(rule => rule.Category))
        {
            text.Append($"\n## {family.Key[(family.Key.IndexOf('.') + 1)..]}\n\n{Table(family, folder: "")}");
        }

        CompareOrWrite(Index, text.ToString());
    }

    [Fact]
    public void TableOfTheReadme()
    {
        string readme = SourceTree.Read(Readme).ReplaceLineEndings("\n");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end > begin, $"{Readme} lacks {Begin} and {End}");

        CompareOrWrite(Readme, $"{readme[..begin]}\n{Table(Shipped.Descriptors, folder: "docs/rules/")}{readme[end..]}");
    }

    private static string Table(IEnumerable<DiagnosticDescriptor> rules, string folder) =>
        "| Id | What it reports | Severity | Fix |\n|---|---|---|---|\n"
        + string.Concat(rules.Select(rule => $"| [{rule.Id}]({folder}{rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} "
            + $"| {new RulePage(rule).FixClass} |\n"));

    private static void CompareOrWrite(string path, string text)
    {
        if (s_update)
        {
            File.WriteAllText(Path.Combine(SourceTree.Root, path), text);
        }

        Assert.Equal(text, SourceTree.Read(path).ReplaceLineEndings("\n"));
    }
}
