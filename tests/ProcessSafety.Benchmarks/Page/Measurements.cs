using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ProcessSafety.Benchmarks.Edits;
using ProcessSafety.Benchmarks.Growth;
using ProcessSafety.Benchmarks.Guarantees;
using ProcessSafety.Benchmarks.OwnTime;

namespace ProcessSafety.Benchmarks.Page;

/// <summary>One edit: what the rules add to it, what they may add, and what they allocate for it in bytes.</summary>
internal sealed record EditRow(string Name, double Limit, EditPairs Pairs, long Allocated)
{
    public bool IsKept => Pairs.Added <= Limit;
}

/// <summary>All that docs/performance.md tells, measured in one run; what is not measured yet is empty.</summary>
internal sealed record Measurements
{
    public ImmutableArray<OwnTimeTable> Own { get; init; } = [];

    public ImmutableArray<EditRow> Edits { get; init; } = [];

    public ImmutableArray<GrowthTimes> Growth { get; init; } = [];

    public ImmutableArray<(Input Input, long Bytes)> Kept { get; init; } = [];

    /// <summary>In milliseconds, with the rules and without them.</summary>
    public (double Rules, double Empty)? LongestCancellation { get; init; }

    /// <summary>Of binding, in percent: of all rules together, and of one class.</summary>
    public const double OwnLimit = 2, RowLimit = 0.5;

    /// <summary>What a unit of large code may cost, compared with one of smaller code.</summary>
    public const double GrowthLimit = 1.3;

    /// <summary>In milliseconds.</summary>
    public const double CancellationLimit = 100;

    /// <summary>What an edit may cost, in milliseconds: of plain code, and of code that starts something at every turn.</summary>
    private const double PlainEdit = 2, HeavyEdit = 10;

    /// <summary>Gives what is known so far after each part, the last time everything.</summary>
    /// <param name="folders">Source trees to measure the own time on.</param>
    /// <param name="files">Files of programs to type into, besides the generated ones.</param>
    /// <param name="isAlone">True to leave the other packages out.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async IAsyncEnumerable<Measurements> TakeAsync(
        IEnumerable<string> folders,
        IEnumerable<string> files,
        bool isAlone,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Measurements known = new();
        foreach (string file in files)
        {
            EditRow edit = await EditAsync(file, HeavyEdit, await TypedFile.InAsync(file)).ConfigureAwait(false);
            yield return known = known with { Edits = known.Edits.Add(edit) };
        }

        foreach (Input input in Enum.GetValues<Input>())
        {
            double limit = input is Input.WithProcesses or Input.WithChildDelegates ? HeavyEdit : PlainEdit;
            EditRow edit = await EditAsync(input.ToString(), limit, TypedFile.Large(input)).ConfigureAwait(false);
            long kept = await Allocation.KeptAsync(input).ConfigureAwait(false);
            yield return known = known with { Edits = known.Edits.Add(edit), Kept = known.Kept.Add((input, kept)) };
        }

        foreach (string folder in folders)
        {
            OwnTimeTable own = await OwnTimeTable.MeasureAsync(folder, isAlone, cancellationToken).ConfigureAwait(false);
            yield return known = known with { Own = known.Own.Add(own) };
        }

        (double, double) cancellation = await Cancellation.LongestAsync().ConfigureAwait(false);
        yield return known = known with { LongestCancellation = cancellation };

        foreach (GrowthShape shape in GrowthShape.All)
        {
            GrowthTimes growth = await GrowthTimes.MeasureAsync(shape, cancellationToken).ConfigureAwait(false);
            yield return known = known with { Growth = known.Growth.Add(growth) };
        }
    }

    private static async Task<EditRow> EditAsync(string name, double limit, TypedFile file) => new(
        System.IO.Path.GetFileName(name),
        limit,
        await EditPairs.MeasureAsync(file).ConfigureAwait(false),
        await Allocation.OfEditAsync(file).ConfigureAwait(false));
}
