using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Mutants.Mutations;
using ProcessSafety.Mutants.Product;
using ProcessSafety.Mutants.Tests;

namespace ProcessSafety.Mutants;

/// <summary>Takes mutants in the order given until enough of them compile, and runs the tests that reach each.</summary>
internal sealed class MutationRun(
    ProductAssembly analyzers,
    ProductAssembly codeFixes,
    ReachingTests reaching,
    IEnumerable<Mutant> order,
    int count,
    string output)
{
    private readonly object _drawing = new();
    private readonly IEnumerator<Mutant> _order = order.GetEnumerator();
    private readonly Dictionary<string, MutantResult> _known = MutantResult.Read(output);
    private readonly List<MutantResult> _results = [];
    private int _drawn;

    public IReadOnlyCollection<MutantResult> Run(IReadOnlyList<HostFolder> folders)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        Parallel.ForEach(folders, new ParallelOptions { MaxDegreeOfParallelism = folders.Count }, folder =>
        {
            while (Next() is { } next)
            {
                if (Judge(next, folder) is { } result)
                {
                    Take(result, isNew: true);
                }
                else
                {
                    lock (_drawing)
                    {
                        _drawn--;
                    }
                }
            }
        });
        return _results;
    }

    /// <summary>The mutants of the sample, without a run.</summary>
    public IEnumerable<Mutant> Sample()
    {
        while (Next() is { } next)
        {
            yield return next.Mutant;
        }
    }

    private (Mutant Mutant, CSharpCompilation Mutated)? Next()
    {
        lock (_drawing)
        {
            while (_drawn < count && _order.MoveNext())
            {
                Mutant mutant = _order.Current;
                if (_known.TryGetValue(mutant.Key, out MutantResult? known))
                {
                    _drawn++;
                    Take(known, isNew: false);
                }
                else if (Mutated(mutant) is { } mutated)
                {
                    _drawn++;
                    return (mutant, mutated);
                }
            }

            return null;
        }
    }

    private ProductAssembly AssemblyOf(Mutant mutant) =>
        analyzers.Compilation.ContainsSyntaxTree(mutant.Node.SyntaxTree) ? analyzers : codeFixes;

    /// <summary>The compilation with the mutant; null when its file no longer compiles.</summary>
    private CSharpCompilation? Mutated(Mutant mutant)
    {
        SyntaxTree tree = mutant.Node.SyntaxTree;
        SyntaxTree changed = tree.WithChangedText(tree.GetText().WithChanges(new TextChange(mutant.Edit.Span, mutant.Edit.After)));
        CSharpCompilation mutated = AssemblyOf(mutant).Compilation.ReplaceSyntaxTree(tree, changed);
        return mutated.GetSemanticModel(changed).GetDiagnostics().Any(static found => found.Severity == DiagnosticSeverity.Error)
            ? null
            : mutated;
    }

    private MutantResult? Judge((Mutant Mutant, CSharpCompilation Mutated) next, HostFolder folder)
    {
        Stopwatch watch = Stopwatch.StartNew();
        IReadOnlyList<IReadOnlyList<CoveredTest>> batches = reaching.Of(next.Mutant);
        if (batches.Count == 0)
        {
            return new MutantResult(next.Mutant.Key, Verdict.Unreached, 0, 0, "");
        }

        folder.Restore(analyzers.Name);
        folder.Restore(codeFixes.Name);
        ProductAssembly assembly = AssemblyOf(next.Mutant);
        if (!assembly.Emit(next.Mutated, folder.PathOf(assembly.Name)))
        {
            return null;
        }

        // The compiler has written the constants of the analyzers into the fixes.
        if (assembly == analyzers && next.Mutant.Node.Ancestors().Any(static node => node.ChildTokens()
            .Any(static token => token.IsKind(SyntaxKind.ConstKeyword))))
        {
            codeFixes.Emit(Instrumentation.Against(codeFixes.Compilation, next.Mutated), folder.PathOf(codeFixes.Name));
        }

        (Verdict verdict, string killer) = Tested(batches, folder);
        return new MutantResult(
            next.Mutant.Key,
            verdict,
            batches.Sum(static batch => batch.Count),
            (int)watch.Elapsed.TotalSeconds,
            killer);
    }

    private static (Verdict Verdict, string Killer) Tested(IReadOnlyList<IReadOnlyList<CoveredTest>> batches, HostFolder folder)
    {
        Dictionary<string, CoveredTest> tests = batches.SelectMany(static batch => batch).ToDictionary(static test => test.Test.Id);
        new TestJob(Covers: false, batches.Select(static batch => batch.Select(static test => test.Test).ToList()).ToList())
            .Write(folder.Job);
        string? failed = null;
        string running = "at the start";
        ChildEnd end = folder.Run(
            ["run", folder.Job],
            cells =>
            {
                running = tests[cells[1]].Test.Name;
                failed ??= cells[0] == "F" ? running : null;
            },
            cells => TimeSpan.FromSeconds(60) + TimeSpan.FromMilliseconds(10.0 * tests[cells[1]].Milliseconds));
        return (end, failed) switch
        {
            (_, not null) => (Verdict.Killed, failed),
            (ChildEnd.TimedOut, _) => (Verdict.TimedOut, running),
            (ChildEnd.Crashed, _) => (Verdict.Killed, "crash: " + running),
            _ => (Verdict.Survived, ""),
        };
    }

    private void Take(MutantResult result, bool isNew)
    {
        lock (_drawing)
        {
            _results.Add(result);
            if (isNew)
            {
                File.AppendAllText(output, result + "\n");
                Console.Error.WriteLine($"{_results.Count}/{count}\t{result}");
            }
        }
    }
}
