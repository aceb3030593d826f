using System.Diagnostics;
using WorkerPool.Launching;

namespace WorkerPool.Workers;

/// <summary>One child process that answers one command at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(string name) => _process = ChildProcess.Start(() => ChecksumWorker.Run(name));

    ~WorkerProcess() => Stop("abandoned");

    /// <exception cref="IOException">The child ended before it answered.</exception>
    public string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        return _process.StandardOutput.ReadLine() ?? throw new IOException($"Worker {_process.Id} ended.");
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Stop("stopped");
    }

    private void Stop(string reason)
    {
        Log.Write($"worker {_process.Id} {reason}");
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
