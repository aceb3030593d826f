using System.Security.Cryptography;
using System.Text;
using WorkerPool.Launching;
using WorkerPool.Reports;
using WorkerPool.Workers;

namespace WorkerPool;

/// <summary>
/// Checksums files with worker processes, with <c>--repeat</c> until Ctrl+C. With <c>--trim</c> the workers give their memory back
/// before they end, with <c>--size</c> the size of the files is reported too, with <c>--archive FILE</c> they are packed,
/// and with <c>--again</c> the program restarts at the end.
/// With <c>--history</c> the checksums of all runs are kept in one file.
/// With <c>--brief</c> the workers learn beforehand which files are to come.
/// With <c>--machine</c> the report says who has made it, with <c>--list</c> it lists the files,
/// and with <c>--then COMMAND</c> a command of the shell runs behind it.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (ChildProcess.TryRun(args, out var exitCode))
        {
            return exitCode;
        }

        if (FolderSize.TryRun(args))
        {
            return 0;
        }

        using var instance = new Mutex(initiallyOwned: true, InstanceName(), out var isFirst);
        if (!isFirst)
        {
            Log.Write("the pool is at work already");
            return 1;
        }

        Journal.Begin();
        using var place = OtherUsers.Join(out var areIdle);
        if (!areIdle)
        {
            Log.Write("another user's pool is at work on this machine");
            return 1;
        }

        using var lifetime = new RunLifetime();
        Toolchain.Warm();
        using var workload = new Workload(files: 24);
        using var pool = new Pool(size: 2);
        Task<string>? listing = args.Contains("--list") ? Listing.Of(workload.Folder) : null;
        if (args.Contains("--brief"))
        {
            foreach (var line in pool.Brief(workload.Paths))
            {
                Console.WriteLine(line);
            }
        }

        do
        {
            string[] lines = [.. Checksum(workload, pool, lifetime.Stop)];
            if (args.Contains("--trim"))
            {
                pool.Trim();
            }

            using (new ReportLock())
            {
                Console.WriteLine(Toolchain.Describe());
                Array.ForEach(lines, Console.WriteLine);
            }

            Journal.Attach("checksums.txt", lines);
            if (args.Contains("--history"))
            {
                History.Rotate();
                History.AppendAsync(lines).GetAwaiter().GetResult();
            }
        }
        while (args.Contains("--repeat") && !lifetime.Stop.IsCancellationRequested);

        Journal.Keep();
        if (args.Contains("--machine"))
        {
            Console.WriteLine(Machine.DescribeAsync().GetAwaiter().GetResult());
        }

        if (listing is not null)
        {
            Console.WriteLine(listing.GetAwaiter().GetResult());
        }

        if (args.Contains("--size"))
        {
            Console.WriteLine($"{FolderSize.Of(workload.Folder)} bytes");
        }

        if (args is [.., "--archive", var archive])
        {
            ReportArchive.Pack(workload.Folder, Path.GetFullPath(archive));
        }

        if (args is [.., "--then", var command])
        {
            Console.WriteLine(AfterReport.Run(command));
        }

        if (args.Contains("--again"))
        {
            instance.Dispose();
            ChildProcess.Restart();
        }

        return 0;
    }

    /// <summary>One name for each folder that the program runs from.</summary>
    private static string InstanceName() =>
        "WorkerPool-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(AppContext.BaseDirectory)), 0, 8);

    private static IEnumerable<string> Checksum(Workload workload, Pool pool, CancellationToken stop)
    {
        List<(string File, Task<string> Answer)> jobs = [];
        try
        {
            foreach (var path in workload.Paths)
            {
                jobs.Add((Path.GetFileName(path), pool.Checksum(path, stop)));
            }
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
