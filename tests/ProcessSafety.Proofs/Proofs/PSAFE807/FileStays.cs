// A ProcessExit handler takes away the program's file, and SIGTERM ends the program without it.
// form: plain
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout the file is gone
// fixed: exit 143, stdout ready, stdout the file is gone

using System;
using System.IO;
using System.Threading;

internal static class Program
{
    private static readonly string s_file = Path.Combine(AppContext.BaseDirectory, "service.pid");

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Clean();
        File.WriteAllText(s_file, "running");
        Console.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void Clean()
    {
        File.Delete(s_file);
        Console.WriteLine(File.Exists(s_file) ? "the file stays" : "the file is gone");
    }
}
