using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>What ProcessSafetyPreset does in a build: a project for each preset, all built at once.</summary>
[Collection(BuildCollection.Name)]
public sealed class PresetTests(PackageFixture package)
{
    /// <summary>The rule that is hidden in every preset that leaves it on.</summary>
    private const string Refactoring = "PSAFE720";

    [Fact]
    public async Task EachPresetSetsEveryRule()
    {
        (string Preset, string Level)[] same = [("all", "warning"), ("strict", "error"), ("none", "none"), ("audit", "note")];
        string[] presets = ["", "minimum", "recommended", .. same.Select(static preset => preset.Preset)];
        using ConsumerSolution solution = Solution([.. presets.Select(static preset => (Name(preset), Set(preset)))]);

        ProcessOutcome build = await solution.BuildAsync();

        Assert.Equal(1, build.ExitCode);
        Assert.All(same, preset =>
        {
            SarifLog log = solution.Log(Name(preset.Preset));
            Assert.All(Levels(log), level => Assert.Equal(preset.Level, level.Value));
            Assert.Equal(preset.Level == "none" ? [] : [("PSAFE204", preset.Level)], Findings(log));
        });
        Assert.Equal(Levels(solution.Log(Name(""))), Levels(solution.Log(Name("recommended"))));

        Dictionary<string, string> least = Levels(solution.Log(Name("minimum")));
        Assert.All(["PSAFE203", "PSAFE401", "PSAFE701"], id => Assert.Equal("warning", least[id]));
        Assert.All(["PSAFE204", "PSAFE305", "PSAFE601"], id => Assert.Equal("none", least[id]));
        Assert.Empty(Findings(solution.Log(Name("minimum"))));
    }

    [Fact]
    public async Task SettingsOfTheProjectWinOverThePreset()
    {
        using ConsumerSolution solution = Solution(("Rule", Set("none")), ("Category", Set("strict")));
        solution.Write("Rule", ".editorconfig", "[*.cs]\ndotnet_diagnostic.PSAFE204.severity = warning\n");
        solution.Write(
            "Category",
            ".editorconfig",
            "[*.cs]\ndotnet_analyzer_diagnostic.category-ProcessSafety.Finalization.severity = warning\n");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal([("PSAFE204", "warning")], Findings(solution.Log("Rule")));
        Assert.Equal([("PSAFE204", "warning")], Findings(solution.Log("Category")));
    }

    [Fact]
    public async Task AuditBreaksNoBuild_WhereWarningsAreErrors_AndNamesMayBeInAnyCase()
    {
        const string Errors = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";
        using ConsumerSolution solution = Solution(("Audit", Set("Audit") + Errors), ("Own", Errors), ("Louder", Set("Alll")));

        ProcessOutcome build = await solution.BuildAsync();

        Assert.Equal(1, build.ExitCode);
        Assert.Equal([("PSAFE204", "note")], Findings(solution.Log("Audit")));
        Assert.Equal([("PSAFE204", "error")], Findings(solution.Log("Own")));
        Assert.Equal([("PSAFE001", "warning"), ("PSAFE204", "warning")], Findings(solution.Log("Louder")));
        Assert.Contains("'ProcessSafetyPreset = Alll' has no effect", build.Output);
        Assert.Contains("did you mean 'all'?", build.Output);
    }

    private ConsumerSolution Solution(params (string Name, string Properties)[] projects)
    {
        ConsumerSolution solution = new(package, [.. projects.Select(static project => project.Name)]);
        foreach ((string name, string properties) in projects)
        {
            solution.Project(name, "_ = new Handle(1);", properties: properties);
            solution.Write(name, "Handle.cs", Programs.PSAFE204);
        }

        return solution;
    }

    private static string Name(string preset) => $"Preset{preset}";

    private static string Set(string preset) => $"<ProcessSafetyPreset>{preset}</ProcessSafetyPreset>";

    private static Dictionary<string, string> Levels(SarifLog log)
    {
        Dictionary<string, string> levels = log.Levels
            .Where(static level => level.Key.StartsWith("PSAFE", StringComparison.Ordinal) && level.Key != Refactoring)
            .ToDictionary();
        Assert.NotEmpty(levels);
        return levels;
    }

    private static IEnumerable<(string Id, string Level)> Findings(SarifLog log) => log.Findings
        .Select(static finding => (finding.Id, finding.Level))
        .Where(static finding => finding.Id.StartsWith("PSAFE", StringComparison.Ordinal))
        .Order();
}
