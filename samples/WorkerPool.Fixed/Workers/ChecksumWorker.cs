using WorkerPool.Buffers;

namespace WorkerPool.Workers;

/// <summary>The program of a child process: one command a line on standard input, one answer a line on standard output.</summary>
internal static class ChecksumWorker
{
    public const string TrimCommand = "trim";
    public const string BriefingCommand = "brief";

    public static int Run(string name)
    {
        var answers = 0;
        while (Console.In.ReadLine() is { } command)
        {
            Console.Out.WriteLine(command.Split(' ', 2) switch
            {
                [TrimCommand] => Trim(),
                [BriefingCommand, var pipeName] => Brief(name, pipeName),
                _ => Answer(path: command),
            });
            Console.Out.Flush();
            answers++;
        }

        Log.Write($"{name} answered {answers} times");
        LeakReport.WriteTo(Console.Error);
        return 0;
    }

    private static string Trim()
    {
        BufferPool.Shared.Trim();
        return "trimmed";
    }

    private static string Brief(string name, string pipeName)
    {
        Briefing.Receive(pipeName);
        return name;
    }

    private static string Answer(string path)
    {
        try
        {
            return Checksum(path).ToString("x8");
        }
        catch (IOException e)
        {
            return $"failed: {e.Message}";
        }
    }

    /// <exception cref="IOException">The file cannot be read. The buffer is then left to its finalizer.</exception>
    private static uint Checksum(string path)
    {
        NativeBuffer buffer = BufferPool.Shared.Rent();
        uint sum = 1, total = 0;
        using (FileStream file = File.OpenRead(path))
        {
            while (file.Read(buffer.Span) is > 0 and var read)
            {
                foreach (var value in buffer.Span[..read])
                {
                    total = (total + (sum = (sum + value) % 65521)) % 65521;
                }
            }
        }

        buffer.Dispose();
        return (total << 16) | sum;
    }
}
