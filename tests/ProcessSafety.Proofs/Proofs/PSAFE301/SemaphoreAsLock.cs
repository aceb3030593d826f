// The parent holds a named semaphore that lets one process pass at a time. A second process asks for it.
// form: plain
// hazard: exit 134, stderr System.PlatformNotSupportedException: The named version of this synchronization primitive
// fixed: exit 0, stdout second: asks, stdout first: leaves, no stdout second: before the first has left, stdout second: inside
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

internal static class Program
{
    private static readonly Semaphore s_gate = new(1, 1, @"Global\ProcessSafety.Proof.SemaphoreAsLock");

    private static void Main(string[] args)
    {
        if (args is ["second", var place])
            Second(place);
        else
            First(Path.GetTempFileName());
    }

    private static void First(string place)
    {
        Process second;
        s_gate.WaitOne();
        try
        {
            second = Process.Start(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "second", place });
            Thread.Sleep(2000);
            Console.WriteLine("first: leaves");
            File.WriteAllText(place, "left");
        }
        finally
        {
            s_gate.Release();
        }

        if (!second.WaitForExit(20_000))
            second.Kill();

        File.Delete(place);
    }

    private static void Second(string place)
    {
        Console.WriteLine("second: asks");
        s_gate.WaitOne();
        try
        {
            Console.WriteLine(File.ReadAllText(place) == "left" ? "second: inside" : "second: before the first has left");
        }
        finally
        {
            s_gate.Release();
        }
    }
}
