using System.Diagnostics;
using System.Text;

namespace WorkerPool.Reports;

/// <summary>Lists the files of a run with the ls of the system, while the run does something else.</summary>
internal static class Listing
{
    public static Task<string> Of(string folder)
    {
        var lines = new StringBuilder();
        var listing = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ls = new Process { StartInfo = new ProcessStartInfo("ls", ["-l", folder]) { RedirectStandardOutput = true } };
        ls.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
        ls.Exited += (_, _) => listing.SetResult(lines.ToString());
        ls.Start();
        ls.BeginOutputReadLine();
        ls.EnableRaisingEvents = true;
        return listing.Task;
    }
}
