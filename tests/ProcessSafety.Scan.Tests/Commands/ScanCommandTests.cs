using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.Scan.Tests.Commands;

public sealed class ScanCommandTests
{
    private const string Finding = "PSAFE701 App/Git.cs:9";

    [Fact]
    public async Task Hazard_IsPrintedWithItsLine_AndFails()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        ToolRun run = await Tool.RunAsync("scan", folder.Path, "--source-only");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.StartsWith("App/Git.cs:9:9 warning PSAFE701 'git.WaitForExit()' waits while ", run.Output, StringComparison.Ordinal);
        Assert.Contains("9 │ git.WaitForExit();", run.Output, StringComparison.Ordinal);
        Assert.Contains("PSAFE701  Waiting for exit before reading output can deadlock", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 finding (1 warning); 1 project, 1 file, 12 lines\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 project, 12 of 12 lines, 1 finding", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallPath_IsATree()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Handle.cs", SourceFolder.Locks));

        ToolRun run = await Tool.RunAsync("scan", folder.Path, "--source-only", "--quiet");

        Assert.Contains(
            """
                    leads to
                    └── Drop  Handle.Free, line 16
                        └── lock (s_gate)  Handle.Drop, line 20
            """,
            run.Output,
            StringComparison.Ordinal);
        Assert.Empty(run.Messages);
    }

    [Fact]
    public async Task CleanCode_IsClean()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Empty.cs", "public static class Empty;"));

        ToolRun run = await Tool.ScanAsync(folder.Path);

        Assert.True(run is { ExitCode: 0, Output: "" }, run.ToString());
    }

    [Theory]
    [InlineData("dotnet_diagnostic.PSAFE701.severity = none", "", 0)]
    [InlineData("dotnet_diagnostic.PSAFE701.severity = suggestion", "", 0)]
    [InlineData("dotnet_diagnostic.PSAFE701.severity = suggestion", Finding, 0, "--severity", "info")]
    [InlineData("dotnet_diagnostic.PSAFE701.severity = suggestion", Finding, 1, "--severity", "info", "--fail-on", "info")]
    [InlineData("dotnet_diagnostic.PSAFE701.severity = error", Finding, 1, "--severity", "error", "--fail-on", "error")]
    [InlineData("dotnet_diagnostic.PSAFE701.severity = warning", Finding, 0, "--fail-on", "error")]
    [InlineData("dotnet_analyzer_diagnostic.category-ProcessSafety.ProcessIO.severity = none", "", 0)]
    [InlineData("process_safety.quiet_commands = git", "", 0)]
    public async Task EditorConfig_Holds(string line, string expected, int exitCode, params string[] options)
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write(".editorconfig", $"root = true\n[*.cs]\n{line}\n");

        ToolRun run = await Tool.ScanAsync(folder.Path, options);

        Assert.Equal((exitCode, expected), (run.ExitCode, string.Join(' ', run.Findings)));
    }

    [Theory]
    [InlineData("<NoWarn>$(NoWarn);PSAFE701</NoWarn>", "")]
    [InlineData("<NoWarn>$(NoWarn);PSAFE702</NoWarn>", "Warning")]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "Error")]
    [InlineData("<WarningsAsErrors>PSAFE701</WarningsAsErrors>", "Error")]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>PSAFE701</WarningsNotAsErrors>", "Warning")]
    [InlineData("<ProcessSafetyPreset>None</ProcessSafetyPreset>", "")]
    [InlineData("<ProcessSafetyPreset>strict</ProcessSafetyPreset>", "Error")]
    public async Task Project_SaysTheSeverity(string property, string severity)
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        WriteProperty(folder, property);

        ToolRun run = await Tool.ScanAsync(folder.Path);

        Assert.Equal(severity, string.Join(' ', run.Lines.Select(static line => line.Split('\t')[1])));
    }

    [Fact]
    public async Task Preset_OfTheCommandLine_WinsOverThatOfTheProject()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        WriteProperty(folder, "<ProcessSafetyPreset>none</ProcessSafetyPreset>");

        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);
        Assert.Equal([Finding], (await Tool.ScanAsync(folder.Path, "--preset", "Recommended")).Findings);
    }

    [Fact]
    public async Task UnknownPreset_OfAProject_IsAFinding()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        WriteProperty(folder, "<ProcessSafetyPreset>strikt</ProcessSafetyPreset>");

        ToolRun run = await Tool.RunAsync("scan", folder.Path, "--source-only", "--quiet");

        Assert.Contains("did you mean", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ApiFile_NextToTheProject_IsRead()
    {
        using SourceFolder folder = SourceFolder.OfProject(
            ("Pool.cs", """
                using System;

                public static class Pool
                {
                    public static void Elsewhere(Action work) => work();
                }

                public static class User
                {
                    public static void Use(string text) => Pool.Elsewhere(() => Console.WriteLine(text));
                }
                """));
        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);

        folder.Write("App/ProcessSafety.Apis.txt", "recreates M:Pool.Elsewhere\n");

        ToolRun run = await Tool.ScanAsync(folder.Path);
        Assert.Equal(["PSAFE101 App/Pool.cs:10"], run.Findings);
    }

    [Fact]
    public async Task WrongLine_OfAnApiFile_IsReportedThere()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Empty.cs", "public static class Empty;"));
        folder.Write("App/ProcessSafety.Apis.Own.txt", "# ours\nrecreates M:Nothing.Here\n");

        Assert.Equal(["PSAFE001 App/ProcessSafety.Apis.Own.txt:2"], (await Tool.ScanAsync(folder.Path)).Findings);
    }

    [Theory]
    [InlineData("PSAFE7", true)]
    [InlineData("psafe701,PSAFE301", true)]
    [InlineData("PSAFE301", false)]
    public async Task Ids_Select(string ids, bool isFound)
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        Assert.Equal(isFound, (await Tool.ScanAsync(folder.Path, "--ids", ids)).Findings.Contains(Finding));
    }

    [Fact]
    public async Task PragmaInSource_Holds()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", "#pragma warning disable PSAFE701\n" + SourceFolder.Waits));

        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);
    }

    [Fact]
    public async Task FileOfTwoProjects_IsReportedOnce()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("Other/Other.csproj", SourceFolder.Library.Replace(
            "</Project>",
            """<ItemGroup><Compile Include="../App/Git.cs" /></ItemGroup></Project>""",
            StringComparison.Ordinal));

        ToolRun run = await Tool.RunAsync("scan", folder.Path, "--source-only", "--quiet");

        Assert.Contains("\n1 finding (1 warning); 2 projects, 1 file", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Lines, static line => line.StartsWith("App/App.csproj", StringComparison.Ordinal));
        Assert.Single(run.Lines, static line => line.StartsWith("Other/Other.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BrokenProject_IsNamed_AndTheOthersAreScanned()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("Broken/Broken.csproj", "<Project");
        folder.Write("Strange/Strange.csproj", "<Strange />");

        ToolRun run = await Tool.ScanAsync(folder.Path);

        Assert.Equal((2, Finding), (run.ExitCode, Assert.Single(run.Findings)));
        Assert.Contains("error: Broken/Broken.csproj was not scanned", run.Messages, StringComparison.Ordinal);
        Assert.Contains("error: Strange/Strange.csproj was not scanned: it is no project file", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_AreTogetherTheWhole()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("Two/Two.csproj", SourceFolder.Library);
        folder.Write("Two/Git.cs", SourceFolder.Waits);
        folder.Write("Three/Three.csproj", SourceFolder.Library);
        folder.Write("Three/Git.cs", SourceFolder.Waits);

        string[] first = (await Tool.ScanAsync(folder.Path, "--shard", "1/2")).Findings;
        string[] second = (await Tool.ScanAsync(folder.Path, "--shard", "2/2")).Findings;
        string[] whole = (await Tool.ScanAsync(folder.Path)).Findings;

        Assert.Equal((2, 1, 3), (first.Length, second.Length, whole.Length));
        Assert.Equal(whole, first.Concat(second).Order(StringComparer.Ordinal));
        Assert.Empty((await Tool.ScanAsync(folder.Path, "--shard", "4/4")).Findings);
    }

    [Fact]
    public async Task Project_SelectsByPath()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        Assert.Equal([Finding], (await Tool.ScanAsync(folder.Path, "--project", "app/")).Findings);
        Assert.Empty((await Tool.ScanAsync(folder.Path, "--project", "lib/")).Findings);
    }

    [Theory]
    [InlineData("scan", "no-such-folder")]
    [InlineData("scan", ".", "--shard", "3/2")]
    [InlineData("scan", ".", "--ids", "CA1001")]
    [InlineData("scan", ".", "--severity", "loud")]
    [InlineData("scan", ".", "--preset", "strikt")]
    [InlineData("scan", ".", "--property", "NAME")]
    [InlineData("scan", ".", "--no-such-option")]
    [InlineData("scan", ".", "--baseline", "no-such-file.json")]
    [InlineData("scan", ".", "--references", "no-such-folder")]
    [InlineData("no-such-command")]
    [InlineData]
    [InlineData("explain", "PSAFE000")]
    public async Task WhatCannotBeMeant_IsToldOnOneLine(params string[] args)
    {
        ToolRun run = await Tool.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("error: ", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderWithoutSource_IsToldSo()
    {
        using SourceFolder folder = new();

        ToolRun run = await Tool.ScanAsync(folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no C# file", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ThatCannotBeWritten_IsToldSo()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("taken", "");

        ToolRun run = await Tool.ScanAsync(folder.Path, "--sarif", folder["taken/log.sarif"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot be written", run.Messages, StringComparison.Ordinal);
        Assert.Equal(["App", "taken"], folder.Entries());
    }

    private static void WriteProperty(SourceFolder folder, string property) =>
        folder.Write("Directory.Build.props", $"<Project><PropertyGroup>{property}</PropertyGroup></Project>");
}
