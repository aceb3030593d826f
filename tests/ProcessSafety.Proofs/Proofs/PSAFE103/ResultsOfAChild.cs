// A child process puts its results into a queue, and the parent takes them out. The parent's queue stays empty.
// form: plain
// hazard: exit 0, stdout child: 3 results, stdout parent: 0 results
// fixed: exit 0, stdout parent: 3 results
using System;
using System.Collections.Concurrent;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static readonly ConcurrentQueue<int> s_results = new();

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        RemoteExecutor.Invoke(() =>
        {
            for (int i = 1; i <= 3; i++)
                s_results.Enqueue(i * i);

            Console.WriteLine($"child: {s_results.Count} results");
        }).Dispose();

        int count = 0;
        while (s_results.TryDequeue(out _))
            count++;

        Console.WriteLine($"parent: {count} results");
        return 0;
    }
}
