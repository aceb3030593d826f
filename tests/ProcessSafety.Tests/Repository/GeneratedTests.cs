using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// The tables of rules and fixes. <c>UPDATE=1 dotnet test --filter Generated</c> writes them; otherwise they are compared.
/// </summary>
public sealed class GeneratedTests
{
    private const string Begin = "<!-- rules:begin -->";

    private const string End = "<!-- rules:end -->";

    private const string Index = "docs/rules/README.md";

    private const string Readme = "README.md";

    private const string FixIndex = "docs/fixes.md";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly bool s_update = Environment.GetEnvironmentVariable("UPDATE") == "1";

    [Fact]
    public void IndexOfRules()
    {
        string index = SourceTree.Read(Index).ReplaceLineEndings("\n");
        StringBuilder text = new(index[..index.IndexOf("\n## ", StringComparison.Ordinal)]);
        foreach (IGrouping<string, DiagnosticDescriptor> family in Shipped.Descriptors.GroupBy(rule => rule.Category))
        {
            string name = FamilyOf(family.Key);
            text.Append($"\n## {name}\n\n{Protects(index, name)}\n\n{Table(family, folder: "")}");
        }

        CompareOrWrite(Index, text.Append(index[index.IndexOf("\n## Suppressors\n", StringComparison.Ordinal)..]).ToString());
    }

    [Fact]
    public void TableOfTheReadme()
    {
        string readme = SourceTree.Read(Readme).ReplaceLineEndings("\n");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end > begin, $"{Readme} lacks {Begin} and {End}");

        IEnumerable<string> folds = Shipped.Descriptors.GroupBy(rule => rule.Category).Select(family =>
            $"<details>\n<summary>{FamilyOf(family.Key)} ({family.Count()})</summary>\n\n"
                + $"{Table(family, folder: "docs/rules/")}\n</details>\n");
        CompareOrWrite(Readme, $"{readme[..begin]}\n{string.Join("\n", folds)}{readme[end..]}");
    }

    /// <summary>What other tools need of a rule, for which they need not load the package.</summary>
    [Fact]
    public void RulesAsJson()
    {
        var rules = Shipped.Descriptors.Select(rule => new
        {
            rule.Id,
            Title = $"{rule.Title}",
            rule.Category,
            Severity = $"{rule.DefaultSeverity}",
            Fix = new RulePage(rule).FixClass,
            Message = $"{rule.MessageFormat}",
            Description = $"{rule.Description}",
            Page = RulePage.PathOf(rule.Id),
        });

        CompareOrWrite("docs/rules.json", JsonSerializer.Serialize(rules, Json).ReplaceLineEndings("\n") + "\n");
    }

    /// <summary>What the site shows next to each page of a rule.</summary>
    [Fact]
    public void ContentsOfTheSite()
    {
        StringBuilder text = new("- name: All rules\n  href: README.md\n");
        foreach (IGrouping<string, DiagnosticDescriptor> family in Shipped.Descriptors.GroupBy(rule => rule.Category))
        {
            text.Append($"- name: {FamilyOf(family.Key)}\n  items:\n");
            foreach (DiagnosticDescriptor rule in family)
            {
                text.Append($"    - name: \"{rule.Id}: {rule.Title}\"\n      href: {rule.Id}.md\n");
            }
        }

        CompareOrWrite("docs/rules/toc.yml", text.ToString());
    }

    /// <summary>The pages of this repository with a line on each, in the form that language models read first.</summary>
    [Fact]
    public void ListForLanguageModels()
    {
        string readme = SourceTree.Read(Readme).ReplaceLineEndings("\n");
        StringBuilder text = new($"# {Heading(readme)}\n\n> {readme.Split("\n\n").First(part => char.IsLetter(part[0]))}\n\n## Pages\n\n");
        foreach (string path in SourceTree.Files("docs", "*.md").Where(path => !path.StartsWith("docs/rules/", StringComparison.Ordinal))
            .Prepend("AGENTS.md")
            .Prepend(Readme))
        {
            text.Append($"- [{Heading(SourceTree.Read(path))}]({path})\n");
        }

        text.Append("\n## Rules\n\n");
        foreach (DiagnosticDescriptor rule in Shipped.Descriptors)
        {
            text.Append($"- [{rule.Id}: {rule.Title}]({RulePage.PathOf(rule.Id)}): {rule.Description}\n");
        }

        CompareOrWrite("llms.txt", text.ToString());

        static string Heading(string page) => page[2..page.IndexOf('\n')].Trim();
    }

    [Fact]
    public void IndexOfFixes()
    {
        StringBuilder text = new(
            """
            # Fixes

            A *safe* fix keeps what the program does apart from the hazard; `dotnet format analyzers --diagnostics ID --severity info`
            applies it to a whole solution. A *review* fix changes something that a person should look at: its title ends in
            "(review)", and it is never applied to a solution at once.

            | Rule | Class | Fix All | dotnet format | What it writes | Where it is offered |
            |---|---|---|---|---|---|

            """);
        foreach (RulePage page in Pages().Where(page => page.FixClass != "none"))
        {
            FixAllScope[] scopes =
                [.. Shipped.FixesOf(page.Id).SelectMany(fix => fix.GetFixAllProvider()?.GetSupportedFixAllScopes() ?? []).Distinct()];
            string all = scopes.Contains(FixAllScope.Solution) ? "solution" : scopes.Length > 0 ? "project" : "no";
            text.Append($"| [{page.Id}](rules/{page.Id}.md) | {page.FixClass}"
                + $"{(page is { FixClass: "safe", OffersReview: true } ? ", review" : "")} "
                + $"| {all} | {(all == "solution" ? "yes" : "no")} | {Cell(page.FixSentences.Where(one => !RulePage.IsCondition(one)))} "
                + $"| {Cell(page.FixSentences.Where(RulePage.IsCondition))} |\n");
        }

        text.Append("\n## Rules without a fix\n\n| Rule | Why |\n|---|---|\n");
        foreach (RulePage page in Pages().Where(page => page.FixClass == "none"))
        {
            text.Append($"| [{page.Id}](rules/{page.Id}.md) | {Cell(page.FixSentences)} |\n");
        }

        CompareOrWrite(FixIndex, text.ToString().ReplaceLineEndings("\n"));

        static IEnumerable<RulePage> Pages() => Shipped.Descriptors.Select(rule => new RulePage(rule));

        static string Cell(IEnumerable<string> sentences) => string.Join(' ', sentences)
            .Replace("](PSAFE", "](rules/PSAFE", StringComparison.Ordinal)
            .Replace("](../", "](", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);
    }

    /// <summary>The sentence of a family, which is written by hand: what it protects from.</summary>
    private static string Protects(string index, string family)
    {
        Match sentence = Regex.Match(index, $@"^## {family}\n\n(Protects from .*\.)$", RegexOptions.Multiline);
        Assert.True(sentence.Success, $"{Index} does not say what {family} protects from.");
        return sentence.Groups[1].Value;
    }

    private static string FamilyOf(string category) => category[(category.IndexOf('.') + 1)..];

    private static string Table(IEnumerable<DiagnosticDescriptor> rules, string folder) =>
        "| Id | What it reports | Severity | Fix |\n|---|---|---|---|\n"
        + string.Concat(rules.Select(rule => $"| [{rule.Id}]({folder}{rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} "
            + $"| {new RulePage(rule).FixClass} |\n"));

    internal static void CompareOrWrite(string path, string text)
    {
        if (s_update)
        {
            File.WriteAllText(Path.Combine(SourceTree.Root, path), text);
        }

        Assert.Equal(text, SourceTree.Read(path).ReplaceLineEndings("\n"));
    }
}
