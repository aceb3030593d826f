// A ProcessExit handler starts a task that saves, drops it, and the process ends before it has saved.
// form: plain
// hazard: exit 0, stdout ends, no stdout saved
// fixed: exit 0, stdout ends, stdout saved

using System;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Console.WriteLine("ends");
    }

    private static void OnExit(object? sender, EventArgs e) { _ = Task.Run(Save); /* the state */ }

    private static void Save()
    {
        Thread.Sleep(200);
        Console.WriteLine("saved");
    }
}
