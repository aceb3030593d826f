using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;

namespace ProcessSafety.Benchmarks;

/// <summary>What is measured: the analyzers, and compilations to run them on.</summary>
internal static class Subject
{
    private static readonly ImmutableArray<MetadataReference> Framework =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Where(static file => !file.EndsWith(".Native.dll", StringComparison.Ordinal))
            .Select(static file => MetadataReference.CreateFromFile(file))];

    public static ImmutableArray<DiagnosticAnalyzer> Baseline { get; } = [new EmptyAnalyzer()];

    public static ImmutableArray<DiagnosticAnalyzer> Rules { get; } =
        [.. typeof(ProcessSafetyAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>A fresh compilation of fresh trees: nothing that an analyzer keeps by tree or by compilation serves twice.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> sources)
    {
        CSharpParseOptions parsing = new(LanguageVersion.Latest);
        CSharpCompilationOptions options = new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            concurrentBuild: false);
        return CSharpCompilation.Create(
            "Subject",
            sources.Select((text, i) => CSharpSyntaxTree.ParseText(text, parsing, $"File{i}.cs")),
            Framework,
            options);
    }

    public static CompilationWithAnalyzers With(this Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                OnException,
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false));

    /// <summary>Keeps a benchmark from measuring something else than it says.</summary>
    /// <exception cref="InvalidOperationException">
    /// The compiler reports an error, or the rules find something where nothing is, or nothing where something is.
    /// </exception>
    public static void Check(Compilation compilation, bool expectFindings)
    {
        List<Diagnostic> all = [.. compilation.With(Rules).GetAllDiagnosticsAsync().GetAwaiter().GetResult()];
        if (all.Find(static d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        if (expectFindings != all.Exists(static d => d.Id.StartsWith("PSAFE", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException(expectFindings ? "no rule found anything" : "a rule found something");
        }
    }

    private static void OnException(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) =>
        throw new InvalidOperationException($"{analyzer.GetType().Name} threw", exception);
}
