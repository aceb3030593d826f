// A program that dotnet runs starts its own assembly. The system cannot start a .dll.
// form: plain
// hazard: exit 134, stdout parent, stderr Unhandled exception. System.ComponentModel.Win32Exception
// fixed: exit 0, stdout parent, stdout worker 7, stdout exit code 0
using System;
using System.Diagnostics;

internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["--worker", var number])
        {
            Console.WriteLine($"worker {number}");
            return;
        }

        Console.WriteLine("parent");
        using Process worker = Process.Start(typeof(Program).Assembly.Location, "--worker 7");
        worker.WaitForExit();
        Console.WriteLine($"exit code {worker.ExitCode}");
    }
}
