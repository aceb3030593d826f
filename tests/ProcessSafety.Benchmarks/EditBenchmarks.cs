using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Benchmarks;

/// <summary>
/// One character typed into a file of 5,000 lines among other files, then the live diagnostics of that file, as an editor asks for them.
/// </summary>
public class EditBenchmarks
{
    private const string Edited = "/* here */";
    private const int WarmUps = 20;

    private CSharpCompilation? _compilation;
    private SyntaxTree? _before;
    private SyntaxTree? _after;

    [ParamsAllValues]
    public Input Input { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        string[] others = GeneratedCode.Files(Input, files: 20);
        string large = GeneratedCode.LargeFile(Input, lines: 5000)
            + "internal static class Typing { public static int Value => 1"
            + Edited
            + "; }\n";
        _compilation = Subject.Compile([.. others, large]);
        _before = _compilation.SyntaxTrees[^1];
        Subject.Check(_compilation, expectFindings: Input != Input.Ordinary);
        WarmUp();
    }

    [IterationSetup]
    public void Type()
    {
        SourceText text = _before!.GetText();
        int position = text.ToString().IndexOf(Edited, StringComparison.Ordinal);
        _after = _before.WithChangedText(text.WithChanges(new TextChange(new TextSpan(position, 0), "2")));
    }

    [Benchmark(Baseline = true)]
    public Task<ImmutableArray<Diagnostic>> Empty() => Live(Subject.Baseline);

    [Benchmark]
    public Task<ImmutableArray<Diagnostic>> Rules() => Live(Subject.Rules);

    /// <summary>Both sides, so that the one that is measured first does not pay for the code that both use.</summary>
    private void WarmUp()
    {
        for (int i = 0; i < WarmUps; i++)
        {
            Type();
            Empty().GetAwaiter().GetResult();
            Type();
            Rules().GetAwaiter().GetResult();
        }
    }

    private Task<ImmutableArray<Diagnostic>> Live(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CSharpCompilation edited = _compilation!.ReplaceSyntaxTree(_before!, _after!);
        return edited.With(analyzers)
            .GetAnalyzerSemanticDiagnosticsAsync(edited.GetSemanticModel(_after!), filterSpan: null, CancellationToken.None);
    }
}
