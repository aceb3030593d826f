using System.Runtime.InteropServices;

namespace WorkerPool;

/// <summary>
/// Ends a run gracefully: no new file is begun, and the process stays until the workers and the files are gone,
/// or five seconds are over.
/// </summary>
internal sealed class RunLifetime : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly PosixSignalRegistration _terminate;

    public RunLifetime()
    {
        Console.CancelKeyPress += OnCancelKeyPress;
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Cancelled when somebody asks the run to end.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _ended.Set();
    }

    /// <summary>The first Ctrl+C ends the run gracefully, the second one ends it at once.</summary>
    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }

    private void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        _ended.Wait(TimeSpan.FromSeconds(5));
        if (_stop.IsCancellationRequested)
        {
            Environment.ExitCode = 1;
        }
    }
}
