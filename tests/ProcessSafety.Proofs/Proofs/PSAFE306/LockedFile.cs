// A file that nobody else may open keeps a second instance away, until its stream is finalized.
// form: plain
// hazard: exit 0, stdout a second instance is the first: True
// fixed: exit 0, stdout a second instance is the first: False
using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "instance.lock");
        try
        {
            FileStream instance = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return 1;
        }

        await Task.Delay(20);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        RemoteExecutor.Invoke(static other => Start(other), path).Dispose();
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
