using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace ProcessSafety.Tests.Shapes;

/// <summary>How many verdicts hold. A rewritten hazard counts once for each of its rules.</summary>
internal sealed class ShapeShares(ImmutableArray<ShapeVerdict> verdicts)
{
    /// <summary>The rewritten hazards, each with a rule whose meaning the shape keeps.</summary>
    public ILookup<(string Shape, string Rule), bool> OfHazards { get; } =
        (from verdict in verdicts
         from rule in verdict.Before
         where Counts(verdict.Shape, rule)
         select (verdict.Shape, Rule: rule, Holds: verdict.After.Contains(rule)))
        .ToLookup(item => (item.Shape, item.Rule), item => item.Holds);

    /// <summary>The rewritten look-alikes, by shape.</summary>
    public ILookup<string, bool> OfLookAlikes { get; } = verdicts.Where(verdict => verdict.IsLookAlike)
        .ToLookup(verdict => verdict.Shape, verdict => !verdict.After.Any(rule => Counts(verdict.Shape, rule)));

    public Share Hazards => new(OfHazards.SelectMany(holds => holds));

    public Share LookAlikes => new(OfLookAlikes.SelectMany(holds => holds));

    /// <summary>What was judged another way than the plain program, and means the same.</summary>
    public IEnumerable<ShapeVerdict> Wrong => verdicts
        .Select(verdict => verdict with
        {
            Before = [.. verdict.Before.Where(rule => Counts(verdict.Shape, rule))],
            After = [.. verdict.After.Where(rule => Counts(verdict.Shape, rule))],
        })
        .Where(verdict => verdict.Lost.Concat(verdict.Invented).Any());

    private static bool Counts(string shape, string rule) => !ShapeReason.Meaning.Any(reason => reason.Covers(shape, rule));
}

/// <summary>How many of some verdicts hold.</summary>
internal sealed record Share(int Holding, int All)
{
    public Share(IEnumerable<bool> verdicts)
        : this(verdicts.Count(holds => holds), verdicts.Count())
    {
    }

    public double Value => All == 0 ? 1 : (double)Holding / All;

    public override string ToString() => All == 0
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * Value:0.#} % of {All:N0}");
}
