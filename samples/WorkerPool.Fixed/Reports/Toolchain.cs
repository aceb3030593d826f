using System.Diagnostics;

namespace WorkerPool.Reports;

/// <summary>What the report says about the machine that it was made on.</summary>
internal static class Toolchain
{
    /// <exception cref="IOException">The SDK has no list of its runtimes.</exception>
    public static string Describe() => $"SDK {Version()}, {Runtimes().Length} runtimes";

    /// <summary>Starts the SDK once, so that it is warm when the report needs it.</summary>
    public static void Warm()
    {
        var start = new ProcessStartInfo("dotnet", "--info")
        {
            // Nobody wants to see that.
            RedirectStandardOutput = true,
        };
        using var dotnet = Process.Start(start)!;
        dotnet.BeginOutputReadLine();
        dotnet.WaitForExit();
    }

    private static string Version()
    {
        using var dotnet = Process.Start(new ProcessStartInfo("dotnet", "--list-sdks") { RedirectStandardOutput = true })!;
        var version = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        return version.Trim().Split('\n')[^1];
    }

    private static string[] Runtimes()
    {
        using var dotnet = new Process();
        dotnet.StartInfo.FileName = "dotnet";
        dotnet.StartInfo.Arguments = "--list-runtimes";
        dotnet.StartInfo.RedirectStandardOutput = true;
        dotnet.StartInfo.RedirectStandardError = true;
        dotnet.Start();
        var errors = dotnet.StandardError.ReadToEndAsync();
        var list = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        return dotnet.ExitCode == 0 ? list.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new IOException(errors.Result);
    }
}
