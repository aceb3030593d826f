// Two threads ask whether a mutex is there, and make it when it is not. What they made is used by another member, and disposed of later.
// form: used again
// hazard: exit 0, stdout made: 2, stdout all open: True, stdout all closed: True
// fixed: exit 0, stdout made: 1, stdout all open: True, stdout all closed: True
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;

internal static class Program
{
    private static readonly ConcurrentBag<Mutex> s_made = new();

    private static void Main()
    {
        string name = $"ProcessSafety.Proof.Later.{Environment.ProcessId}";
        Thread other = new(() => Ask(name));
        other.Start();
        Ask(name);
        other.Join();

        Console.WriteLine($"made: {s_made.Count}");
        Console.WriteLine($"all open: {s_made.All(static mutex => !mutex.SafeWaitHandle.IsClosed)}");
        foreach (Mutex mutex in s_made)
            mutex.Dispose();

        Console.WriteLine($"all closed: {s_made.All(static mutex => mutex.SafeWaitHandle.IsClosed)}");
    }

    private static void Ask(string name)
    {
        if (Mutex.TryOpenExisting(NameOf(name), out _))
            return;

        Mutex mutex = new(initiallyOwned: false, NameOf(name));
        Keep(mutex);
    }

    private static void Keep(Mutex mutex) => s_made.Add(mutex);

    /// <summary>Takes its time, so that each thread has asked before either makes the mutex.</summary>
    private static string NameOf(string name)
    {
        Thread.Sleep(300);
        return name;
    }
}
