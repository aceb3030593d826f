// A finalizer waits for a flush that never ends: not even Environment.Exit ends the process.
// form: plain
// hazard: hang, stdout exiting
// fixed: exit 3, stdout exiting

using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

LoseFile();
GC.Collect();
SpoolFile.Finalizing.Wait();
Console.WriteLine("exiting");
Environment.Exit(3);

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseFile() => _ = new SpoolFile(Device.FlushAsync());

internal static class Device
{
    private static readonly TaskCompletionSource<int> s_answer = new();

    public static Task<int> FlushAsync() => s_answer.Task;
}

internal sealed class SpoolFile(Task<int> flush)
{
    public static readonly ManualResetEventSlim Finalizing = new();

    private readonly Task<int> _flush = flush;

    ~SpoolFile() => Dispose(false);

    private void Dispose(bool disposing)
    {
        Finalizing.Set();
        Flushed += _flush.Result;
    }

    public static int Flushed { get; private set; }
}
