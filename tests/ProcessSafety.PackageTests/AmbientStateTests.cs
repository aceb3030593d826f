using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>The fix for the environment of children, through the command that applies it.</summary>
[Collection(FormatCollection.Name)]
public sealed class AmbientStateTests(PackageFixture package)
{
    private static readonly string[] Printed = ["4: 'once' ''", "1: 'fast' '1'", "5: '' ''", "2: 'slow' ''", "3: 'late' ''"];

    [Fact]
    public async Task DotnetFormat_TellsTheStartInfos_AndTheChildrenFindTheSame()
    {
        string[] projects = ["First", "Second"];
        using ConsumerSolution solution = new(package, projects);
        foreach (string project in projects)
        {
            solution.Project(project, AmbientPrograms.FiveLaunches);
        }

        ProcessOutcome build = await solution.BuildAsync();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.All(projects, project => Assert.Equal(6, solution.Log(project).Findings.Count(static finding => finding.Id == "PSAFE601")));
        Assert.Equal(Printed, (await solution.RunAsync("First", TimeSpan.FromSeconds(60))).Lines);

        ProcessOutcome format = await solution.FormatAsync("PSAFE601");
        Assert.True(format.ExitCode == 0, format.Output);
        Assert.All(
            projects,
            project => Assert.DoesNotContain("SetEnvironmentVariable", solution.Read(project, "Program.cs"), StringComparison.Ordinal));

        ProcessOutcome rebuild = await solution.BuildAsync("--no-restore");
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.DoesNotContain("PSAFE", rebuild.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning CS", rebuild.Output, StringComparison.Ordinal);
        foreach (string project in projects)
        {
            Assert.Equal(Printed, (await solution.RunAsync(project, TimeSpan.FromSeconds(60))).Lines);
        }
    }
}
