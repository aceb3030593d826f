// A ProcessExit handler disposes of a worker, which asks its thread to end and waits; the thread itself has called Environment.Exit.
// form: plain
// hazard: hang, stdout failed
// fixed: exit 3, stdout failed

using System;
using System.Threading;

using ManualResetEventSlim never = new();
Worker worker = new();
AppDomain.CurrentDomain.ProcessExit += (_, _) => worker.Dispose();
never.Wait();

internal sealed class Worker : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _stopping;

    public Worker()
    {
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    private void Work()
    {
        if (!_stopping)
        {
            Console.WriteLine("failed");
            Environment.Exit(3);
        }
    }
}
