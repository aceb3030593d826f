using System.Diagnostics;
using WorkerPool.Launching;

namespace WorkerPool.Workers;

/// <summary>One child process that answers one command at a time. It ends by itself when its input does, disposed or not.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(string name) => _process = ChildProcess.Start(
        static name =>
        {
            Log.Prefix = $"{name}: ";
            return ChecksumWorker.Run(name);
        },
        name);

    /// <exception cref="IOException">The child ended before it answered.</exception>
    public string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        return _process.StandardOutput.ReadLine() ?? throw new IOException($"Worker {_process.Id} ended.");
    }

    public void Dispose()
    {
        Log.Write($"worker {_process.Id} stopped");
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
