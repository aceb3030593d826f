// A finalizer reports to a bounded queue that is full. Later Main empties the queue, and puts something into it itself.
// form: used again
// hazard: hang, stdout 0 of 100 messages finalized
// fixed: exit 0, stdout 100 of 100 messages finalized, stdout taken: started, stdout taken: goes on

using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;

Reports.Queue.Add("started");
LoseSession();
GC.Collect();
Session.Finalizing.Wait();

Message.LoseMany(100);
GC.Collect();
SpinWait.SpinUntil(static () => Message.Finalized == 100, TimeSpan.FromSeconds(1));
Console.WriteLine($"{Message.Finalized} of 100 messages finalized");
if (Message.Finalized == 0)
    Thread.Sleep(Timeout.Infinite);

Console.WriteLine($"taken: {Reports.Queue.Take()}");
Reports.Queue.Add("goes on");
Console.WriteLine($"taken: {Reports.Queue.Take()}");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseSession() => _ = new Session();

internal static class Reports
{
    public static readonly BlockingCollection<string> Queue = new(boundedCapacity: 1);
}

internal sealed class Session
{
    public static readonly ManualResetEventSlim Finalizing = new();

    ~Session()
    {
        Finalizing.Set();
        Reports.Queue.Add("session lost");
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
