// The catch of a cancelled wait says so, and asks the child behind it whether it has ended.
// form: used again
// hazard: exit 0, stdout late, stdout ended within a second: False
// fixed: exit 0, stdout late, stdout ended within a second: True
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["--child"])
        {
            Thread.Sleep(6000);
            return 0;
        }

        using CancellationTokenSource limit = new(TimeSpan.FromMilliseconds(500));
        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        try
        {
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("late");
        }

        await Task.Delay(1000);
        Console.WriteLine($"ended within a second: {child.HasExited}");
        return 0;
    }
}
