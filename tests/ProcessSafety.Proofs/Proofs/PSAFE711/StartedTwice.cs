// A program takes the start info of the current process for two workers. The process itself is asked for its id before and after.
// form: used again
// hazard: exit 134, stdout the same id: True, stderr Unhandled exception. System.InvalidOperationException, no stdout workers
// fixed: exit 0, stdout the same id: True, stdout workers have ended with 3 and 4, stdout still the same id: True
using System;
using System.Diagnostics;

internal static class Program
{
    private static readonly Process s_self = Process.GetCurrentProcess();

    private static int Main(string[] args)
    {
        if (args is ["worker", var code])
            return int.Parse(code);

        Console.WriteLine($"the same id: {s_self.Id == Environment.ProcessId}");
        ProcessStartInfo start = s_self.StartInfo;
        start.FileName = Environment.ProcessPath!;
        Console.WriteLine($"workers have ended with {Run(start, "3")} and {Run(start, "4")}");
        Console.WriteLine($"still the same id: {s_self.Id == Environment.ProcessId}");
        return 0;
    }

    private static int Run(ProcessStartInfo start, string code)
    {
        start.ArgumentList.Clear();
        foreach (string argument in new[] { Environment.GetCommandLineArgs()[0], "worker", code })
            start.ArgumentList.Add(argument);
        using Process worker = Process.Start(start)!;
        worker.WaitForExit();
        return worker.ExitCode;
    }
}
