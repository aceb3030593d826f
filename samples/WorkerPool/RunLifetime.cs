using System.Runtime.InteropServices;

namespace WorkerPool;

/// <summary>Ends a run gracefully: no new file is begun, and the process stays until the workers and the files are gone.</summary>
internal sealed class RunLifetime : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();

    public RunLifetime()
    {
        Console.CancelKeyPress += (_, _) => _stop.Cancel();
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Cancelled when somebody asks the run to end.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose() => _ended.Set();

    private void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        _ended.Wait();
        if (_stop.IsCancellationRequested)
        {
            Environment.Exit(1);
        }
    }
}
