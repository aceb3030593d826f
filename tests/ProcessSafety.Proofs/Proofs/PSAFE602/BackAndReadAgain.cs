// Two threads move the process to the folder of their child and go back. Main looks afterwards where it is.
// form: used again
// hazard: exit 0, stdout children in the folder of the other one: 1, stdout Main is where it was: True
// fixed: exit 0, stdout children in the folder of the other one: 0, stdout Main is where it was: True
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

internal static class Program
{
    private static readonly Barrier s_all = new(2);

    private static int s_wrong;

    private static int Main(string[] args)
    {
        if (args is ["child", var expected])
            return Path.GetFileName(Environment.CurrentDirectory) == expected ? 0 : 1;

        string begin = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ProcessSafety.Proof-");
        folder.CreateSubdirectory("first");
        folder.CreateSubdirectory("second");
        Thread first = new(() => Launch(folder.FullName, "first"));
        first.Start();
        Launch(folder.FullName, "second");
        first.Join();
        folder.Delete(recursive: true);
        Console.WriteLine($"children in the folder of the other one: {s_wrong}");
        Console.WriteLine($"Main is where it was: {Environment.CurrentDirectory == begin}");
        return 0;
    }

    private static void Launch(string folder, string name)
    {
        string old = Environment.CurrentDirectory;
        s_all.SignalAndWait();
        Environment.CurrentDirectory = Path.Combine(folder, name);
        try
        {
            s_all.SignalAndWait();
            using Process child = Process.Start(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child", name });
            child.WaitForExit();
            Interlocked.Add(ref s_wrong, child.ExitCode);
            s_all.SignalAndWait();
        }
        finally
        {
            Environment.CurrentDirectory = old;
        }
    }
}
