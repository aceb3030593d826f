using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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

/// <summary>All that docs/performance.md tells, measured in one run.</summary>
internal sealed record Measurements(
    ImmutableArray<OwnTimeTable> Own,
    ImmutableArray<EditRow> Edits,
    ImmutableArray<GrowthTimes> Growth,
    ImmutableArray<(Input Input, long Bytes)> Kept,
    double LongestCancellation)
{
    /// <summary>Of binding, in percent: of all rules together, and of one class.</summary>
    public const double OwnLimit = 2, RowLimit = 0.5;

    /// <summary>What a unit of large code may cost beside one of smaller code.</summary>
    public const double GrowthLimit = 1.3;

    /// <summary>In milliseconds.</summary>
    public const double CancellationLimit = 100;

    /// <summary>What an edit may cost, in milliseconds: of plain code, and of code that starts something at every turn.</summary>
    private const double PlainEdit = 2, HeavyEdit = 10;

    /// <param name="folders">Source trees to measure the own time on.</param>
    /// <param name="files">Files of programs to type into, besides the generated ones.</param>
    /// <param name="isAlone">True to leave the other packages out.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async Task<Measurements> TakeAsync(
        IEnumerable<string> folders,
        IEnumerable<string> files,
        bool isAlone,
        CancellationToken cancellationToken)
    {
        ImmutableArray<OwnTimeTable>.Builder own = ImmutableArray.CreateBuilder<OwnTimeTable>();
        foreach (string folder in folders)
        {
            Console.Error.WriteLine($"own time: {folder}");
            own.Add(await OwnTimeTable.MeasureAsync(folder, isAlone, cancellationToken).ConfigureAwait(false));
        }

        Console.Error.WriteLine("edits");
        ImmutableArray<EditRow>.Builder edits = ImmutableArray.CreateBuilder<EditRow>();
        foreach (string file in files)
        {
            edits.Add(await EditAsync(file, HeavyEdit, TypedFile.In(file)).ConfigureAwait(false));
        }

        ImmutableArray<(Input, long)>.Builder kept = ImmutableArray.CreateBuilder<(Input, long)>();
        foreach (Input input in Enum.GetValues<Input>())
        {
            double limit = input is Input.WithProcesses or Input.WithChildDelegates ? HeavyEdit : PlainEdit;
            edits.Add(await EditAsync(input.ToString(), limit, TypedFile.Large(input)).ConfigureAwait(false));
            kept.Add((input, await Allocation.KeptAsync(input).ConfigureAwait(false)));
        }

        Console.Error.WriteLine("growth");
        ImmutableArray<GrowthTimes>.Builder growth = ImmutableArray.CreateBuilder<GrowthTimes>();
        foreach (GrowthShape shape in GrowthShape.All)
        {
            growth.Add(await GrowthTimes.MeasureAsync(shape, cancellationToken).ConfigureAwait(false));
        }

        Console.Error.WriteLine("cancellation");
        double cancellation = await Cancellation.LongestAsync().ConfigureAwait(false);
        return new Measurements(own.ToImmutable(), edits.ToImmutable(), growth.ToImmutable(), kept.ToImmutable(), cancellation);
    }

    private static async Task<EditRow> EditAsync(string name, double limit, TypedFile file) => new(
        System.IO.Path.GetFileName(name),
        limit,
        await EditPairs.MeasureAsync(file).ConfigureAwait(false),
        await Allocation.OfEditAsync(file).ConfigureAwait(false));
}
