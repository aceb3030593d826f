using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

[Collection(PackageCollection.Name)]
public sealed class PresetTests(PackageFixture package)
{
    /// <summary>The rule that is hidden in every preset.</summary>
    private const string Refactoring = "PSAFE720";

    [Theory]
    [InlineData("all", "warning")]
    [InlineData("strict", "error")]
    [InlineData("none", "none")]
    public async Task PresetSetsEveryRule(string preset, string expected)
    {
        using ConsumerSolution solution = Solution();

        ProcessOutcome build = await solution.BuildAsync($"-p:ProcessSafetyPreset={preset}");

        Assert.Equal(expected == "error" ? 1 : 0, build.ExitCode);
        SarifLog log = solution.Log("App");
        KeyValuePair<string, string>[] levels =
            [.. log.Levels.Where(static level => level.Key.StartsWith("PSAFE", StringComparison.Ordinal) && level.Key != Refactoring)];
        Assert.NotEmpty(levels);
        Assert.All(levels, level => Assert.Equal(expected, level.Value));
        Assert.Equal(
            expected == "none" ? [] : [("PSAFE204", expected)],
            log.Findings.Select(static finding => (finding.Id, finding.Level))
                .Where(static finding => finding.Id.StartsWith("PSAFE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ProjectsOwnSettingsWinOverThePreset()
    {
        using ConsumerSolution solution = Solution();
        solution.EditorConfig("dotnet_diagnostic.PSAFE204.severity = error");

        ProcessOutcome build = await solution.BuildAsync("-p:ProcessSafetyPreset=none");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("error PSAFE204", build.Output);
    }

    [Fact]
    public async Task CategoryInEditorConfigWinsOverThePreset()
    {
        using ConsumerSolution solution = Solution();
        solution.EditorConfig("dotnet_analyzer_diagnostic.category-ProcessSafety.Finalization.severity = warning");

        ProcessOutcome build = await solution.BuildAsync("-p:ProcessSafetyPreset=strict");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("warning PSAFE204", build.Output);
    }

    [Fact]
    public async Task UnknownPresetIsAnError()
    {
        using ConsumerSolution solution = Solution();

        ProcessOutcome build = await solution.BuildAsync("-p:ProcessSafetyPreset=loud");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("ProcessSafetyPreset 'loud' is unknown. The presets are all, none and strict.", build.Output);
    }

    private ConsumerSolution Solution()
    {
        ConsumerSolution solution = new(package, "App");
        solution.Project("App", "_ = new Handle(1);");
        solution.Write("App", "Handle.cs", Programs.PSAFE204);
        return solution;
    }
}
