using WorkerPool.Launching;
using WorkerPool.Reports;
using WorkerPool.Workers;

namespace WorkerPool;

/// <summary>Checksums files with worker processes. With <c>--trim</c> the workers give their memory back before they end.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (ChildProcess.TryRun(args, out var exitCode))
            return exitCode;

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            // The first Ctrl+C ends the run in good order, the second one ends it at once.
            e.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };

        Toolchain.Warm();
        using var workload = new Workload(files: 24);
        using var pool = new Pool(size: 2);
        string[] lines = [.. Checksum(workload, pool, stop.Token)];
        if (args.Contains("--trim"))
            pool.Trim();

        using (new ReportLock())
        {
            Console.WriteLine(Toolchain.Describe());
            Array.ForEach(lines, Console.WriteLine);
        }

        return stop.IsCancellationRequested ? 1 : 0;
    }

    private static IEnumerable<string> Checksum(Workload workload, Pool pool, CancellationToken stop)
    {
        List<(string File, Task<string> Answer)> jobs = [];
        try
        {
            foreach (var path in workload.Paths)
                jobs.Add((Path.GetFileName(path), pool.Checksum(path, stop)));
        }
        catch (OperationCanceledException)
        {
            Log.Write($"stopped after {jobs.Count} of {workload.Paths.Length} files");
        }

        return jobs.Select(job => $"{job.File} {Outcome(job.Answer)}");
    }

    private static string Outcome(Task<string> answer)
    {
        try
        {
            return answer.GetAwaiter().GetResult();
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }
}
