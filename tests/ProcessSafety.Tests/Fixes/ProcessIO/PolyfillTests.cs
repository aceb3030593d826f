using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>The second action with the real package Polyfill, which brings RunAndCaptureText as a member of an extension block.</summary>
public sealed class PolyfillTests
{
    private const string Extension = "ProcessPolyfill.cs";

    private const string Run =
        """
        using System.Diagnostics;

        static class Tool
        {
            static string Run(ProcessStartInfo info)
            {
                using Process tool = Process.Start(info)!;
                tool.WaitForExit();
                string output = tool.StandardOutput.ReadToEnd();
                string error = tool.StandardError.ReadToEnd();
                return tool.ExitCode == 0 ? output : error;
            }
        }
        """;

    private const string Plumbing =
        """
        using System.Diagnostics;
        using System.Threading.Tasks;

        static class Tool
        {
            static string Run()
            {
                ProcessStartInfo info = new ProcessStartInfo("tool")
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                };
                using Process tool = Process.Start(info)!;
                Task<string> error = tool.StandardError.ReadToEndAsync();
                string output = tool.StandardOutput.ReadToEnd();
                tool.WaitForExit();
                return tool.ExitCode == 0 ? output : error.Result;
            }
        }
        """;

    /// <summary>What the targets of the package define for .NET 10.</summary>
    private static readonly string[] s_symbols =
    [
        "FeatureMemory", "FeatureValueTuple", "FeatureValueTask", "FeatureRuntimeInformation", "FeatureHttp", "FeatureCompression",
        "FeatureNumerics", "FeatureAsyncInterfaces", "FeatureUnsafe",
    ];

    /// <summary>What they define for .NET Framework 4.7.2, with what the SDK defines.</summary>
    private static readonly string[] s_frameworkSymbols =
        ["NETFRAMEWORK", "NET472", "NET47X", "FeatureValueTuple", "FeatureRuntimeInformation"];

    private static readonly FixApplication s_oneCall = new(
        ImmutableArray.Create<DiagnosticAnalyzer>(new OneCallAnalyzer()),
        new RunInOneCallFix(),
        index: null,
        equivalenceKey: "PSAFE720.RunInOneCall");

    private static readonly FixApplication s_fix = new(
        ImmutableArray.Create<DiagnosticAnalyzer>(new WaitBeforeReadAnalyzer()),
        new ReadBeforeWaitFix(),
        index: null,
        equivalenceKey: "PSAFE701.RunAndCapture");

    [NewerSyntaxFact(csharp: 14)]
    public async Task Fix_CallsTheExtension()
    {
        Project before = await ProjectAsync(hasExtension: true);
        Assert.Empty(await ErrorsAsync(before));

        Project after = await s_fix.ApplyAllAsync(before);

        Assert.Empty(await ErrorsAsync(after));
        string text = (await after.Documents.First().GetTextAsync()).ToString();
        Assert.Contains("        ProcessTextOutput result = Process.RunAndCaptureText(info);\n", text);
        Assert.Contains("        return result.ExitStatus.ExitCode == 0 ? output : error;\n", text);
    }

    /// <summary>PSAFE720 where the framework is new, and where it is old: there the code has to say that it uses no shell.</summary>
    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("net10.0")]
    [InlineData("net472")]
    public async Task OneCall_CallsTheExtension(string framework)
    {
        Project before = await ProjectAsync(hasExtension: true, Plumbing, framework);
        Assert.Empty(await ErrorsAsync(before));

        Project after = await s_oneCall.ApplyAllAsync(before);

        Assert.Empty(await ErrorsAsync(after));
        string text = (await after.Documents.First().GetTextAsync()).ToString();
        Assert.Contains("        ProcessTextOutput result = Process.RunAndCaptureText(info);\n", text);
        Assert.Contains("        string output = result.StandardOutput;\n", text);
        Assert.Contains("        return result.ExitStatus.ExitCode == 0 ? output : result.StandardError;\n", text);
    }

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData(true, "            UseShellExecute = false,\n", "net472")]
    [InlineData(false, "", "net10.0")]
    public async Task OneCall_IsNotOffered_WithTheShell_OrWithoutTheExtension(bool hasExtension, string without, string framework)
    {
        Project before = await ProjectAsync(
            hasExtension,
            without.Length == 0 ? Plumbing : Plumbing.ReplaceLineEndings("\n").Replace(without, ""),
            framework);

        Assert.Same(before, await s_oneCall.ApplyAllAsync(before));
    }

    /// <summary>The type of the result alone is no method.</summary>
    [NewerSyntaxFact(csharp: 14)]
    public async Task NoFix_WithoutTheExtension()
    {
        Project before = await ProjectAsync(hasExtension: false);

        Assert.Same(before, await s_fix.ApplyAllAsync(before));
    }

    private static async Task<Project> ProjectAsync(bool hasExtension, string source = Run, string framework = "net10.0")
    {
        bool isOld = framework == "net472";
        Project project = new AdhocWorkspace().AddProject("Consumer", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: isOld ? s_frameworkSymbols : s_symbols))
            .WithCompilationOptions(new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(await (isOld ? Frameworks.Net472 : Frameworks.Net100).ResolveAsync(LanguageNames.CSharp, default))
            .AddDocument("Tool.cs", source.ReplaceLineEndings("\n"))
            .Project;
        string package = typeof(PolyfillTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Polyfill")
            .Value!;
        foreach (string file in Directory.EnumerateFiles(
                Path.Combine(package, "contentFiles", "cs", framework),
                "*.cs",
                SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not Extension || hasExtension)
            .Order())
        {
            project = project.AddDocument(Path.GetFileName(file), await File.ReadAllTextAsync(file)).Project;
        }

        return project;
    }

    private static async Task<ImmutableArray<Diagnostic>> ErrorsAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)];
}
