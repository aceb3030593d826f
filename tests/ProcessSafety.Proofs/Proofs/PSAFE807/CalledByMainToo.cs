// A ProcessExit handler takes away the program's file, and Main calls it as well when the work is done. SIGTERM ends the program before.
// form: used again
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout the file is gone
// fixed: exit 143, stdout ready, stdout the file is gone, no stdout done

using System;
using System.IO;
using System.Threading;

internal static class Program
{
    private static readonly string s_file = Path.Combine(AppContext.BaseDirectory, "service.pid");

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        File.WriteAllText(s_file, "running");
        Console.WriteLine("ready");
        Thread.Sleep(20_000);
        OnExit(null, EventArgs.Empty);
        Console.WriteLine("done");
    }

    private static void OnExit(object? sender, EventArgs e)
    {
        File.Delete(s_file);
        Console.WriteLine(File.Exists(s_file) ? "the file stays" : "the file is gone");
    }
}
