using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Progress;
using Xunit;

namespace ProcessSafety.Scan.Tests.Loading;

/// <summary>What a project becomes that is read from its sources.</summary>
public sealed class SourceLoaderTests
{
    [Theory]
    [InlineData("<OutputType>Exe</OutputType>", OutputKind.ConsoleApplication)]
    [InlineData("<OutputType>WinExe</OutputType>", OutputKind.WindowsApplication)]
    [InlineData("<OutputType>Library</OutputType>", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData("""<OutputType Condition="'$(TargetFramework)' == 'net9.0'">Exe</OutputType>""", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData("""<OutputType Condition="'$(TargetFramework)' == 'net10.0'">Exe</OutputType>""", OutputKind.ConsoleApplication)]
    [InlineData("""<OutputType Condition="Exists('no-such-file')">Exe</OutputType>""", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData(
        """<OutputType Condition="!Exists('no-such-file') and ('a' != 'b' or 'a' == 'c')">Exe</OutputType>""",
        OutputKind.ConsoleApplication)]
    [InlineData("""<A>x</A><OutputType Condition="$(A.StartsWith('x'))">Exe</OutputType>""", OutputKind.ConsoleApplication)]
    [InlineData("""<OutputType Condition="'1' &gt; '0'">Exe</OutputType>""", OutputKind.DynamicallyLinkedLibrary)]
    public async Task Properties_WithConditions(string properties, OutputKind expected)
    {
        using SourceFolder folder = new();
        folder.Write("A/A.csproj", Project(properties));
        folder.Write("A/A.cs", "");

        Assert.Equal(expected, (await CompileAsync(folder)).Options.OutputKind);
    }

    [Fact]
    public async Task Props_AboveTheFolder_Hold()
    {
        using SourceFolder folder = new();
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>");
        folder.Write("A/A.csproj", Project(""));
        folder.Write("A/A.cs", "");

        Assert.Equal(OutputKind.ConsoleApplication, (await CompileAsync(folder, "A")).Options.OutputKind);
    }

    [Fact]
    public async Task TopLevelStatements_MakeAProgram()
    {
        using SourceFolder folder = new();
        folder.Write("A/A.csproj", Project(""));
        folder.Write("A/A.cs", "return 0;");

        Assert.Equal(OutputKind.ConsoleApplication, (await CompileAsync(folder)).Options.OutputKind);
    }

    [Theory]
    [InlineData("", "A/A.cs A/Sub/B.cs")]
    [InlineData("""<Compile Remove="Sub/**" />""", "A/A.cs")]
    [InlineData("""<Compile Include="../Shared/*.cs" />""", "A/A.cs A/Sub/B.cs Shared/C.cs")]
    [InlineData("""<Compile Include="../Shared/**/*.cs" Exclude="../Shared/C.cs" />""", "A/A.cs A/Sub/B.cs")]
    [InlineData("""<Compile Remove="**/*" /><Compile Include="Sub/?.cs" />""", "A/Sub/B.cs")]
    public async Task Items_SayWhatIsCompiled(string items, string expected)
    {
        using SourceFolder folder = new();
        folder.Write("A/A.csproj", Project("", items));
        folder.Write("A/A.cs", "");
        folder.Write("A/Sub/B.cs", "");
        folder.Write("A/obj/Made.cs", "");
        folder.Write("A/Nested/Nested.csproj", Project(""));
        folder.Write("A/Nested/D.cs", "");
        folder.Write("Shared/C.cs", "");

        Compilation compilation = await CompileAsync(folder);

        IEnumerable<string> files = compilation.SyntaxTrees.Select(static tree => tree.FilePath)
            .Where(path => path.StartsWith(folder.Path, StringComparison.Ordinal))
            .Select(path => path[(folder.Path.Length + 1)..]);
        Assert.Equal(expected, string.Join(' ', files.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task References_AreFollowed_AlsoOutOfTheFolder_AndInACircle()
    {
        using SourceFolder folder = new();
        folder.Write("A/A.csproj", Project("", """<ProjectReference Include="../B/B.csproj" />"""));
        folder.Write("A/A.cs", "public class A : B { private C c = new C(); internal int Of => Secret; }");
        folder.Write("B/B.csproj", Project("", """<ProjectReference Include="../C/C.csproj" />"""));
        folder.Write("B/B.cs", "public class B { internal int Secret => 1; }");
        folder.Write("C/C.csproj", Project("", """<ProjectReference Include="../A/A.csproj" />"""));
        folder.Write("C/C.cs", "public class C { }");

        Compilation compilation = await CompileAsync(folder, "A/A.csproj");

        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("net10.0", true, "NET10_0_OR_GREATER", "NET", "A", "B")]
    [InlineData("net8.0-windows", true, "NET8_0_OR_GREATER", "WINDOWS")]
    [InlineData("netstandard2.0;net9.0", true, "NET9_0_OR_GREATER")]
    [InlineData("net9.0", false, "NET10_0_OR_GREATER", "NETFRAMEWORK")]
    [InlineData("netstandard2.0", true, "NETSTANDARD2_0_OR_GREATER", "NETSTANDARD")]
    [InlineData("net472", true, "NETFRAMEWORK", "NET472")]
    public async Task Framework_DefinesSymbols(string frameworks, bool areDefined, params string[] symbols)
    {
        using SourceFolder folder = new();
        folder.Write("A/A.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{frameworks}</TargetFrameworks>
                <DefineConstants>$(DefineConstants);A;B</DefineConstants>
              </PropertyGroup>
            </Project>
            """);
        folder.Write("A/A.cs", "");

        Compilation compilation = await CompileAsync(folder);

        IEnumerable<string> defined = compilation.SyntaxTrees.First().Options.PreprocessorSymbolNames;
        Assert.All(symbols, symbol => Assert.Equal(areDefined, defined.Contains(symbol)));
    }

    [Fact]
    public async Task Usings_AreThoseOfTheSdkAndOfTheProject()
    {
        using SourceFolder folder = new();
        folder.Write("A/A.csproj", Project("<ImplicitUsings>enable</ImplicitUsings>", """<Using Include="System.Text" />"""));
        folder.Write("A/A.cs", "public class A { public StringBuilder Text { get; } = new(Path.GetTempPath()); }");

        Assert.Empty((await CompileAsync(folder)).GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error));
    }

    private static string Project(string properties, string items = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <PropertyGroup>{properties}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """;

    /// <summary>The compilation of project A.</summary>
    private static async Task<Compilation> CompileAsync(SourceFolder folder, string path = "")
    {
        using Workload workload = await Loader.LoadAsync(
            await ScanInput.ResolveAsync([folder[path]], default), LoadOptions.OfSources(folder.Path), new SilentProgress(), default);
        LoadedProject project = workload.Projects.Single(static project => project.Project.AssemblyName == "A");
        return (await project.Project.GetCompilationAsync())!;
    }
}
