using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.PackageTests;

/// <summary>The package in projects of other frameworks, and in those that are told of packages in other ways.</summary>
[Collection(BuildCollection.Name)]
public sealed class FrameworkTests(PackageFixture package)
{
    private const string Library = "<OutputType>Library</OutputType>";

    /// <summary>In the language of 2018, which .NET Framework has.</summary>
    private const string Program = """
        using System.Collections.Generic;

        internal sealed class Handle
        {
            private static readonly Stack<long> s_free = new Stack<long>();
            private readonly long _value;

            internal Handle(long value) { _value = value; }

            ~Handle() { s_free.Push(_value); }

            internal static long Reuse() { return s_free.Pop(); }
        }
        """;

    [Fact]
    public async Task EachFrameworkReportsTheSame_AndHasItsOwnLog()
    {
        string[] projects = ["Framework", "Standard", "Net8", "Many", "Central"];
        using ConsumerSolution solution = new(package, projects);
        solution.AllowOtherSources();
        solution.Project(
            "Framework", Program, framework: "net472", properties: $"{Library}<LangVersion>7.3</LangVersion><Nullable>disable</Nullable>");
        solution.Write("Framework", "Directory.Build.targets", """
            <Project>
              <ItemGroup>
                <PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        solution.Project("Standard", Program, framework: "netstandard2.0", properties: $"{Library}<Nullable>disable</Nullable>");
        solution.Project("Net8", Program, framework: "net8.0", properties: Library);
        solution.Project(
            "Many",
            Program,
            framework: "",
            properties: $"{Library}<TargetFrameworks>net10.0;net8.0</TargetFrameworks><ProcessSafetySarif>true</ProcessSafetySarif>");
        solution.Write("Many", "Directory.Build.props", "<Project />");
        solution.Project("Central", Program, installed: false, properties: Library);
        solution.Write("Central", "Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="{PackageFixture.Id}" Version="{PackageFixture.Version}" /></ItemGroup>
            </Project>
            """);

        ProcessOutcome build = await solution.BuildAsync();

        Assert.True(build.ExitCode == 0, build.Output);
        (string Project, string Log)[] logs =
        [
            .. projects.Where(static project => project != "Many").Select(static project => (project, "findings.sarif")),
            ("Many", Path.Combine("artifacts", "sarif", "Many.net10.0.sarif")),
            ("Many", Path.Combine("artifacts", "sarif", "Many.net8.0.sarif")),
        ];
        Assert.All(logs, log => Assert.Equal(
            ["PSAFE204"],
            solution.Log(log.Project, log.Log).Findings.Select(static finding => finding.Id).Where(IsOurs)));
    }

    /// <summary>An old project file, to which NuGet adds two imports and install.ps1 the analyzers.</summary>
    [Fact]
    public async Task PackagesConfig_ReportsTheSame_WithAPreset()
    {
        using TemporaryFolder folder = new();
        string installed = folder.Combine($"packages/{PackageFixture.Id}.{PackageFixture.Version}");
        ZipFile.ExtractToDirectory(package.PackageFile, installed);
        string framework = typeof(FrameworkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static attribute => attribute.Key == "NetFrameworkReferences").Value!;
        IEnumerable<string> analyzers = Directory.GetFiles(Path.Combine(installed, "analyzers", "dotnet", "roslyn4.5", "cs"), "*.dll")
            .Select(static file => $"<Analyzer Include=\"{file}\" />");
        folder.Write("Program.cs", Program);
        folder.Write("Old.csproj", $"""
            <Project ToolsVersion="15.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <Import Project="{installed}/build/{PackageFixture.Id}.props" />
              <PropertyGroup>
                <OutputType>Library</OutputType>
                <AssemblyName>Old</AssemblyName>
                <TargetFrameworkVersion>v4.7.2</TargetFrameworkVersion>
                <FrameworkPathOverride>{framework}</FrameworkPathOverride>
                <OutputPath>bin/</OutputPath>
                <LangVersion>7.3</LangVersion>
                <ProcessSafetyPreset>strict</ProcessSafetyPreset>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="Program.cs" />
                <Reference Include="System" />
                {string.Concat(analyzers)}
              </ItemGroup>
              <Import Project="$(MSBuildToolsPath)/Microsoft.CSharp.targets" />
              <Import Project="{installed}/build/{PackageFixture.Id}.targets" />
            </Project>
            """);

        ProcessOutcome build = await BoundedProcess.DotnetAsync(folder.Path, packages: null, "msbuild", "Old.csproj", "-t:Build");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("Program.cs(10,17): error PSAFE204", build.Output);
    }

    private static bool IsOurs(string id) => id.StartsWith("PSAFE", StringComparison.Ordinal);
}
