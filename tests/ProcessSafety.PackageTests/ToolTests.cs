using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>The tool as a user installs and runs it.</summary>
[Collection(SourcesCollection.Name)]
public sealed partial class ToolTests(PackageFixture package, ToolFixture tool) : IClassFixture<ToolFixture>, IDisposable
{
    private const string Hazard = """
        using System.Diagnostics;

        internal static class Git
        {
            public static string Log()
            {
                using Process git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
                git.WaitForExit();
                return git.StandardOutput.ReadToEnd();
            }
        }
        """;

    private const string MeasureLines = """
        <script>
        const tops = [...document.querySelectorAll('article pre')].slice(0, 3)
          .map(pre => [...pre.querySelectorAll('.line')].map(line => line.getBoundingClientRect().top));
        const inOrder = tops.every(lines => lines.every((top, at) => at === 0 || top > lines[at - 1]));
        document.body.dataset.lines = inOrder ? 'in order' : 'side by side';
        </script>
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scan_FindsWhatTheBuildFinds_AndWithABaselineWhatIsNew()
    {
        // The analyzers were built when the package was packed.
        ProcessOutcome build = await BoundedProcess.DotnetAsync(
            package.Sources, packages: null, "build", "samples/WorkerPool", "-c", "Release", "--no-incremental", "--no-dependencies");
        Assert.True(build.ExitCode == 0, build.Output);

        ProcessOutcome first = await RunAsync("scan", "samples/WorkerPool", "--format", "tsv", "--quiet");
        Assert.True(first.ExitCode == 1, first.Output);
        Assert.Equal(
            build.Lines.Select(static line => Warning().Match(line))
                .Where(static match => match.Success)
                .Select(static match => $"{match.Groups["id"]} {match.Groups["file"]}:{match.Groups["line"]}")
                .Distinct()
                .Order(StringComparer.Ordinal),
            Findings(first).Distinct().Order(StringComparer.Ordinal));

        string baseline = _folder.Combine("baseline.json");
        ProcessOutcome written = await RunAsync("baseline", "samples/WorkerPool", "--output", baseline, "--no-restore");
        Assert.True(written.ExitCode == 0, written.Output);
        ProcessOutcome second = await RunAsync("scan", "samples/WorkerPool", "--baseline", baseline, "--no-restore");
        Assert.True(second.ExitCode == 0, second.Output);

        string added = Path.Combine(package.Sources, "samples", "WorkerPool", "Git.cs");
        await File.WriteAllTextAsync(added, Hazard);
        try
        {
            ProcessOutcome third = await RunAsync("scan", "samples/WorkerPool", "--baseline", baseline, "--no-restore");
            Assert.True(third.ExitCode == 1, third.Output);
            Assert.StartsWith("Git.cs:8:9 warning PSAFE701", FirstFinding(third), StringComparison.Ordinal);
            Assert.Contains(third.Lines, static line => line.StartsWith("1 new finding (1 warning); ", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(added);
        }
    }

    [BrowserFact]
    public async Task Page_OpensInABrowser_AndFilters()
    {
        string page = _folder.Combine("page.html");
        ProcessOutcome run = await RunAsync("scan", "samples/WorkerPool", "--source-only", "--quiet", "--html", page);
        Assert.True(run.ExitCode == 1, run.Output);

        ProcessOutcome whole = await Browser.DumpAsync(new Uri(page).AbsoluteUri);
        ProcessOutcome one = await Browser.DumpAsync(new Uri(page).AbsoluteUri + "?rule=PSAFE701");

        Assert.DoesNotContain("CONSOLE", whole.Output + one.Output, StringComparison.Ordinal);
        Assert.Contains("49 shown", whole.Output, StringComparison.Ordinal);
        Assert.Contains("class=\"path\"", whole.Output, StringComparison.Ordinal);
        Assert.Contains(">1 shown", one.Output, StringComparison.Ordinal);

        // Each line of code stands below the one before.
        string measured = _folder.Combine("measured.html");
        await File.WriteAllTextAsync(
            measured,
            (await File.ReadAllTextAsync(page)).Replace("</body>", MeasureLines + "</body>", StringComparison.Ordinal));
        ProcessOutcome layout = await Browser.DumpAsync(new Uri(measured).AbsoluteUri);
        Assert.Contains("data-lines=\"in order\"", layout.Output, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE") is not null)
        {
            await Browser.PhotographAsync(
                new Uri(page).AbsoluteUri + "?text=BufferPool",
                Path.Combine(PackageFixture.Repository, "docs", "images", "page.png"));
        }
    }

    [Fact]
    public async Task Projects_WithSeveralFrameworks_OrAPackageThatIsNotThere_AreScanned()
    {
        _folder.Write("code/Multi/Multi.csproj", ProjectOf("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>"));
        _folder.Write("code/Multi/Git.cs", Hazard);
        _folder.Write("code/Lost/Lost.csproj", ProjectOf(
            "<TargetFramework>net10.0</TargetFramework>",
            """<PackageReference Include="No.Such.Package" Version="1.0.0" />"""));
        _folder.Write("code/Lost/Git.cs", Hazard);
        _folder.Write("code/Broken/Broken.csproj", "<Project>");

        ProcessOutcome run = await RunAsync("scan", _folder.Combine("code"));

        Assert.True(run.ExitCode == 2, run.Output);
        Assert.Contains("Lost/Git.cs:8:9 warning PSAFE701", run.Output, StringComparison.Ordinal);
        Assert.Contains("Multi/Git.cs:8:9 warning PSAFE701", run.Output, StringComparison.Ordinal);
        Assert.Contains("Multi/Multi.csproj (net10.0)", run.Output, StringComparison.Ordinal);
        Assert.Contains("Multi/Multi.csproj (netstandard2.0)", run.Output, StringComparison.Ordinal);
        Assert.Contains("error: Broken/Broken.csproj was not scanned", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlC_EndsIt_AndLeavesNoFile()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _folder.Write("many/Many.csproj", ProjectOf("<TargetFramework>net10.0</TargetFramework>"));
        foreach (int number in Enumerable.Range(0, 1500))
        {
            _folder.Write($"many/Git{number}.cs", Hazard.Replace("Git", $"Git{number}", StringComparison.Ordinal));
        }

        // A shell's background job ignores this one, and hands that down to its children.
        string[] scan = ["scan", _folder.Combine("many"), "--source-only", "--sarif", _folder.Combine("many.sarif")];
        ProcessStartInfo start = OperatingSystem.IsLinux()
            ? new("env", ["--default-signal=INT", tool.Program, .. scan])
            : new(tool.Program, scan);
        long begin = 0;
        ProcessOutcome run = await BoundedProcess.RunAsync(start, Limit, "Scanning", () => begin = Stopwatch.GetTimestamp());

        Assert.True(run.ExitCode == 130, run.Output);
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.sarif*"));
    }

    private static string ProjectOf(string properties, string items = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>{properties}<Nullable>enable</Nullable><LangVersion>latest</LangVersion></PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """;

    private Task<ProcessOutcome> RunAsync(params string[] arguments) =>
        BoundedProcess.RunAsync(
            BoundedProcess.OutOfThisBuild(new ProcessStartInfo(tool.Program, arguments) { WorkingDirectory = package.Sources }),
            Limit);

    private static IEnumerable<string> Findings(ProcessOutcome run) => run.Lines
        .Select(static line => line.Split('\t'))
        .Where(static cells => cells.Length >= 6)
        .Select(static cells => $"{cells[0]} {Path.GetFileName(cells[2])}:{cells[3]}");

    private static string FirstFinding(ProcessOutcome run) =>
        run.Lines.First(static line => line.Contains(" warning PSAFE", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<file>[^/\\]+)\((?<line>\d+),\d+\): warning (?<id>PSAFE\d+):")]
    private static partial Regex Warning();
}

/// <summary>The tool, installed once into a throw-away folder.</summary>
public sealed class ToolFixture(PackageFixture package) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Program => _folder.Combine("tool", OperatingSystem.IsWindows() ? "processsafety.exe" : "processsafety");

    public async Task InitializeAsync()
    {
        ProcessOutcome installed = await BoundedProcess.DotnetAsync(
            _folder.Path,
            _folder.Combine("packages"),
            "tool", "install", "ProcessSafety.Scan", "--version", PackageFixture.Version, "--tool-path", "tool", "--source", package.Feed);
        Assert.True(installed.ExitCode == 0, installed.Output);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
