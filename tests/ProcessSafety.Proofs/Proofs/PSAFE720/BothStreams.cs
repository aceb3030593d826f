// A child writes 300 KB to each stream. What three tasks and a wait do, RunAndCaptureText does in one call: the same texts and exit code.
// form: plain
// hazard: exit 3, stdout output 300000 o, stdout error 300000 e
// fixed: exit 3, stdout output 300000 o, stdout error 300000 e
using System;
using System.Diagnostics;
using System.Threading.Tasks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["child"])
        {
            Console.Error.Write(new string('e', 300_000));
            Console.Out.Write(new string('o', 300_000));
            return 3;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> error = child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        Console.WriteLine($"output {(await output).Length} {(await output)[^1]}");
        Console.WriteLine($"error {(await error).Length} {(await error)[^1]}");
        return child.ExitCode;
    }
}
