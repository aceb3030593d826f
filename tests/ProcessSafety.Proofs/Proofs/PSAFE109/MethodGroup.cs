// A child process is to write two lines. It ends at the await between them, and says that all went well.
// form: plain
// hazard: exit 0, stdout begun, stdout lines: 1
// fixed: exit 0, stdout ended, stdout lines: 2
using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static readonly string s_report = Path.Combine(AppContext.BaseDirectory, "report.txt");

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        File.Delete(s_report);
        RemoteExecutor.Invoke(WriteReport).Dispose();
        Console.WriteLine($"lines: {File.ReadAllLines(s_report).Length}");
        return 0;
    }

    private static async void WriteReport()
    {
        File.AppendAllText(s_report, "begun\n");
        Console.WriteLine("begun");
        await Task.Delay(200);
        File.AppendAllText(s_report, "ended\n");
        Console.WriteLine("ended");
    }
}
