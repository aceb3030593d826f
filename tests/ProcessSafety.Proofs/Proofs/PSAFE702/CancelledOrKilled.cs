// The parent awaits all of the output, then all of the errors. One call takes their place: to cancel kills the child then.
// form: plain
// fix: PSAFE702.RunAndCaptureOrKill
// hazard: hang, stdout started
// fixed: exit 3, stdout started, stdout output 4, stdout error 200000
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
            Console.Error.Write(new string('e', 200_000));
            Console.Out.Write("done");
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
        string output = await child.StandardOutput.ReadToEndAsync(limit.Token);
        string error = await child.StandardError.ReadToEndAsync(limit.Token);
        await child.WaitForExitAsync(limit.Token);
        Console.WriteLine($"output {output.Length}");
        Console.WriteLine($"error {error.Length}");
        return child.ExitCode;
    }
}
