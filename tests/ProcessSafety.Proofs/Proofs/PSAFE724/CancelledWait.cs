// The parent cancels its wait for a child after a second. The child, which writes a file when it has lived for three, lives on.
// form: plain
// hazard: exit 0, stdout cancelled, stdout the child has lived on: True
// fixed: exit 0, stdout cancelled, stdout the child has lived on: False
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["--child", var file])
        {
            Thread.Sleep(3000);
            File.WriteAllText(file, "alive");
            return 0;
        }

        string sign = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await RunAsync(sign);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("cancelled");
        }

        await Task.Delay(4000);
        Console.WriteLine($"the child has lived on: {File.Exists(sign)}");
        File.Delete(sign);
        return 0;
    }

    private static async Task RunAsync(string sign)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(1));
        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        start.ArgumentList.Add(sign);
        using Process child = Process.Start(start)!;
        await child.WaitForExitAsync(limit.Token);
    }
}
