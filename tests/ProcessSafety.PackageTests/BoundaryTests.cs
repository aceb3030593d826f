using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>
/// What a project has of the boundary rules: its own methods by an API file, and the fix through the command that applies it.
/// </summary>
[Collection(FormatCollection.Name)]
public sealed class BoundaryTests(PackageFixture package)
{
    private static readonly string[] Printed =
        [
            "1 local",
            "2 parameter",
            "3 field",
            "4 property",
            "5 local second",
            "6 local",
            "6 5",
            "7 given local",
            "8 locallocal",
            "9 localsecondparameter",
            "10 checked",
        ];

    [Fact]
    public async Task LineOfAnApiFile_MarksAMethodOfTheProject()
    {
        using ConsumerSolution solution = OwnPool("recreates  M:MyPool.RunInWorker  # starts a worker process\n");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal([("PSAFE101", "Program.cs", 3), ("PSAFE102", "Program.cs", 4)], Findings(solution));
    }

    [Fact]
    public async Task BrokenLine_IsReportedWhereItStands_AndTheOthersCount()
    {
        using ConsumerSolution solution = OwnPool("# our own\nrecreats  M:MyPool.RunInWorker\nrecreates  M:MyPool.RunInWorker\n");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(
            [("PSAFE001", "ProcessSafety.Apis.txt", 2), ("PSAFE101", "Program.cs", 3), ("PSAFE102", "Program.cs", 4)],
            Findings(solution));
    }

    [Fact]
    public async Task WithoutALine_NothingIsReported()
    {
        using ConsumerSolution solution = OwnPool("# nothing yet\n");

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(Findings(solution));
    }

    [Fact]
    public async Task DotnetFormat_PassesTenCapturesInTwoProjects_AndTheChildrenPrintTheParentsValues()
    {
        string[] projects = ["First", "Second"];
        using ConsumerSolution solution = new(package, projects);
        foreach (string project in projects)
        {
            solution.Project(project, BoundaryPrograms.TenCaptures);
            solution.Write(project, "Child.cs", BoundaryPrograms.Launcher);
        }

        ProcessOutcome build = await solution.BuildAsync();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.All(projects, project => Assert.Equal(13, solution.Log(project).Findings.Count(static finding => finding.Id == "PSAFE101")));
        Assert.NotEqual(Printed, (await solution.RunAsync("First", TimeSpan.FromSeconds(60))).Lines);

        ProcessOutcome format = await solution.FormatAsync("PSAFE101");
        Assert.True(format.ExitCode == 0, format.Output);

        ProcessOutcome rebuild = await solution.BuildAsync("--no-restore");
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.DoesNotContain("PSAFE", rebuild.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning CS", rebuild.Output, StringComparison.Ordinal);
        foreach (string project in projects)
        {
            Assert.Equal(Printed, (await solution.RunAsync(project, TimeSpan.FromSeconds(60))).Lines);
        }
    }

    private ConsumerSolution OwnPool(string apis)
    {
        ConsumerSolution solution = new(package, "App");
        solution.Project("App", BoundaryPrograms.OwnPool);
        solution.Write("App", "ProcessSafety.Apis.txt", apis);
        return solution;
    }

    private static (string Id, string File, int Line)[] Findings(ConsumerSolution solution) =>
        [.. solution.Log("App").Findings
            .Where(static finding => finding.Id.StartsWith("PSAFE", StringComparison.Ordinal))
            .Select(static finding => (finding.Id, finding.File, finding.Line))
            .Order()];
}
