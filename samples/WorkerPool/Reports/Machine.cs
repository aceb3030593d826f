using System.Diagnostics;

namespace WorkerPool.Reports;

/// <summary>
/// Who has made the report, and where. A network or a disk that does not answer may keep the report for two seconds.
/// </summary>
internal static class Machine
{
    private const int Limit = 2000;

    public static async Task<string> DescribeAsync() => $"made by {await UserAsync()}, {Disk()} of the disk in use";

    private static async Task<string> UserAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var id = Process.Start(new ProcessStartInfo("id", ["-un"]) { RedirectStandardOutput = true })!;
        Task<string> user = id.StandardOutput.ReadToEndAsync(limit.Token);
        await id.WaitForExitAsync(limit.Token);
        return (await user).Trim();
    }

    private static string Disk()
    {
        using var df = Process.Start(new ProcessStartInfo("df", ["-P", Path.GetTempPath()]) { RedirectStandardOutput = true })!;
        var table = df.StandardOutput.ReadToEnd();
        df.WaitForExit(Limit);
        return table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^2];
    }
}
