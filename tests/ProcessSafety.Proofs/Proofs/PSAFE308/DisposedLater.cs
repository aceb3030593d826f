// Two threads ask whether a mutex is there, and make it when it is not: both are the first. What they made is disposed of later.
// form: used again
// hazard: exit 0, stdout more winners than rounds: True
// fixed: exit 0, stdout more winners than rounds: False, stdout all open: True, stdout all closed: True
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;

internal static class Program
{
    private const int Rounds = 300;

    private static readonly Barrier s_round = new(2);
    private static readonly ConcurrentBag<Mutex> s_made = new();

    private static void Main()
    {
        Thread other = new(Play);
        other.Start();
        Play();
        other.Join();

        Console.WriteLine($"more winners than rounds: {s_made.Count > Rounds}");
        Console.WriteLine($"all open: {s_made.All(static mutex => !mutex.SafeWaitHandle.IsClosed)}");
        foreach (Mutex mutex in s_made)
            mutex.Dispose();

        Console.WriteLine($"all closed: {s_made.All(static mutex => mutex.SafeWaitHandle.IsClosed)}");
    }

    private static void Play()
    {
        for (int round = 0; round < Rounds; round++)
        {
            s_round.SignalAndWait();
            Ask($"ProcessSafety.Proof.Later.{Environment.ProcessId}.{round}");
        }
    }

    private static void Ask(string name)
    {
        if (Mutex.TryOpenExisting(name, out _))
            return;

        Mutex mutex = new(initiallyOwned: false, name);
        s_made.Add(mutex);
    }
}
