// The parent opens a file and tells a child the number of its handle. In the child that is no file.
// form: plain
// hazard: exit 0, stdout child: System.IO.IOException
// fixed: exit 0, stdout child: content
using System;
using System.Diagnostics;
using System.IO;
using Microsoft.Win32.SafeHandles;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child", var handle])
            return ReadByHandle(int.Parse(handle));

        string path = Path.Combine(AppContext.BaseDirectory, "file.txt");
        File.WriteAllText(path, "content");

        // The parent has many files open, and so the child has none of this number.
        FileStream[] files = new FileStream[200];
        for (int i = 0; i < files.Length; i++)
            files[i] = File.OpenRead(path);

        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        start.ArgumentList.Add(files[^1].SafeFileHandle.DangerousGetHandle().ToString());
        using Process child = Process.Start(start)!;
        if (!child.WaitForExit(TimeSpan.FromSeconds(20)))
            child.Kill();

        return 0;
    }

    private static int ReadByHandle(int number)
    {
        try
        {
            using FileStream file = new(new SafeFileHandle(number, ownsHandle: false), FileAccess.Read);
            using StreamReader reader = new(file);
            Console.WriteLine($"child: {reader.ReadToEnd()}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.WriteLine($"child: {e.GetBaseException().GetType()}");
        }

        return 0;
    }
}
