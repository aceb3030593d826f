using System.IO.Pipes;

namespace WorkerPool.Workers;

/// <summary>Tells each worker over a pipe which files are to come; each answers with their number.</summary>
internal static class Briefing
{
    private static readonly string s_pipeName = $"WorkerPool.{Environment.ProcessId}";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>The pool's side: one worker after the other gets all names, and a blank line.</summary>
    /// <exception cref="OperationCanceledException">A worker did not connect in time.</exception>
    public static IEnumerable<string> Give(IEnumerable<WorkerProcess> workers, IReadOnlyCollection<string> files)
    {
        using var pipe = new NamedPipeServerStream(s_pipeName, PipeDirection.InOut, 1, default, PipeOptions.CurrentUserOnly);
        foreach (var worker in workers)
        {
            Task<string> told = Task.Run(() => worker.Ask($"{ChecksumWorker.BriefingCommand} {s_pipeName}"));
            Accept(pipe);
            var answer = Tell(pipe, files);
            pipe.Disconnect();
            yield return $"{told.GetAwaiter().GetResult()} expects {answer} files";
        }
    }

    private static void Accept(NamedPipeServerStream pipe)
    {
        using var limit = new CancellationTokenSource(s_limit);
        pipe.WaitForConnectionAsync(limit.Token).GetAwaiter().GetResult();
    }

    /// <summary>Its writer is gone when it returns: disposed of later, it would flush a pipe that nobody has.</summary>
    private static string? Tell(NamedPipeServerStream pipe, IReadOnlyCollection<string> files)
    {
        using var reader = new StreamReader(pipe, leaveOpen: true);
        using var writer = new StreamWriter(pipe, leaveOpen: true) { AutoFlush = true };
        foreach (var file in files)
        {
            writer.WriteLine(file);
        }

        writer.WriteLine();
        return reader.ReadLine();
    }

    /// <summary>The worker's side.</summary>
    /// <exception cref="TimeoutException">The pool does not wait any more.</exception>
    public static void Receive(string pipeName)
    {
        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.CurrentUserOnly);
        pipe.Connect(s_limit);
        using var reader = new StreamReader(pipe, leaveOpen: true);
        using var writer = new StreamWriter(pipe, leaveOpen: true) { AutoFlush = true };
        var files = 0;
        while (reader.ReadLine() is { Length: > 0 })
        {
            files++;
        }

        writer.WriteLine(files);
    }
}
