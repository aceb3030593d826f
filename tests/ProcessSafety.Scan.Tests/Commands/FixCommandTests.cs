using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.Scan.Tests.Commands;

public sealed class FixCommandTests
{
    /// <summary>Its fix is a review one.</summary>
    private const string ExitCode = """
        using System.Diagnostics;

        public static class Git
        {
            public static int Fetch()
            {
                using Process git = Process.Start("git", "fetch");
                git.WaitForExit(5000);
                return git.ExitCode;
            }
        }
        """;

    [Fact]
    public async Task SafeFix_IsShown_AndApplied()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        ToolRun run = await FixAsync(folder, "", "--yes");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("-        return git.StandardOutput.ReadToEnd();", run.Output, StringComparison.Ordinal);
        Assert.Contains("ReadToEndAsync()", folder.Read("App/Git.cs"), StringComparison.Ordinal);
        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);
    }

    [Theory]
    [InlineData("y\n", true, 0)]
    [InlineData("Yes\n", true, 0)]
    [InlineData("n\n", false, 1)]
    [InlineData("\n", false, 1)]
    [InlineData("", false, 1)]
    public async Task WithoutYes_AUserIsAsked(string answer, bool isWritten, int exitCode)
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        ToolRun run = await FixAsync(folder, answer);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("Change 1 file? [y/N]", run.Messages, StringComparison.Ordinal);
        Assert.Equal(isWritten, folder.Read("App/Git.cs") != SourceFolder.Waits);
    }

    [Fact]
    public async Task ReviewFix_IsAppliedOnlyToANamedRule()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", ExitCode));

        ToolRun all = await FixAsync(folder, "", "--yes");
        Assert.Equal((0, ExitCode), (all.ExitCode, folder.Read("App/Git.cs")));
        Assert.Contains("There is nothing to fix.", all.Messages, StringComparison.Ordinal);

        ToolRun named = await FixAsync(folder, "", "--yes", "--ids", "PSAFE710");
        Assert.Equal(0, named.ExitCode);
        Assert.Contains("(review)", named.Output, StringComparison.Ordinal);
        Assert.Contains("Kill(entireProcessTree: true)", folder.Read("App/Git.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HiddenFinding_IsFixedOnlyForANamedRule()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PSAFE701.severity = silent\n");

        await FixAsync(folder, "", "--yes");
        Assert.Equal(SourceFolder.Waits, folder.Read("App/Git.cs"));

        await FixAsync(folder, "", "--yes", "--ids", "PSAFE701");
        Assert.Contains("ReadToEndAsync()", folder.Read("App/Git.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherRules_AreLeftAlone()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));

        ToolRun run = await FixAsync(folder, "", "--yes", "--ids", "PSAFE3");

        Assert.Equal((0, SourceFolder.Waits), (run.ExitCode, folder.Read("App/Git.cs")));
    }

    [Fact]
    public async Task AllPlaces_OfAProject_AreFixed()
    {
        using SourceFolder folder = SourceFolder.OfProject(
            ("Git.cs", SourceFolder.Waits),
            ("Other.cs", SourceFolder.Waits.Replace("class Git", "class Other", StringComparison.Ordinal)));

        await FixAsync(folder, "", "--yes");

        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);
    }

    [Fact]
    public async Task FileOfTwoProjects_IsFixedOnce()
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", SourceFolder.Waits));
        folder.Write("Other/Other.csproj", SourceFolder.Library.Replace(
            "</Project>",
            """<ItemGroup><Compile Include="../App/Git.cs" /></ItemGroup></Project>""",
            StringComparison.Ordinal));

        ToolRun run = await FixAsync(folder, "", "--yes");

        Assert.Contains("1 file written.", run.Messages, StringComparison.Ordinal);
        Assert.Single(folder.Read("App/Git.cs").Split("ReadToEndAsync()")[1..]);
        Assert.Empty((await Tool.ScanAsync(folder.Path)).Findings);
    }

    [Theory]
    [InlineData(true, "\r\n")]
    [InlineData(true, "\n")]
    [InlineData(false, "\r\n")]
    public async Task Encoding_AndLineEnds_Stay(bool hasMark, string lineEnd)
    {
        using SourceFolder folder = SourceFolder.OfProject(("Git.cs", ""));
        UTF8Encoding encoding = new(hasMark);
        string text = SourceFolder.Waits.Replace("\"log\"", "\"log äöü\"", StringComparison.Ordinal).ReplaceLineEndings(lineEnd);
        await File.WriteAllTextAsync(folder["App/Git.cs"], text, encoding);

        await FixAsync(folder, "", "--yes");

        byte[] bytes = await File.ReadAllBytesAsync(folder["App/Git.cs"]);
        Assert.Equal(hasMark, bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        string written = folder.Read("App/Git.cs");
        Assert.Contains("ReadToEndAsync()", written, StringComparison.Ordinal);
        Assert.Contains("äöü", written, StringComparison.Ordinal);
        Assert.Equal(written.ReplaceLineEndings(lineEnd), written);
    }

    private static Task<ToolRun> FixAsync(SourceFolder folder, string input, params string[] options) =>
        Tool.RunAsync(input, ["fix", folder.Path, "--source-only", "--quiet", .. options]);
}
