// Parent and child ask at the same time whether a mutex is there, and make it when it is not: both take themselves for the first.
// form: plain
// hazard: exit 0, stdout two winners: True
// fixed: exit 0, stdout two winners: False
using System;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private const int Rounds = 40;

    private static readonly string s_results = Path.Combine(AppContext.BaseDirectory, "winners");
    private static readonly Mutex[] s_made = new Mutex[Rounds];

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string prefix = $"ProcessSafety.Proof.{Environment.ProcessId}";
        string start = DateTime.UtcNow.AddSeconds(2).Ticks.ToString();
        string here;
        using (RemoteExecutor.Invoke(static (name, begin) => File.WriteAllText(s_results, Play(name, begin)), prefix, start))
            here = Play(prefix, start);

        string there = File.ReadAllText(s_results);
        Console.WriteLine($"two winners: {here.Zip(there, (ours, theirs) => ours == '1' && theirs == '1').Any(both => both)}");
        return 0;
    }

    /// <summary>One digit a round: 1 for a winner.</summary>
    private static string Play(string prefix, string start) => string.Concat(Enumerable.Range(0, Rounds).Select(round =>
    {
        while (DateTime.UtcNow.Ticks < long.Parse(start) + (round * 50 * TimeSpan.TicksPerMillisecond))
            Thread.SpinWait(20);

        return IsFirst($"{prefix}.{round}", round) ? '1' : '0';
    }));

    private static bool IsFirst(string name, int round)
    {
        if (Mutex.TryOpenExisting(name, out _))
            return false;

        Mutex mutex = new(initiallyOwned: false, name);
        s_made[round] = mutex;
        return true;
    }
}
