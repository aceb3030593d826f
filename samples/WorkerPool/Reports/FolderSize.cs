using System.Diagnostics;
using System.IO.Pipes;

namespace WorkerPool.Reports;

/// <summary>
/// Measures a folder in a child process, which may stall on a slow disk without this one. It reports its progress and its
/// answer through two pipes.
/// </summary>
internal static class FolderSize
{
    private const string Switch = "--measure";

    /// <summary>The bytes in a folder, as its files say.</summary>
    public static string Of(string folder)
    {
        using var progress = new AnonymousPipeServerStream(PipeDirection.In);
        using var answer = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var measure = Process.Start(
            Environment.ProcessPath!,
            [Switch, folder, progress.GetClientHandleAsString(), answer.GetClientHandleAsString()]);
        progress.DisposeLocalCopyOfClientHandle();
        using var steps = new StreamReader(progress);
        while (steps.ReadLine() is { } step)
        {
            Log.Write(step);
        }

        using var reader = new StreamReader(answer);
        return reader.ReadToEnd();
    }

    /// <summary>Measures and returns true when this process was started by <see cref="Of"/>.</summary>
    public static bool TryRun(string[] args)
    {
        if (args is not [Switch, var folder, var progress, var answer])
        {
            return false;
        }

        using var steps = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, progress)) { AutoFlush = true };
        using var writer = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, answer));
        long bytes = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            steps.WriteLine($"measuring {file.Name}");
            bytes += file.Length;
        }

        writer.Write(bytes);
        return true;
    }
}
