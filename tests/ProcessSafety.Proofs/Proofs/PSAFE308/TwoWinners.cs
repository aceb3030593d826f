// Parent and child ask at the same time whether a mutex is there, and make it when it is not: both take themselves for the first.
// form: plain
// hazard: exit 0, stdout parent is the first: True, stdout child is the first: True
// fixed: exit 0, stdout is the first: True, stdout is the first: False
using System;
using System.IO;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static readonly string s_place = Path.Combine(AppContext.BaseDirectory, "asked");
    private static readonly Mutex[] s_made = new Mutex[1];

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        Directory.CreateDirectory(s_place);
        string name = $"ProcessSafety.Proof.Winners.{Environment.ProcessId}";
        using (RemoteExecutor.Invoke(static other => Ask("child", other), name))
            Ask("parent", name);

        return 0;
    }

    private static void Ask(string who, string name)
    {
        Meet("asks");
        Console.WriteLine($"{who} is the first: {IsFirst(name)}");
        Meet("has asked");
    }

    private static bool IsFirst(string name)
    {
        if (Mutex.TryOpenExisting(NameOf(name), out _))
            return false;

        Mutex mutex = new(initiallyOwned: false, NameOf(name));
        s_made[0] = mutex;
        return true;
    }

    /// <summary>Takes its time, so that each process has asked before either makes the mutex.</summary>
    private static string NameOf(string name)
    {
        Thread.Sleep(500);
        return name;
    }

    /// <summary>Waits until both processes are there.</summary>
    private static void Meet(string step)
    {
        File.WriteAllText(Path.Combine(s_place, $"{step}.{Environment.ProcessId}"), step);
        SpinWait.SpinUntil(() => Directory.GetFiles(s_place, step + ".*").Length == 2, TimeSpan.FromSeconds(10));
    }
}
