// The parent awaits the exit of a child that writes 200 KB, as other analyzers advise, and reads afterwards.
// form: plain
// hazard: hang, stdout started
// fixed: exit 0, stdout started, stdout output 200000
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
            return Write();

        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        await child.WaitForExitAsync(limit.Token);
        string output = await child.StandardOutput.ReadToEndAsync(limit.Token);
        Console.WriteLine($"output {output.Length}");
        return child.ExitCode;
    }

    private static int Write()
    {
        Console.Out.Write(new string('o', 200_000));
        return 0;
    }
}
