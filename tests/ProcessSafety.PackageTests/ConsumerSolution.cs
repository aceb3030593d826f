using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>A solution of console projects outside the repository that knows no package source but the packed package's.</summary>
internal sealed class ConsumerSolution : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PackageFixture _package;

    public ConsumerSolution(PackageFixture package, params string[] projects)
    {
        _package = package;
        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
        _folder.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <ErrorLog>$(MSBuildProjectDirectory)/findings.sarif,version=2.1</ErrorLog>
              </PropertyGroup>
            </Project>
            """);
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write(
            "Consumer.slnx",
            $"<Solution>{string.Concat(projects.Select(static name => $"""<Project Path="{name}/{name}.csproj" />"""))}</Solution>");
        EditorConfig("");
    }

    /// <summary>Lets the solution restore from the sources of this machine too: targeting packs are no part of the package.</summary>
    public void AllowOtherSources() => _folder.Write("nuget.config", $"""
        <configuration>
          <packageSources>
            <add key="packed" value="{_package.Feed}" />
          </packageSources>
        </configuration>
        """);

    public void EditorConfig(string lines) => _folder.Write(".editorconfig", $"root = true\n[*.cs]\n{lines}\n");

    /// <summary>Adds a console project, with the package installed or still without it, and with further MSBuild properties.</summary>
    public void Project(string name, string program, bool installed = true, string framework = "net10.0", string properties = "")
    {
        string package = $"""<PackageReference Include="{PackageFixture.Id}" Version="{PackageFixture.Version}" PrivateAssets="all" />""";
        Write(name, "Program.cs", program);
        Write(name, $"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup>{(installed ? package : "")}</ItemGroup>
            </Project>
            """);
    }

    public void Write(string project, string file, string content) => _folder.Write($"{project}/{file}", content);

    public string Read(string project, string file) => File.ReadAllText(_folder.Combine(project, file));

    /// <summary>Installs the package as the README says.</summary>
    public async Task InstallAsync(string project)
    {
        ProcessOutcome installed = await BoundedProcess.DotnetAsync(
            _folder.Combine(project),
            _package.InstalledPackages,
            "add",
            "package",
            PackageFixture.Id);
        Assert.True(installed.ExitCode == 0, installed.Output);
    }

    /// <summary>Compiles everything anew.</summary>
    public Task<ProcessOutcome> BuildAsync(params string[] arguments) =>
        BoundedProcess.DotnetAsync(_folder.Path, _package.InstalledPackages, ["build", "--no-incremental", .. arguments]);

    /// <summary>Fix All of each rule in turn.</summary>
    public Task<ProcessOutcome> FormatAsync(params string[] ids) =>
        BoundedProcess.DotnetAsync(
            _folder.Path,
            _package.InstalledPackages,
            ["format", "analyzers", "Consumer.slnx", "--severity", "info", "--no-restore", "--diagnostics", .. ids]);

    public SarifLog Log(string project, string file = "findings.sarif") => SarifLog.Read(_folder.Combine(project, file));

    public Task<ProcessOutcome> RunAsync(string project, TimeSpan limit) =>
        BoundedProcess.RunAsync(new ProcessStartInfo(_folder.Combine(project, "bin", "Debug", "net10.0", project)), limit);

    public void Dispose() => _folder.Dispose();
}
