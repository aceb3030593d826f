// Parent and child write one report under one lock, by its name. Each process has an object of its own behind that name.
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.IO;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static readonly object s_gate = new();
    private static readonly string s_report = Path.Combine(AppContext.BaseDirectory, "report.txt");
    private static readonly string s_overlaps = Path.Combine(AppContext.BaseDirectory, "overlaps.txt");

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        File.Delete(s_overlaps);
        using (RemoteExecutor.Invoke(() => WriteReport()))
            WriteReport();

        Console.WriteLine($"both inside the lock: {File.Exists(s_overlaps)}");
        return 0;
    }

    private static void WriteReport()
    {
        for (int round = 0; round < 6; round++)
        {
            lock (s_gate)
            {
                try
                {
                    using FileStream report = new(s_report, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    Thread.Sleep(300);
                }
                catch (IOException)
                {
                    File.WriteAllText(s_overlaps, "the other one is here");
                }
            }

            Thread.Sleep(50);
        }
    }
}
