// Two threads move the process to the folder in which their child is to work. Both have moved it before either starts.
// form: plain
// hazard: exit 0, stdout children in the folder of the other one: 1
// fixed: exit 0, stdout children in the folder of the other one: 0
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

internal static class Program
{
    private static readonly Barrier s_bothHaveMoved = new(2);

    private static int s_wrong;

    private static int Main(string[] args)
    {
        if (args is ["child"])
        {
            Console.Write(Path.GetFileName(Environment.CurrentDirectory));
            return 0;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("ProcessSafety.Proof-");
        folder.CreateSubdirectory("first");
        folder.CreateSubdirectory("second");
        Thread first = new(() => Launch(folder.FullName, "first"));
        first.Start();
        Launch(folder.FullName, "second");
        first.Join();
        folder.Delete(recursive: true);
        Console.WriteLine($"children in the folder of the other one: {s_wrong}");
        return 0;
    }

    private static void Launch(string folder, string name)
    {
        Directory.SetCurrentDirectory(Path.Combine(folder, name));
        s_bothHaveMoved.SignalAndWait();
        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
        {
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        if (child.StandardOutput.ReadToEnd() != name)
            Interlocked.Increment(ref s_wrong);
    }
}
