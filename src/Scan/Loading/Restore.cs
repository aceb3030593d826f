using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ProcessSafety.Scan.Loading;

/// <summary>Restores the packages of a solution with the SDK that is installed.</summary>
internal static class Restore
{
    /// <summary>The first error that it prints; null when all is restored.</summary>
    /// <exception cref="ScanException">There is no SDK.</exception>
    public static async Task<string?> RunAsync(string solution, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", ["restore", solution, "--nologo", "-v:q", "-tl:off"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(solution)!,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Start(start);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            output += await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? null : FirstError(output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ScanException(
                "'dotnet' was not found, which restores and loads projects. Install the .NET SDK, or scan with --source-only.");
        }
    }

    private static string FirstError(string output) =>
        output.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(static line => line.Contains("error", StringComparison.Ordinal))
        ?? "dotnet restore failed without a message.";
}
