// The parent tells a child the path of the file, and the child opens it.
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child", var name])
            return Read(name);

        string path = Path.Combine(AppContext.BaseDirectory, "file.txt");
        File.WriteAllText(path, "content");

        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        start.ArgumentList.Add(path);
        using Process child = Process.Start(start)!;
        if (!child.WaitForExit(TimeSpan.FromSeconds(20)))
            child.Kill();

        return 0;
    }

    private static int Read(string path)
    {
        try
        {
            Console.WriteLine($"child: {File.ReadAllText(path)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.WriteLine($"child: {e.GetBaseException().GetType()}");
        }

        return 0;
    }
}
