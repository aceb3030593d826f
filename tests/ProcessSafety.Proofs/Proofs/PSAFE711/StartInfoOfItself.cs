// A program starts a worker and takes the start info of the current process for it, which has none.
// form: plain
// hazard: exit 134, stdout asking, stderr Unhandled exception. System.InvalidOperationException, no stdout the worker says
// fixed: exit 0, stdout asking, stdout the worker says hello
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["worker"])
        {
            Console.WriteLine("hello");
            return 0;
        }

        Console.WriteLine("asking");
        ProcessStartInfo start = Process.GetCurrentProcess().StartInfo;
        start.FileName = Environment.ProcessPath!;
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("worker");
        start.RedirectStandardOutput = true;
        using Process worker = Process.Start(start)!;
        Console.WriteLine($"the worker says {worker.StandardOutput.ReadToEnd().Trim()}");
        worker.WaitForExit();
        return worker.ExitCode;
    }
}
