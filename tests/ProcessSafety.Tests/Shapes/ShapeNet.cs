using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;

namespace ProcessSafety.Tests.Shapes;

/// <summary>Every program of the tests in every shape that keeps what it means, and what is reported then.</summary>
internal static class ShapeNet
{
    /// <summary>How many places of one program a rewriting is tried at.</summary>
    private const int PlacesOfHazard = 3;

    private const int PlacesOfLookAlike = 2;

    public static ImmutableArray<Rewriting> Rewritings { get; } =
        [.. ValueShapes.All, new WrapperShape(), .. RangeShapes.Moved, .. RangeShapes.Wrapped, .. MemberShapes.All, .. RangeShapes.Noise];

    /// <summary>Tries the rewritings.</summary>
    /// <param name="oneOf">One of so many pairs of a program and a rewriting is tried, always the same ones.</param>
    public static async Task<ImmutableArray<ShapeVerdict>> TryAsync(IReadOnlyList<ShapeInput> inputs, int oneOf)
    {
        ConcurrentBag<ShapeVerdict> verdicts = [];
        await Parallel.ForEachAsync(inputs, async (input, _) =>
        {
            ImmutableArray<Rewriting> chosen = Sample(input, oneOf);
            if (chosen.IsEmpty)
            {
                return;
            }

            CSharpCompilation plain = input.Compile(input.Text);
            if (plain.GetDiagnostics().Any(IsError))
            {
                return;
            }

            ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(plain, concurrent: false);
            ImmutableArray<string> ids = Ids(found);
            foreach ((Rewriting rewriting, CSharpCompilation rewritten) in Rewritten(input, plain, found, chosen))
            {
                ImmutableArray<Diagnostic> after = await AnalyzerNet.BuildAsync(rewritten, concurrent: false);
                string text = rewritten.SyntaxTrees.Last().ToString();
                verdicts.Add(new ShapeVerdict(input.Name, rewriting.Name, ids, Ids(after), text));
            }
        });

        return [.. verdicts.OrderBy(verdict => verdict.Input, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Shape, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Text, StringComparer.Ordinal)];
    }

    /// <summary>The rewritten programs that compile.</summary>
    public static IEnumerable<(Rewriting Rewriting, CSharpCompilation Program)> Rewritten(
        ShapeInput input,
        CSharpCompilation plain,
        ImmutableArray<Diagnostic> found,
        IEnumerable<Rewriting> rewritings)
    {
        SyntaxTree tree = plain.SyntaxTrees.Last();
        ShapeProgram program = new(plain, tree, [.. found
            .SelectMany(diagnostic => diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
            .Where(location => location.SourceTree == tree)
            .Select(location => location.SourceSpan)
            .Distinct()]);
        return from rewriting in rewritings
               from text in Texts(rewriting, program, Ids(found).IsEmpty ? PlacesOfLookAlike : PlacesOfHazard)
               let rewritten = input.Compile(text)
               where !rewritten.GetDiagnostics().Any(IsError)
               select (rewriting, rewritten);
    }

    /// <summary>The rewritings of a sample for a program: one of so many, always the same ones.</summary>
    public static ImmutableArray<Rewriting> Sample(ShapeInput input, int oneOf) =>
        [.. Rewritings.Where(rewriting => Number(input.Text + rewriting.Name) % oneOf == 0)];

    private static IEnumerable<string> Texts(Rewriting rewriting, ShapeProgram program, int limit) => rewriting.Apply(program)
        .OfType<string>()
        .Distinct()
        .OrderBy(Number)
        .Take(limit);

    public static ImmutableArray<string> Ids(IEnumerable<Diagnostic> found) =>
        [.. found.Where(diagnostic => !diagnostic.IsSuppressed)
            .Select(diagnostic => diagnostic.Id)
            .Distinct()
            .Order(StringComparer.Ordinal)];

    public static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>The same number in every run.</summary>
    private static uint Number(string text) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <param name="Before">The ids that are reported of the plain program.</param>
/// <param name="After">The ids that are reported of the rewritten one.</param>
internal sealed record ShapeVerdict(string Input, string Shape, ImmutableArray<string> Before, ImmutableArray<string> After, string Text)
{
    public bool IsLookAlike => Before.IsEmpty;

    public IEnumerable<string> Lost => Before.Except(After);

    public IEnumerable<string> Invented => After.Except(Before);
}
