using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>
/// What a project has of the synchronization rules: one factory through the command that makes it, and silence on Windows.
/// </summary>
[Collection(FormatCollection.Name)]
public sealed class SynchronizationTests(PackageFixture package)
{
    [Fact]
    public async Task DotnetFormat_LeavesOneFactory_AndTheSecondProcessIsExcluded()
    {
        using ConsumerSolution solution = new(package, "App");
        solution.Project("App", SynchronizationPrograms.TwoProcesses);
        solution.Write("App", "Service.cs", SynchronizationPrograms.Service);
        solution.Write("App", "Tray.cs", SynchronizationPrograms.Tray);

        ProcessOutcome build = await solution.BuildAsync();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(
            [("Service.cs", 8, 1), ("Tray.cs", 8, 1)],
            solution.Log("App").Findings
                .Where(static finding => finding.Id == "PSAFE302")
                .Select(static finding => (finding.File, finding.Line, finding.FurtherLocations))
                .Order());
        Assert.Contains("the second process enters: True", (await solution.RunAsync("App", TimeSpan.FromSeconds(60))).Lines);

        ProcessOutcome format = await solution.FormatAsync("PSAFE302");
        Assert.True(format.ExitCode == 0, format.Output);
        string service = solution.Read("App", "Service.cs");
        string tray = solution.Read("App", "Tray.cs");
        Assert.Contains("public static Mutex Create() => new(initiallyOwned: false, @\"Global\\jobs\");", service);
        Assert.Contains("public static Mutex Open() => JobsMutex.Create();", service);
        Assert.Contains("JobsMutex.Create()", tray);
        Assert.DoesNotContain("\"jobs\"", service + tray);

        ProcessOutcome rebuild = await solution.BuildAsync("--no-restore");
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.DoesNotContain("PSAFE302", rebuild.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning CS", rebuild.Output, StringComparison.Ordinal);
        Assert.Contains("the second process enters: False", (await solution.RunAsync("App", TimeSpan.FromSeconds(60))).Lines);
    }

    [Fact]
    public async Task UnixHasNoSuchName_IsToldWhereCA1416IsSilent()
    {
        using ConsumerSolution solution = new(package, "App");
        solution.Project("App", SynchronizationPrograms.NamesOfWindows);
        solution.EditorConfig("dotnet_diagnostic.CA1416.severity = warning");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal([5, 6, 7, 8], Lines(solution, "PSAFE301"));
        Assert.Equal([9], Lines(solution, "CA1416"));
    }

    [Fact]
    public async Task ProjectForWindows_IsSilent()
    {
        using ConsumerSolution solution = new(package, "App");
        solution.Project("App", SynchronizationPrograms.NamesOfWindows, framework: "net10.0-windows");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(Lines(solution, "PSAFE301"));
        Assert.Empty(Lines(solution, "PSAFE303"));
    }

    private static int[] Lines(ConsumerSolution solution, string id) =>
        [.. solution.Log("App").Findings.Where(finding => finding.Id == id).Select(static finding => finding.Line).Distinct().Order()];
}
