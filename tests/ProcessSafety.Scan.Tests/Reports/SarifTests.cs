using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using NJsonSchema;
using Xunit;

namespace ProcessSafety.Scan.Tests.Reports;

public sealed class SarifTests
{
    [Fact]
    public async Task Log_PassesTheSchema_WithEverythingInIt()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));
        await Tool.RunAsync("baseline", folder.Path, "--source-only", "--quiet", "--output", folder["kept.json"]);
        folder.Write("App/Git.cs", SourceFolder.Waits.Replace("Log()", "History()", StringComparison.Ordinal));
        folder.Write("Broken/Broken.csproj", "<Project");

        JsonNode run = await ScanAsync(folder, "--baseline", folder["kept.json"]);

        await AssertValidAsync(folder.Read("log.sarif"));
        Assert.Equal(
            ["PSAFE701 new", "PSAFE202 unchanged", "PSAFE701 absent"],
            Results(run).Select(static result => $"{result["ruleId"]} {result["baselineState"]}"));
        Assert.False(run["invocations"]![0]!["executionSuccessful"]!.GetValue<bool>());
        Assert.StartsWith(
            "Broken/Broken.csproj was not scanned: ",
            run["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]!.ToString(),
            StringComparison.Ordinal);
        Assert.EndsWith("/docs/rules/PSAFE701.md", run["tool"]!["driver"]!["rules"]![1]!["helpUri"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallPath_IsACodeFlow_WithEachStep()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Handle.cs", SourceFolder.Locks));

        JsonNode result = Assert.Single(Results(await ScanAsync(folder)));

        JsonArray steps = result["codeFlows"]![0]!["threadFlows"]![0]!["locations"]!.AsArray();
        Assert.Equal(
            ["6 ~Handle() => Free();", "16 Drop", "20 lock (s_gate)"],
            steps.Select(static step => step!["location"]!).Select(static location =>
                $"{location["physicalLocation"]!["region"]!["startLine"]} {location["message"]!["text"]}"));
        Assert.All(steps, static step => Assert.Equal(
            """{"uri":"App/Handle.cs","uriBaseId":"SOURCES"}""",
            step!["location"]!["physicalLocation"]!["artifactLocation"]!.ToJsonString()));
    }

    [Fact]
    public async Task Fix_GivesTheFixedProgram()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        JsonNode fix = Assert.Single(Results(await ScanAsync(folder)))["fixes"]![0]!;

        string[] lines = SourceFolder.Waits.Split('\n');
        string text = SourceFolder.Waits;
        foreach (JsonNode? replacement in fix["artifactChanges"]![0]!["replacements"]!.AsArray().Reverse())
        {
            JsonNode region = replacement!["deletedRegion"]!;
            int start = Offset(lines, region["startLine"]!, region["startColumn"]!);
            int end = Offset(lines, region["endLine"]!, region["endColumn"]!);
            text = text[..start] + replacement["insertedContent"]!["text"]! + text[end..];
        }

        folder.Write("App/Git.cs", text);
        Assert.Contains("ReadToEndAsync()", text, StringComparison.Ordinal);
        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);
    }

    [Fact]
    public async Task PlaceOutsideOfThePath_IsARelatedLocation()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Journal.cs", """
            using System.Threading;

            public static class Journal
            {
                public static void Write()
                {
                    using var turn = new Mutex(false, @"Global\Journal");
                    turn.WaitOne(500);
                    try
                    {
                        System.IO.File.AppendAllText("journal", "line");
                    }
                    finally
                    {
                        turn.ReleaseMutex();
                    }
                }
            }
            """));

        JsonNode result = Assert.Single(Results(await ScanAsync(folder, "--ids", "PSAFE312")));

        Assert.Null(result["codeFlows"]);
        Assert.Equal("turn.ReleaseMutex();", Assert.Single(result["relatedLocations"]!.AsArray())!["message"]!["text"]!.ToString());
    }

    [Fact]
    public async Task LogsOfAllShards_MergeIntoThatOfTheWhole()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("Two/Two.csproj", SourceFolder.Library.Replace(
            "</Project>",
            """<ItemGroup><Compile Include="../App/Git.cs" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        folder.Write("Two/Handle.cs", SourceFolder.Locks);
        folder.Write("Three/Three.csproj", SourceFolder.Library);
        folder.Write("Three/Git.cs", SourceFolder.Waits);
        await Tool.RunAsync("baseline", folder.Path, "--source-only", "--quiet", "--output", folder["kept.json"]);
        folder.Write("Three/Git.cs", SourceFolder.Locks.Replace("Handle", "Other", StringComparison.Ordinal));
        string[] options = ["--source-only", "--quiet", "--baseline", folder["kept.json"], "--sarif"];

        await Tool.RunAsync(["scan", folder.Path, .. options, folder["whole.sarif"]]);
        await Tool.RunAsync(["scan", folder.Path, "--shard", "1/2", .. options, folder["one.sarif"]]);
        await Tool.RunAsync(["scan", folder.Path, "--shard", "2/2", .. options, folder["two.sarif"]]);
        ToolRun merge = await Tool.RunAsync("merge", folder["two.sarif"], folder["one.sarif"], "--output", folder["merged.sarif"]);

        Assert.True(merge.ExitCode == 0, merge.ToString());
        Assert.NotEqual(folder.Read("whole.sarif"), folder.Read("one.sarif"));
        Assert.Equal(folder.Read("whole.sarif"), folder.Read("merged.sarif"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "version": "2.0.0", "runs": [] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "csc", "rules": [] } }, "results": [] } ] }""")]
    public async Task BrokenLog_IsAnError_AndNothingIsWritten(string text)
    {
        using SourceFolder folder = new();
        folder.Write("broken.sarif", text);

        ToolRun run = await Tool.RunAsync("merge", folder["broken.sarif"], "--output", folder["merged.sarif"]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: '", run.Messages, StringComparison.Ordinal);
        Assert.Equal(["broken.sarif"], folder.Entries());
    }

    private static async Task<JsonNode> ScanAsync(SourceFolder folder, params string[] options)
    {
        await Tool.ScanAsync(folder.Path, ["--sarif", folder["log.sarif"], .. options]);
        await AssertValidAsync(folder.Read("log.sarif"));
        return JsonNode.Parse(folder.Read("log.sarif"))!["runs"]![0]!;
    }

    private static async Task AssertValidAsync(string log)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Reports", "sarif-schema-2.1.0.json")));
        Assert.Empty(schema.Validate(log).Select(static fault => fault.ToString()));
    }

    private static IEnumerable<JsonNode> Results(JsonNode run) => run["results"]!.AsArray().OfType<JsonNode>();

    private static int Offset(string[] lines, JsonNode line, JsonNode column) =>
        lines.Take(line.GetValue<int>() - 1).Sum(static before => before.Length + 1) + column.GetValue<int>() - 1;
}
