using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>
/// What a project has of the rules on a child's streams: their fixes through the command that applies them, and peace with the
/// advice of other packages.
/// </summary>
[Collection(FormatCollection.Name)]
public sealed class ProcessIOTests(PackageFixture package)
{
    /// <summary>The forms that redirect the output alone.</summary>
    private static readonly int[] OutputOnly = [1, 4, 7, 8, 10, 11, 12, 13];

    private static readonly string[] Advice = ["CA1849", "VSTHRD103", "AsyncFixer02", "MA0042"];

    [Fact]
    public async Task DotnetFormat_RepairsEachForm_AndEachEndsWithItsWholeOutput()
    {
        using ConsumerSolution solution = new(package, "App");
        solution.Project("App", ProcessIOPrograms.TwentyForms);

        ProcessOutcome build = await solution.BuildAsync();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(13, solution.Log("App").Findings.Count(static finding => finding.Id == "PSAFE701"));
        Assert.Equal(9, solution.Log("App").Findings.Count(static finding => finding.Id == "PSAFE702"));

        foreach (string id in new[] { "PSAFE701", "PSAFE702" })
        {
            ProcessOutcome format = await solution.FormatAsync(id);
            Assert.True(format.ExitCode == 0, format.Output);
        }

        ProcessOutcome rebuild = await solution.BuildAsync("--no-restore");
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.DoesNotContain("PSAFE", rebuild.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning CS", rebuild.Output, StringComparison.Ordinal);

        ProcessOutcome run = await solution.RunAsync("App", TimeSpan.FromSeconds(120));
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            Enumerable.Range(1, 22).Select(static number => $"{number} 200000 {(OutputOnly.Contains(number) ? 0 : 200000)}"),
            run.Lines.Select(static line => line.TrimStart('e')).Where(static line => line.Length > 0));
    }

    /// <summary>The other packages advise to await the wait; where that hangs as well, only PSAFE701 speaks.</summary>
    [Fact]
    public async Task AdviceOfOtherPackages_IsSilent_WhereTheWaitIsReported()
    {
        using TemporaryFolder folder = new();
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write("Directory.Build.targets", "<Project />");
        folder.Write(
            ".editorconfig",
            "root = true\n[*.cs]\n" + string.Concat(Advice.Select(static id => $"dotnet_diagnostic.{id}.severity = warning\n")));
        folder.Write("App.cs", ProcessIOPrograms.TwoWaits);
        folder.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ErrorLog>$(MSBuildProjectDirectory)/findings.sarif,version=2.1</ErrorLog>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{PackageFixture.Id}" Version="{PackageFixture.Version}" PrivateAssets="all" />
                <PackageReference Include="Microsoft.VisualStudio.Threading.Analyzers" Version="18.12.1" PrivateAssets="all" />
                <PackageReference Include="Meziantou.Analyzer" Version="3.0.321" PrivateAssets="all" />
                <PackageReference Include="AsyncFixer" Version="2.1.0" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);

        ProcessOutcome build = await BoundedProcess.DotnetAsync(folder.Path, package.InstalledPackages, "build");

        Assert.True(build.ExitCode == 0, build.Output);
        Finding[] findings = [.. SarifLog.Read(Path.Combine(folder.Path, "findings.sarif")).Findings
            .Where(static finding => finding.Id == "PSAFE701" || Advice.Contains(finding.Id))];
        Assert.Equal("PSAFE701", Assert.Single(findings, static finding => finding.Line == 9).Id);
        Assert.Superset(
            Advice.ToHashSet(),
            findings.Where(static finding => finding.Line == 16).Select(static finding => finding.Id).ToHashSet());
    }
}
