// A program that dotnet runs starts its own assembly, twice by the same start info. The system cannot start a .dll.
// form: used again
// hazard: exit 134, stdout parent, stderr Unhandled exception. System.ComponentModel.Win32Exception
// fixed: exit 0, stdout first: worker 7, stdout second: worker 7
using System;
using System.Diagnostics;

internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["--worker", var number])
        {
            Console.Write($"worker {number}");
            return;
        }

        Console.WriteLine("parent");
        ProcessStartInfo start = new(typeof(Program).Assembly.Location) { RedirectStandardOutput = true };
        start.ArgumentList.Add("--worker");
        start.ArgumentList.Add("7");
        Console.WriteLine($"first: {OutputOf(Process.Start(start)!)}");
        Console.WriteLine($"second: {OutputOf(Process.Start(start)!)}");
    }

    private static string OutputOf(Process worker)
    {
        using (worker)
        {
            return worker.StandardOutput.ReadToEnd();
        }
    }
}
