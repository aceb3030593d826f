// Top-level statements start the program's own assembly, each time with other arguments. The system cannot start a .dll.
// form: plain
// hazard: exit 134, stdout parent, stderr Unhandled exception. System.ComponentModel.Win32Exception
// fixed: exit 0, stdout parent, stdout worker 7, stdout exit code 0

using System;
using System.Diagnostics;

if (args is ["--worker", var number])
{
    Console.WriteLine($"worker {number}");
    return;
}

Console.WriteLine("parent");
ProcessStartInfo start = new();
start.FileName = typeof(Worker).Assembly.Location; // this program
foreach (string argument in new[] { "--worker", "7" })
    start.ArgumentList.Add(argument);
using Process worker = Process.Start(start)!;
worker.WaitForExit();
Console.WriteLine($"exit code {worker.ExitCode}");

internal static class Worker
{
}
