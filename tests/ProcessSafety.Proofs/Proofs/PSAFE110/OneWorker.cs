// The story of multiprocessing: the parent sets x, starts one worker and waits for it, and there x is what its initializer says.
// form: plain
// hazard: exit 0, stdout the worker finds nothing
// fixed: exit 0, stdout the worker finds set by the parent
using System;
using System.Diagnostics;
using System.Linq;

internal static class Program
{
    private static string? s_x;

    private static void Main(string[] args)
    {
        if (args.Contains("--worker"))
        {
            Console.WriteLine($"the worker finds {s_x ?? "nothing"}");
            return;
        }

        s_x = "set by the parent";
        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--worker");
        using Process worker = Process.Start(start)!;
        worker.WaitForExit();
    }
}
