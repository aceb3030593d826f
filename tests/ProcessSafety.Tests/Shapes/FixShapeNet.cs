using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;

namespace ProcessSafety.Tests.Shapes;

/// <summary>The fixes of every hazard of the tests, in every shape in which the hazard is reported too.</summary>
internal static class FixShapeNet
{
    /// <summary>Tries the fixes.</summary>
    /// <param name="inputs">The programs.</param>
    /// <param name="oneOf">One of so many pairs of a program and a rewriting is tried, always the same ones.</param>
    public static async Task<ImmutableArray<FixVerdict>> TryAsync(IReadOnlyList<ShapeInput> inputs, int oneOf)
    {
        ConcurrentBag<FixVerdict> verdicts = [];
        await Parallel.ForEachAsync(inputs, async (input, _) =>
        {
            ImmutableArray<Rewriting> chosen = ShapeNet.Sample(input, oneOf);
            CSharpCompilation plain = input.Compile(input.Text);
            if (chosen.IsEmpty || plain.GetDiagnostics().Any(ShapeNet.IsError))
            {
                return;
            }

            ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(plain, concurrent: false);
            if (!found.Any(diagnostic => Shipped.FixesOf(diagnostic.Id).Any()))
            {
                return;
            }

            ILookup<string, string> offered = (await FixNet.ApplyAllAsync(plain)).ToLookup(Name, result => result.Diagnostic.Id);
            foreach ((Rewriting rewriting, CSharpCompilation program) in ShapeNet.Rewritten(input, plain, found, chosen))
            {
                ImmutableArray<Diagnostic> after = await AnalyzerNet.BuildAsync(program, concurrent: false);
                HashSet<string> held = [.. after.Select(diagnostic => diagnostic.Id)];
                string text = program.SyntaxTrees.Last().ToString();
                ImmutableArray<FixResult> results = await FixNet.ApplyAllAsync(program);
                foreach (IGrouping<string, string> fix in offered.Where(fix => fix.All(held.Contains)))
                {
                    bool isOffered = results.Any(result => Name(result) == fix.Key);
                    verdicts.Add(new FixVerdict(input.Name, rewriting.Name, fix.Key, isOffered, null, text));
                }

                foreach (FixResult result in results)
                {
                    if (await FixSoundness.ProblemAsync(program, after, result) is { } problem)
                    {
                        verdicts.Add(new FixVerdict(input.Name, rewriting.Name, Name(result), true, problem, text));
                    }
                }
            }
        });

        return [.. verdicts.OrderBy(verdict => verdict.Input, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Shape, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Fix, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Text, StringComparer.Ordinal)];
    }

    private static string Name(FixResult result) => result.Action.EquivalenceKey ?? result.Fix.GetType().Name;
}

/// <param name="Fix">The key of the action.</param>
/// <param name="IsOffered">Whether the fix that is offered for the plain program is offered for the rewritten one.</param>
/// <param name="Problem">What is wrong with what it writes.</param>
internal sealed record FixVerdict(string Input, string Shape, string Fix, bool IsOffered, string? Problem, string Text);
