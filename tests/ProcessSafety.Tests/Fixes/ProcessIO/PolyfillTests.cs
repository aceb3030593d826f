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

    /// <summary>What the targets of the package define for .NET 10.</summary>
    private static readonly string[] s_symbols =
    [
        "FeatureMemory", "FeatureValueTuple", "FeatureValueTask", "FeatureRuntimeInformation", "FeatureHttp", "FeatureCompression",
        "FeatureNumerics", "FeatureAsyncInterfaces", "FeatureUnsafe",
    ];

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

    /// <summary>The type of the result alone is no method.</summary>
    [NewerSyntaxFact(csharp: 14)]
    public async Task NoFix_WithoutTheExtension()
    {
        Project before = await ProjectAsync(hasExtension: false);

        Assert.Same(before, await s_fix.ApplyAllAsync(before));
    }

    private static async Task<Project> ProjectAsync(bool hasExtension)
    {
        Project project = new AdhocWorkspace().AddProject("Consumer", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: s_symbols))
            .WithCompilationOptions(new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(await Frameworks.Net100.ResolveAsync(LanguageNames.CSharp, default))
            .AddDocument("Tool.cs", Run.ReplaceLineEndings("\n"))
            .Project;
        string package = typeof(PolyfillTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Polyfill")
            .Value!;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(package, "contentFiles", "cs", "net10.0"), "*.cs")
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
