// A handler waits for the exit of a child that has ended before the handler was attached. Nobody tells it afterwards.
// form: plain
// hazard: exit 0, stdout the handler has run: False
// fixed: exit 0, stdout the handler has run: True
using System;
using System.Diagnostics;
using System.Threading;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["child"])
            return 0;

        using ManualResetEventSlim told = new();
        using Process child = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            new[] { Environment.GetCommandLineArgs()[0], "child" }))!;
        child.EnableRaisingEvents = true;
        Thread.Sleep(TimeSpan.FromSeconds(2));
        child.Exited += (_, _) => told.Set();
        Console.WriteLine($"the handler has run: {told.Wait(TimeSpan.FromSeconds(2))}");
        return 0;
    }
}
