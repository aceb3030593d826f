using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>Each fix that is offered in the sample, alone: the sample compiles as before, and no rule reports more than before.</summary>
public sealed class SampleFixTests
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [NewerSyntaxFact(12)]
    public async Task Fix_MakesNoNewFindings()
    {
        CSharpCompilation sample = AnalyzerNet.CompileProgram(
            [.. SourceTree.Files("samples/WorkerPool", "*.cs").Select(SourceTree.Read), Usings]);
        Assert.Empty(Errors(sample));
        Dictionary<string, int> before = Counts(await AnalyzerNet.BuildAsync(sample));
        List<string> worse = [];
        foreach (FixResult result in await FixNet.ApplyAllAsync(sample))
        {
            Compilation changed = (await result.Changed.Projects.Single().GetCompilationAsync())!;
            Dictionary<string, int> after = Counts(await AnalyzerNet.BuildAsync(changed));
            string fix = $"{result.Diagnostic.Id} '{result.Action.Title}'";
            worse.AddRange(from id in after.Keys
                           where after[id] > before.GetValueOrDefault(id)
                           select $"{fix}: {before.GetValueOrDefault(id)} {id} became {after[id]}");
            worse.AddRange(Errors(changed).Select(error => $"{fix}: {error}"));
        }

        Assert.True(worse.Count == 0, string.Join("\n", worse));
    }

    private static Dictionary<string, int> Counts(ImmutableArray<Diagnostic> found) =>
        found.GroupBy(diagnostic => diagnostic.Id).ToDictionary(group => group.Key, group => group.Count());

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
