using System;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.Scan.Tests.Commands;

public sealed class BaselineCommandTests
{
    [Fact]
    public async Task WhatIsInIt_DoesNotFail_AndWhatIsNewDoes()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));
        await WriteAsync(folder);
        Assert.Equal(0, (await ScanAsync(folder)).ExitCode);

        folder.Write("App/Other.cs", SourceFolder.Waits.Replace("class Git", "class Other", StringComparison.Ordinal));

        ToolRun run = await ScanAsync(folder);
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.StartsWith("App/Other.cs:9:9 warning PSAFE701", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("App/Git.cs", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 new finding (1 warning); 2 findings in the baseline, 0 of it gone", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MovedLines_AndOtherIndentation_ChangeNothing()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));
        await WriteAsync(folder);

        folder.Write("App/Git.cs", "// one\n// two\n" + SourceFolder.Waits.Replace("        ", "\t\t", StringComparison.Ordinal));
        folder.Write("App/Handle.cs", SourceFolder.Locks.Replace(
            "    private static void Free",
            "    public static int Twice() => 2 * Count();\n\n    private static void Free",
            StringComparison.Ordinal));

        Assert.Equal(0, (await ScanAsync(folder)).ExitCode);
    }

    [Fact]
    public async Task SecondOfItsKind_InTheSameMember_IsNew()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        await WriteAsync(folder);

        folder.Write("App/Git.cs", SourceFolder.Waits.Replace(
            "        return git",
            """
                    using Process again = Process.Start(start)!;
                    again.WaitForExit();
                    again.StandardOutput.ReadToEnd();
                    return git
            """,
            StringComparison.Ordinal));

        ToolRun run = await ScanAsync(folder);
        Assert.Contains("1 new finding (1 warning); 1 finding in the baseline", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsGone_IsCounted()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits), ("Handle.cs", SourceFolder.Locks));
        await WriteAsync(folder);
        folder.Write("App/Git.cs", "public static class Git;");

        ToolRun run = await ScanAsync(folder);
        Assert.StartsWith("0 new findings; 1 finding in the baseline, 1 of it gone", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SuggestionThatBecomesAWarning_IsNotNew()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PSAFE701.severity = suggestion\n");
        await WriteAsync(folder);
        folder.Write(".editorconfig", "root = true\n[*.cs]\n");

        Assert.Equal(0, (await ScanAsync(folder)).ExitCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "version": 1 }""")]
    [InlineData("""{ "version": 2, "findings": [] }""")]
    [InlineData("""{ "version": 1, "findings": [ { "id": "PSAFE701" } ] }""")]
    public async Task BrokenOne_IsAnError_AndStaysAsItIs(string text)
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("kept.json", text);

        ToolRun scan = await ScanAsync(folder);
        ToolRun write = await Tool.RunAsync("baseline", folder.Path, "--source-only", "--output", folder["kept.json"]);

        Assert.Equal((2, 2), (scan.ExitCode, write.ExitCode));
        Assert.StartsWith("error: '", scan.Messages, StringComparison.Ordinal);
        Assert.Equal(text, folder.Read("kept.json"));
        Assert.Equal(["App", "kept.json"], folder.Entries());
    }

    [Fact]
    public async Task OldBaseline_IsOverwritten()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", "public static class Git;"));
        await WriteAsync(folder);
        folder.Write("App/Git.cs", SourceFolder.Waits);
        await WriteAsync(folder);

        Assert.Contains("\"path\": \"App/Git.cs\"", folder.Read("kept.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAProjectIsBroken_NothingIsWritten()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("Broken/Broken.csproj", "<Project");

        ToolRun run = await Tool.RunAsync("baseline", folder.Path, "--source-only", "--output", folder["kept.json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["App", "Broken"], folder.Entries());
    }

    private static async Task WriteAsync(SourceFolder folder)
    {
        ToolRun run = await Tool.RunAsync("baseline", folder.Path, "--source-only", "--output", folder["kept.json"]);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static Task<ToolRun> ScanAsync(SourceFolder folder) =>
        Tool.RunAsync("scan", folder.Path, "--source-only", "--quiet", "--baseline", folder["kept.json"]);
}
