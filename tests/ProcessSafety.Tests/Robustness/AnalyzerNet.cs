using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Runs every shipped analyzer over code of any quality and fails on the first exception.</summary>
internal static class AnalyzerNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, DocumentationMode.Parse, preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER"]);

    private static readonly CSharpCompilation Framework = CSharpCompilation.Create(
        "Robustness", references: HostReferences.Framework, options: Options(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>A compilation over the framework; every diagnostic of the package is switched on.</summary>
    public static CSharpCompilation Compile(params string[] sources) => Framework.AddSyntaxTrees(Trees(sources));

    public static CSharpCompilation Compile(ImmutableArray<MetadataReference> references, params string[] sources) =>
        CSharpCompilation.Create("Robustness", Trees(sources), references, Options(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>The same sources as a program, where they have an entry point: rules ask whether they look at one.</summary>
    public static CSharpCompilation CompileProgram(params string[] sources)
    {
        CSharpCompilation library = Compile(sources);
        CSharpCompilation program = library.WithOptions(library.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return program.GetEntryPoint(default) is null ? library : program;
    }

    public static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source), ParseOptions, path);

    public static CSharpCompilationOptions Options(OutputKind kind) => new CSharpCompilationOptions(
            kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions(Shipped.Descriptors.Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)));

    /// <summary>The findings of a whole build. Throws when an analyzer does, and when the analyzers do not come to an end.</summary>
    public static async Task<ImmutableArray<Diagnostic>> BuildAsync(
        Compilation compilation,
        bool concurrent = true,
        params AdditionalText[] files)
    {
        Exceptions exceptions = new();
        ImmutableArray<Diagnostic> found = await EndAsync(
            compilation, () => With(compilation, exceptions, concurrent, files).GetAnalyzerDiagnosticsAsync());
        exceptions.ThrowIfAny(compilation, found);
        return found;
    }

    /// <summary>The findings that an editor shows, file by file, each on a compilation that nothing has analysed before.</summary>
    public static async Task<ImmutableArray<Diagnostic>> LiveAsync(Compilation compilation, params AdditionalText[] files)
    {
        ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Exceptions exceptions = new();
            Compilation fresh = compilation.Clone();
            CompilationWithAnalyzers analysis = With(fresh, exceptions, concurrent: true, files);
            ImmutableArray<Diagnostic> live =
            [
                .. await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None),
                .. await analysis.GetAnalyzerSemanticDiagnosticsAsync(
                    fresh.GetSemanticModel(tree),
                    filterSpan: null,
                    CancellationToken.None),
            ];
            exceptions.ThrowIfAny(compilation, live);
            found.AddRange(live);
        }

        foreach (AdditionalText file in files)
        {
            Exceptions exceptions = new();
            AnalysisResult shown = await With(compilation.Clone(), exceptions, concurrent: true, files)
                .GetAnalysisResultAsync(file, CancellationToken.None);
            exceptions.ThrowIfAny(compilation, shown.GetAllDiagnostics());
            found.AddRange(shown.GetAllDiagnostics());
        }

        return found.ToImmutable();
    }

    /// <summary>Builds, and fails when an editor would show something else.</summary>
    public static async Task<ImmutableArray<Diagnostic>> BuildAndLiveAsync(Compilation compilation, params AdditionalText[] files)
    {
        ImmutableArray<Diagnostic> built = await BuildAsync(compilation, files: files);
        Assert.Equal(Texts(built), Texts(await LiveAsync(compilation, files)));
        return built;
    }

    private static async Task<T> EndAsync<T>(Compilation compilation, Func<Task<T>> analysis)
    {
        try
        {
            return await Task.Run(analysis).WaitAsync(s_limit);
        }
        catch (TimeoutException timeout)
        {
            throw new AnalyzerCrash("An analyzer without end", compilation, timeout);
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal);

    private static SyntaxTree[] Trees(string[] sources) => [.. sources.Select((source, index) => Parse(source, $"Test{index}.cs"))];

    private static CompilationWithAnalyzers With(Compilation compilation, Exceptions exceptions, bool concurrent, AdditionalText[] files) =>
        new(compilation, [.. Shipped.Analyzers, .. Shipped.Suppressors], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. files]),
            exceptions.Add,
            concurrentAnalysis: concurrent,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true));

    private sealed class Exceptions
    {
        private readonly ConcurrentQueue<(DiagnosticAnalyzer Analyzer, Exception Exception)> _thrown = new();

        public void Add(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) => _thrown.Enqueue((analyzer, exception));

        public void ThrowIfAny(Compilation compilation, ImmutableArray<Diagnostic> found)
        {
            if (_thrown.TryPeek(out (DiagnosticAnalyzer Analyzer, Exception Exception) first))
            {
                throw new AnalyzerCrash(first.Analyzer.GetType().Name, compilation, first.Exception);
            }

            Assert.DoesNotContain(found, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
        }
    }
}
