// A ProcessExit handler waits until Main is done, and Main calls Environment.Exit before it is.
// form: plain
// hazard: hang, stdout no input
// fixed: exit 2, stdout no input

using System;
using System.Threading;

internal static class Program
{
    private static readonly ManualResetEventSlim s_done = new();

    private static void Main(string[] args)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        if (args.Length == 0)
        {
            Console.WriteLine("no input");
            Environment.Exit(2);
        }

        s_done.Set();
    }

    private static void OnExit(object? sender, EventArgs e) => s_done.Wait();
}
