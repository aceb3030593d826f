// A finalizer reports to a bounded queue by the method of all other code. TryAdd in there would lose what that code waits for room with.
// form: used again
// hazard: hang, stdout 20 of 20 reports written, stdout 0 of 100 messages finalized
// fixed: exit 0, stdout 20 of 20 reports written, stdout 100 of 100 messages finalized

using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;

Thread writer = new(static () => Reports.Write(20)) { IsBackground = true };
writer.Start();
for (int i = 0; i < 20; i++)
    Reports.Enter($"report {i}");

writer.Join();
Console.WriteLine($"{Reports.Written} of 20 reports written");

Reports.Enter("the last one, which nobody writes");
LoseSession();
GC.Collect();
Session.Finalizing.Wait();

Message.LoseMany(100);
GC.Collect();
SpinWait.SpinUntil(static () => Message.Finalized == 100, TimeSpan.FromSeconds(2));
Console.WriteLine($"{Message.Finalized} of 100 messages finalized");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseSession() => _ = new Session();

internal static class Reports
{
    private static readonly BlockingCollection<string> s_queue = new(boundedCapacity: 1);

    public static int Written { get; private set; }

    public static void Enter(string report) => s_queue.Add(report);

    public static void Write(int count)
    {
        for (; Written < count; Written++)
        {
            Thread.Sleep(5);
            s_queue.Take();
        }
    }
}

internal sealed class Session
{
    public static readonly ManualResetEventSlim Finalizing = new();

    ~Session()
    {
        Finalizing.Set();
        Reports.Enter("session lost");
    }
}

internal sealed class Message
{
    private static int s_finalized;

    ~Message() => Interlocked.Increment(ref s_finalized);

    public static int Finalized => Volatile.Read(ref s_finalized);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LoseMany(int count)
    {
        for (int i = 0; i < count; i++)
            _ = new Message();
    }
}
