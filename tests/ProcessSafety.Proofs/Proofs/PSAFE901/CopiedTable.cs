// Four worker processes look numbers up in the same table of 64 MiB: each holds its own copy.
// form: plain
// hazard: exit 0, stdout 4 workers hold 4 copies
// fixed: exit 0, stdout 4 workers hold 1 copy

using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private const int Workers = 4;
    private const int TableBytes = 64 << 20;

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string meeting = Directory.CreateTempSubdirectory("PSAFE901-").FullName;
        RemoteInvokeHandle[] workers = Enumerable.Range(0, Workers)
            .Select(_ => RemoteExecutor.Invoke(static (meeting) => Work(meeting), meeting))
            .ToArray();
        Report(meeting, workers.Select(static worker => worker.Process).ToArray());

        File.WriteAllText(Path.Combine(meeting, "done"), "");
        foreach (RemoteInvokeHandle worker in workers)
            worker.Dispose();

        Directory.Delete(meeting, recursive: true);
        return 0;
    }

    private static void Work(string meeting)
    {
        long sum = 0;
        foreach (int number in Tables.Squares)
            sum += number;

        File.WriteAllText(Path.Combine(meeting, $"{Environment.ProcessId}.ready"), sum.ToString(CultureInfo.InvariantCulture));
        Wait(() => File.Exists(Path.Combine(meeting, "done")));
        GC.KeepAlive(Tables.Squares);
    }

    /// <summary>The memory of the workers while all of them have read the table. PSS counts a shared page once over all of them.</summary>
    private static void Report(string meeting, Process[] workers)
    {
        Wait(() => workers.All(worker => File.Exists(Path.Combine(meeting, $"{worker.Id}.ready"))));

        // Only Linux tells how many processes share a page.
        long rss = OperatingSystem.IsLinux() ? workers.Sum(static worker => Kibibytes(worker, "Rss:")) : 0;
        long pss = OperatingSystem.IsLinux() ? workers.Sum(static worker => Kibibytes(worker, "Pss:")) : Workers * (TableBytes >> 10);
        int copies = (int)(pss / (TableBytes >> 10)) >= Workers ? Workers : 1;
        Console.WriteLine($"RSS {rss >> 10} MiB, PSS {pss >> 10} MiB");
        Console.WriteLine($"{Workers} workers hold {copies} {(copies == 1 ? "copy" : "copies")}");
    }

    private static long Kibibytes(Process process, string key) =>
        File.ReadLines($"/proc/{process.Id}/smaps_rollup")
            .Where(line => line.StartsWith(key, StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));

    private static void Wait(Func<bool> condition)
    {
        if (!SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(25)))
            throw new TimeoutException();
    }
}

internal static class Tables
{
    public static readonly int[] Squares = Enumerable.Range(0, 16 << 20).Select(static number => number * number).ToArray();
}
