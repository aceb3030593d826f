// The parent awaits a child that writes 200 KB and reads afterwards. One call takes the place of all: to cancel kills the child then.
// form: plain
// fix: PSAFE701.RunAndCaptureOrKill
// hazard: hang, stdout started
// fixed: exit 3, stdout started, stdout output 200000, stdout error 5
// also: PSAFE724, the child lives on when the limit is reached
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
            Console.Out.Write(new string('o', 200_000));
            Console.Error.Write("wrong");
            return 3;
        }

        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "--child" })
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Console.WriteLine("started");
        using Process child = Process.Start(start)!;
        await child.WaitForExitAsync(limit.Token);
        string output = await child.StandardOutput.ReadToEndAsync(limit.Token);
        string error = await child.StandardError.ReadToEndAsync(limit.Token);
        Console.WriteLine($"output {output.Length}");
        Console.WriteLine($"error {error.Length}");
        return child.ExitCode;
    }
}
