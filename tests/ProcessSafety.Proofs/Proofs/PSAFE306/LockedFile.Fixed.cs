// A static field keeps the stream, and with it the lock, until the program ends.
using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static FileStream? s_instance;

    private static async Task<int> Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "instance.lock");
        try
        {
            s_instance = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return 1;
        }

        await Task.Delay(20);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        RemoteExecutor.Invoke(static other => Start(other), path).Dispose();
        s_instance.Dispose();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void Start(string path)
    {
        bool isFirst = true;
        try
        {
            using FileStream instance = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            isFirst = false;
        }

        Console.WriteLine($"a second instance is the first: {isFirst}");
    }
}
