using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ProcessSafety.Benchmarks;
using ProcessSafety.Benchmarks.OwnTime;

if (args is ["pairs"])
{
    foreach (Input input in Enum.GetValues<Input>())
    {
        await EditPairs.WriteAsync(input);
    }

    return 0;
}

if (args is ["own", .. string[] folders])
{
    bool isAlone = folders.Contains("--alone");
    foreach (string folder in folders.Where(static folder => folder != "--alone"))
    {
        await OwnTimeCommand.WriteAsync(folder, isAlone, CancellationToken.None);
    }

    return 0;
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
