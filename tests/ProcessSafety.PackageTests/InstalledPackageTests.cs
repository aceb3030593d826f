using System;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

[Collection(BuildCollection.Name)]
public sealed class InstalledPackageTests(PackageFixture package)
{
    [Fact]
    public async Task ProgramThatHangs_IsReported_Fixed_AndEnds()
    {
        using ConsumerSolution solution = new(package, "Hangs");
        solution.Project("Hangs", Programs.Main, installed: false);
        solution.Write("Hangs", "Pool.cs", Programs.PSAFE201);
        await solution.InstallAsync("Hangs");

        ProcessOutcome build = await solution.BuildAsync();
        Assert.True(build.ExitCode == 0, build.Output);
        Finding finding = Assert.Single(solution.Log("Hangs").Findings, static finding => finding.Id == "PSAFE201");
        Assert.Equal("warning", finding.Level);
        Assert.StartsWith("'~Node → Return → lock (s_gate)' guards 's_free'", finding.Message);
        Assert.Equal(("Pool.cs", 6), (finding.File, finding.Line));
        Assert.Equal(1, finding.FurtherLocations);
        Assert.Equal(["s_free.Enqueue()"], finding.Steps);
        AssertAnalyzersRan(build);

        ProcessOutcome hang = await solution.RunAsync("Hangs", TimeSpan.FromSeconds(8));
        Assert.True(hang.Hung, hang.Output);
        Assert.Equal(["measuring"], hang.Lines);

        string project = solution.Read("Hangs", "Hangs.csproj");
        ProcessOutcome format = await solution.FormatAsync("PSAFE201");
        Assert.True(format.ExitCode == 0, format.Output);
        Assert.Contains("ConcurrentQueue<Node> s_free", solution.Read("Hangs", "Pool.cs"));
        Assert.Equal(project, solution.Read("Hangs", "Hangs.csproj"));

        ProcessOutcome rebuild = await solution.BuildAsync();
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.DoesNotContain("PSAFE", rebuild.Output);
        Assert.DoesNotContain(solution.Log("Hangs").Findings, static finding => finding.Id.StartsWith("PSAFE", StringComparison.Ordinal));

        ProcessOutcome end = await solution.RunAsync("Hangs", TimeSpan.FromSeconds(30));
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(["measuring", "measured"], end.Lines);
    }

    private static void AssertAnalyzersRan(ProcessOutcome build)
    {
        Assert.DoesNotContain("AD0001", build.Output);
        Assert.DoesNotContain("CS803", build.Output);
    }
}
