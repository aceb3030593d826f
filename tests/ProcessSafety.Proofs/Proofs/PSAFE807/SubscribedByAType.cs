// A type of its own subscribes ProcessExit and takes the program's file away, and SIGTERM ends the program without it.
// form: plain
// signal: SIGTERM after ready
// hazard: exit 143, stdout ready, no stdout the file is gone
// fixed: exit 143, stdout ready, stdout the file is gone

using System;
using System.IO;
using System.Threading;

Workspace.Open();
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine("ready");
Thread.Sleep(Timeout.Infinite);

internal static class Workspace
{
    private static readonly string s_file = Path.Combine(AppContext.BaseDirectory, "service.pid");

    internal static void Open()
    {
        File.WriteAllText(s_file, "running");
        AppDomain.CurrentDomain.ProcessExit += Clean; // once
    }

    private static void Clean(object? sender, EventArgs e)
    {
        File.Delete(s_file);
        Console.WriteLine(File.Exists(s_file) ? "the file stays" : "the file is gone");
    }
}
