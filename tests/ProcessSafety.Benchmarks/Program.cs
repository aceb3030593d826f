using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ProcessSafety.Benchmarks;
using ProcessSafety.Benchmarks.Edits;
using ProcessSafety.Benchmarks.Growth;
using ProcessSafety.Benchmarks.Guarantees;
using ProcessSafety.Benchmarks.OwnTime;
using ProcessSafety.Benchmarks.Page;

switch (args)
{
    // The limits of docs/performance.md, over source trees of somebody's choice.
    case ["budget", .. string[] folders]:
        return await CheckAsync(folders, isAlone: true, static _ => { });

    // The tables and pictures of docs/performance.md, each as soon as it is measured.
    case ["page", string page, .. string[] folders]:
        return await CheckAsync(folders, isAlone: false, measured =>
        {
            Tables.Write(measured, page);
            Plots.Write(measured, Path.ChangeExtension(page, null));
        });

    case ["own", .. string[] folders]:
        foreach (string folder in folders)
        {
            OwnTimeTable own = await OwnTimeTable.MeasureAsync(folder, isAlone: true, CancellationToken.None);
            foreach (OwnTimeRow row in own.Rows.Prepend(own.All))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Milliseconds,8:F1} ms {row.Percent,6:F2} %  {row.Name}"));
            }
        }

        return 0;

    case ["edit", .. string[] files]:
        foreach (string file in files)
        {
            TypedFile typed = Enum.TryParse(file, out Input input) ? TypedFile.Large(input) : await TypedFile.InAsync(file);
            EditPairs pairs = await EditPairs.MeasureAsync(typed);
            Console.WriteLine($"{file}: baseline {pairs.Baseline:F1} ms, with {pairs.Low:F1} to {pairs.High:F1} ms more for the rules");
        }

        return 0;

    case ["growth", .. string[] names]:
        foreach (GrowthShape shape in GrowthShape.All.Where(shape => names.Length == 0 || names.Contains(shape.Name)))
        {
            GrowthTimes growth = await GrowthTimes.MeasureAsync(shape, CancellationToken.None);
            IEnumerable<string> times = growth.Microseconds.Select(static time => $"{time:0.###} µs");
            Console.WriteLine($"{shape.Name}: {string.Join(", ", times)} a {shape.Unit}");
        }

        return 0;

    case ["memory"]:
        foreach (Input input in Enum.GetValues<Input>())
        {
            double mebibytes = await Allocation.KeptAsync(input) / (double)(1 << 20);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{input}: {mebibytes:F1} MiB kept for 100,000 lines"));
        }

        return 0;

    case ["cancellation"]:
        (double rules, double empty) = await Cancellation.LongestAsync();
        Console.WriteLine($"{rules:F0} ms, {empty:F0} ms without the rules");
        return 0;

    case ["determinism", string folder]:
        return await Determinism.CountDifferencesAsync(folder, CancellationToken.None) == 0 ? 0 : 1;
}

// In process: the benchmarks need no second build, and both sides of a quotient run in the same process.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(20).AsDefault())
    .AddColumn(StatisticColumn.Median, BaselineRatioColumn.RatioMean)
    .HideColumns(
        StatisticColumn.Mean.ColumnName,
        "Job",
        "Toolchain",
        "IterationCount",
        "WarmupCount",
        "InvocationCount",
        "UnrollFactor",
        "Alloc Ratio");

IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Subject).Assembly).Run(args, config);
return summaries.All(static summary => summary.Reports.All(static report => report.Success)) ? 0 : 1;

static async Task<int> CheckAsync(string[] folders, bool isAlone, Action<Measurements> take)
{
    // A small file of the sample that has every hazard: each key in it asks for facts of the whole program.
    string[] typed = [Path.Combine("samples", "WorkerPool", "Workload.cs")];
    Measurements measured = new();
    await foreach (Measurements known in Measurements.TakeAsync(folders, typed, isAlone, CancellationToken.None))
    {
        take(measured = known);
        Console.Error.WriteLine(
            $"{DateTime.Now:T} own {known.Own.Length}, edits {known.Edits.Length}, growth {known.Growth.Length}");
    }

    return Budget.Check(measured) == 0 ? 0 : 1;
}
