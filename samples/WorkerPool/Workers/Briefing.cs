using System.IO.Pipes;

namespace WorkerPool.Workers;

/// <summary>Tells each worker over a pipe which files are to come; each answers with their number.</summary>
internal static class Briefing
{
    private const string PipeName = "WorkerPool.Briefing";

    /// <summary>The pool's side: one worker after the other gets all names, and a blank line.</summary>
    public static IEnumerable<string> Give(IEnumerable<WorkerProcess> workers, IReadOnlyCollection<string> files)
    {
        using var pipe = new NamedPipeServerStream(PipeName);
        foreach (var worker in workers)
        {
            Task<string> told = Task.Run(() => worker.Ask(ChecksumWorker.BriefingCommand));
            pipe.WaitForConnection();
            var writer = new StreamWriter(pipe);
            foreach (var file in files)
            {
                writer.WriteLine(file);
            }

            writer.WriteLine();
            var answer = new StreamReader(pipe).ReadLine();
            yield return $"{told.GetAwaiter().GetResult()} expects {answer} files";
        }
    }

    /// <summary>The worker's side.</summary>
    public static void Receive()
    {
        using var pipe = new NamedPipeClientStream("localhost", PipeName);
        pipe.Connect(5000);
        var files = 0;
        while (pipe.IsConnected)
        {
            using var reader = new StreamReader(pipe, leaveOpen: true);
            if (reader.ReadLine() is { Length: > 0 })
            {
                files++;
            }
        }

        using var writer = new StreamWriter(pipe);
        writer.WriteLine(files);
    }
}
