using System.Diagnostics;

namespace WorkerPool.Reports;

/// <summary>Runs a command of the shell when the report is done. A shell that takes more than five seconds is killed.</summary>
internal static class AfterReport
{
    private const int Limit = 5000;

    /// <summary>What the command has printed, and its exit code.</summary>
    public static string Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        Task<string> output = shell.StandardOutput.ReadToEndAsync();
        if (!shell.WaitForExit(Limit))
        {
            shell.Kill(entireProcessTree: true);
            shell.WaitForExit();
        }

        return $"exit code {shell.ExitCode}: {output.GetAwaiter().GetResult().Trim()}";
    }
}
