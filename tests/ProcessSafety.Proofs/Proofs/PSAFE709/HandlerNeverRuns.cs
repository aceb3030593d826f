// A handler waits for the exit of a child. The child has been gone for two seconds, and nobody has told the handler.
// form: plain
// hazard: exit 0, stdout the child has ended, stdout the handler has run: False
// fixed: exit 0, stdout the child has ended, stdout the handler has run: True
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
        child.Exited += (_, _) => told.Set();
        child.WaitForExit();
        Console.WriteLine("the child has ended");
        Console.WriteLine($"the handler has run: {told.Wait(TimeSpan.FromSeconds(2))}");
        return 0;
    }
}
