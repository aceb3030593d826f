using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>Each rule has its page, and what the page says is so.</summary>
public sealed class RulePageTests
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What the samples of a page call and the framework here does not have, with the C# version that it is written in.</summary>
    private static readonly Dictionary<string, (string Path, int CSharp)> Libraries = new()
    {
        ["PSAFE720"] = ("tests/ProcessSafety.Proofs/Libraries/RunAndCapture.cs", 14),
    };

    public static TheoryData<string> Ids => [.. Shipped.Descriptors.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasTitleAndEverySection(string id)
    {
        RulePage page = Page(id);

        Assert.Equal($"# {id}: {Rule(id).Title}", page.Title);
        Assert.Equal(RulePage.Headings, page.Found);
        Assert.All(RulePage.Headings, heading => Assert.NotEmpty(page[heading]));
        Assert.Contains($"dotnet_diagnostic.{id}.severity", page["Options"]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Head_IsATableOfWhatTheRuleIs(string id)
    {
        RulePage page = Page(id);
        string fix = page is { FixClass: "safe", OffersReview: true } ? "safe, review" : page.FixClass;

        Assert.Equal(
            ["", "| Id | Category | Severity | Fix | Since | Platforms |", "|---|---|---|---|---|---|"],
            page.Head.Skip(1).Take(3));
        string[] row = page.Head[4].Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(["", id, Rule(id).Category], row[..3]);
        Assert.StartsWith(Rule(id).DefaultSeverity.ToString(), row[3]);
        Assert.Equal(fix, row[4], ignoreCase: true);
        Assert.Matches(@"^\d+\.\d+\.\d+$", row[5]);
        Assert.NotEmpty(row[6]);
        Assert.Equal(8, row.Length);
        Assert.Equal(Rule(id).DefaultSeverity != DiagnosticSeverity.Warning, page.Head.Count > 5);
        Assert.All(page.Head.Skip(6), line => Assert.Matches("^Builds (do not )?show this rule", line));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Bad_GivesTheMessageThatThePageShows(string id)
    {
        if (!IsReadHere(id))
        {
            return;
        }

        RulePage page = Page(id);

        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAndLiveAsync(Compile(page, "Bad"), ApiFiles(page, "Bad"));

        Assert.Equal(
            Assert.Single(page.Code("Bad", "text")),
            string.Join('\n', found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Good_IsSilent(string id)
    {
        if (!IsReadHere(id))
        {
            return;
        }

        RulePage page = Page(id);

        Assert.Empty(await AnalyzerNet.BuildAndLiveAsync(Compile(page, "Good"), ApiFiles(page, "Good")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Fix_IsOfTheClassThatThePageNames(string id)
    {
        if (!IsReadHere(id))
        {
            return;
        }

        RulePage page = Page(id);
        CodeFixProvider[] fixes = [.. Shipped.FixesOf(id)];

        Assert.NotEmpty(page.FixClass);
        Assert.Equal(page.FixClass == "none", fixes.Length == 0);
        Assert.Equal(page.HasFixAll, fixes.Any(fix => fix.GetFixAllProvider() is not null));
        if (fixes.Length > 0)
        {
            ImmutableArray<FixResult> results = await FixNet.ApplyAllAsync(Compile(page, "Bad"));
            Assert.NotEmpty(results);
            Assert.All(
                results,
                result => Assert.True(
                    result.Action.Title.EndsWith("(review)", StringComparison.Ordinal) ? page.OffersReview : page.FixClass == "safe",
                    result.Action.Title));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Fix_TurnsBadIntoSilentCode(string id)
    {
        if (!IsReadHere(id))
        {
            return;
        }

        foreach (FixResult result in await FixNet.ApplyAllAsync(Compile(Page(id), "Bad")))
        {
            Compilation changed = (await result.Changed.Projects.Single().GetCompilationAsync())!;
            AssertCompiles(changed);
            Assert.Empty(await AnalyzerNet.BuildAndLiveAsync(changed));
        }
    }

    /// <summary>The good sample is what a fix makes of the bad one; UPDATE=1 writes it.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Good_IsWhatAFixWrites(string id)
    {
        if (!IsReadHere(id))
        {
            return;
        }

        RulePage page = Page(id);
        ImmutableArray<FixResult> results = await FixNet.ApplyAllAsync(Compile(page, "Bad"));
        string[] written = await Task.WhenAll(results.Select(async result =>
            (await result.Changed.Projects.Single().Documents.First().GetTextAsync()).ToString().Trim('\n')));
        if (written.Length == 0)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("UPDATE") == "1" && !written.Contains(page.Code("Good", "csharp").Single()))
        {
            await File.WriteAllTextAsync(Path.Combine(SourceTree.Root, page.Path), page.WithGood(written[0]));
        }

        Assert.Contains(Page(id).Code("Good", "csharp").Single(), written);
    }

    internal static CSharpCompilation Compile(RulePage page, string heading)
    {
        string sample = Assert.Single(page.Code(heading, "csharp"));
        CSharpCompilation compilation = Libraries.TryGetValue(page.Id, out (string Path, int CSharp) library)
            ? AnalyzerNet.CompileProgram(sample, Usings, SourceTree.Read(library.Path))
            : AnalyzerNet.CompileProgram(sample, Usings);
        AssertCompiles(compilation);
        return compilation;
    }

    /// <summary>What the page shows as a project's API file: its blocks in the language `apis`.</summary>
    internal static AdditionalText[] ApiFiles(RulePage page, string heading) =>
        [.. page.Code(heading, "apis").Select(text => new ApiFileText(text))];

    private static void AssertCompiles(Compilation compilation) =>
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    /// <summary>False for a page whose samples the compiler of this host cannot read.</summary>
    private static bool IsReadHere(string id) =>
        !Libraries.TryGetValue(id, out (string Path, int CSharp) library)
        || NewerSyntaxFactAttribute.ReasonWithout(library.CSharp) is null;

    private static DiagnosticDescriptor Rule(string id) => Shipped.Descriptors.Single(rule => rule.Id == id);

    private static RulePage Page(string id) => new(Rule(id));
}
