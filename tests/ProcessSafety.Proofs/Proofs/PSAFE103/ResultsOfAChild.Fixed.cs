// A child process appends its results to a file, and the parent reads them.
using System;
using System.IO;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static readonly string s_results = Path.Combine(AppContext.BaseDirectory, "results.txt");

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        File.Delete(s_results);
        RemoteExecutor.Invoke(() =>
        {
            for (int i = 1; i <= 3; i++)
                File.AppendAllText(s_results, $"{i * i}\n");
        }).Dispose();

        Console.WriteLine($"parent: {File.ReadAllLines(s_results).Length} results");
        return 0;
    }
}
