using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

[Collection(SourcesCollection.Name)]
public sealed partial class SampleTests(PackageFixture package)
{
    /// <summary>The sample kills it after five seconds. It ends by itself too.</summary>
    private const string LongCommand = "sleep 20; echo done";

    private static readonly HashSet<string> Shown =
    [
        "PSAFE101", "PSAFE102", "PSAFE103", "PSAFE104",
        "PSAFE201", "PSAFE202", "PSAFE203", "PSAFE204", "PSAFE205", "PSAFE206", "PSAFE207",
        "PSAFE301", "PSAFE302", "PSAFE304", "PSAFE306", "PSAFE307", "PSAFE311", "PSAFE312",
        "PSAFE402", "PSAFE403", "PSAFE404",
        "PSAFE601", "PSAFE602",
        "PSAFE701", "PSAFE702", "PSAFE703", "PSAFE705", "PSAFE706", "PSAFE710", "PSAFE712", "PSAFE721", "PSAFE722", "PSAFE724",
        "PSAFE731", "PSAFE733", "PSAFE734", "PSAFE735", "PSAFE736",
        "PSAFE801", "PSAFE802", "PSAFE804", "PSAFE805",
    ];

    [Fact]
    public async Task WorkerPool_WarnsInEveryBuild_AndHangsAsItsWarningsSay()
    {
        ProcessOutcome first = await BuildAsync("WorkerPool");
        ProcessOutcome second = await BuildAsync("WorkerPool");

        string[] warnings = Warnings(first);
        string[] ids = [.. warnings.Select(static warning => Warning().Match(warning).Groups["id"].Value).Distinct()];
        Assert.Superset(Shown, ids.ToHashSet());
        Assert.Contains(warnings, static warning => Hops(warning) >= 3);
        Assert.Equal(warnings, Warnings(second));
        Assert.DoesNotContain("AD0001", first.Output);
        Assert.DoesNotContain("CS803", first.Output);

        ProcessOutcome end = await RunAsync("WorkerPool", TimeSpan.FromSeconds(20));
        Assert.True(end.ExitCode == 0, end.Output);

        ProcessOutcome hang = await RunAsync("WorkerPool", TimeSpan.FromSeconds(5), "--trim");
        Assert.True(hang.Hung, hang.Output);

        ProcessOutcome briefing = await RunAsync("WorkerPool", TimeSpan.FromSeconds(5), "--brief");
        Assert.True(briefing.Hung || briefing.ExitCode != 0, briefing.Output);

        if (!OperatingSystem.IsWindows())
        {
            ProcessOutcome failure = await RunAsync("WorkerPool", TimeSpan.FromSeconds(15), "--then", LongCommand);
            Assert.True(failure.Hung || failure.ExitCode != 0, failure.Output);
        }
    }

    [Fact]
    public async Task FixedWorkerPool_IsSilent_AndEnds()
    {
        ProcessOutcome build = await BuildAsync("WorkerPool.Fixed");
        Assert.DoesNotContain("PSAFE", build.Output);

        ProcessOutcome end = await RunAsync("WorkerPool.Fixed", TimeSpan.FromSeconds(20));
        Assert.True(end.ExitCode == 0, end.Output);

        ProcessOutcome trimmed = await RunAsync("WorkerPool.Fixed", TimeSpan.FromSeconds(20), "--trim");
        Assert.True(trimmed.ExitCode == 0, trimmed.Output);
        Assert.Contains("leak: a native buffer was not disposed", trimmed.Lines);

        ProcessOutcome briefed = await RunAsync("WorkerPool.Fixed", TimeSpan.FromSeconds(20), "--brief");
        Assert.True(briefed.ExitCode == 0, briefed.Output);
        Assert.Equal(2, briefed.Lines.Count(static line => line.EndsWith(" expects 24 files", StringComparison.Ordinal)));

        ProcessOutcome sized = await RunAsync("WorkerPool.Fixed", TimeSpan.FromSeconds(20), "--size");
        Assert.True(sized.ExitCode == 0, sized.Output);
        Assert.Contains("2100000 bytes", sized.Lines);

        if (!OperatingSystem.IsWindows())
        {
            ProcessOutcome facts =
                await RunAsync("WorkerPool.Fixed", TimeSpan.FromSeconds(30), "--machine", "--list", "--then", LongCommand);
            Assert.True(facts.ExitCode == 0, facts.Output);
            Assert.Contains(facts.Lines, static line => line.StartsWith("made by ", StringComparison.Ordinal));
            Assert.Contains(facts.Lines, static line => line.EndsWith(" 22.bin", StringComparison.Ordinal));
            Assert.Contains(facts.Lines, static line => line.StartsWith("exit code 137:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task FixedWorkerPool_EndsInGoodOrder_OnCtrlC()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await BuildAsync("WorkerPool.Fixed");
        string program = PathOf("WorkerPool.Fixed");

        // A shell's background job ignores these two, and hands that down to its children.
        ProcessStartInfo start = OperatingSystem.IsLinux()
            ? new("env", ["--default-signal=INT,QUIT", program, "--repeat"])
            : new(program, ["--repeat"]);
        ProcessOutcome end = await BoundedProcess.RunAsync(start, TimeSpan.FromSeconds(20), interruptOn: "00.bin");

        Assert.True(end.ExitCode == 1, end.Output);
        Assert.Equal(
            2,
            end.Lines.Count(static line => line.Contains(" stopped", StringComparison.Ordinal)
                && line.Contains("worker", StringComparison.Ordinal)));
    }

    /// <summary>Builds against the assemblies that were packed, which are Release ones.</summary>
    private async Task<ProcessOutcome> BuildAsync(string sample)
    {
        ProcessOutcome build = await BoundedProcess.DotnetAsync(
            package.Sources,
            packages: null,
            "build",
            $"samples/{sample}",
            "-c",
            "Release");
        Assert.True(build.ExitCode == 0, build.Output);
        return build;
    }

    private Task<ProcessOutcome> RunAsync(string sample, TimeSpan limit, params string[] arguments) =>
        BoundedProcess.RunAsync(new ProcessStartInfo(PathOf(sample), arguments), limit);

    private string PathOf(string sample) => Path.Combine(package.Sources, "samples", sample, "bin", "Release", "net10.0", sample);

    /// <summary>The build prints each warning where it arises and once more at its end.</summary>
    private static string[] Warnings(ProcessOutcome build) =>
        [.. build.Lines.Where(static line => Warning().IsMatch(line)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The calls between the place that is reported and the fact that it reaches.</summary>
    private static int Hops(string warning) => warning.Split(" → ").Length - 2;

    [GeneratedRegex("warning (?<id>PSAFE[0-9]{3}):")]
    private static partial Regex Warning();
}
