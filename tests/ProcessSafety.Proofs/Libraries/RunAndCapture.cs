using System.Threading;
using System.Threading.Tasks;

namespace System.Diagnostics;

/// <summary>
/// As much as the programs need of what .NET 11 adds to <see cref="Process"/>, with the same names: a child is run to its end, both of its
/// streams are read meanwhile, and cancelling kills it.
/// </summary>
internal static class RunAndCapture
{
    extension(Process)
    {
        public static ProcessTextOutput RunAndCaptureText(ProcessStartInfo startInfo, TimeSpan? timeout = null)
        {
            using CancellationTokenSource limit = new(timeout ?? Timeout.InfiniteTimeSpan);
            return Process.RunAndCaptureTextAsync(startInfo, limit.Token).GetAwaiter().GetResult();
        }

        public static async Task<ProcessTextOutput> RunAndCaptureTextAsync(
            ProcessStartInfo startInfo,
            CancellationToken cancellationToken = default)
        {
            using Process process = Process.Start(startInfo)!;
            using CancellationTokenRegistration killing = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await Task.WhenAll(output, error, process.WaitForExitAsync(CancellationToken.None));
            cancellationToken.ThrowIfCancellationRequested();
            return new ProcessTextOutput(new ProcessExitStatus(process.ExitCode), await output, await error);
        }
    }
}

internal sealed record ProcessTextOutput(ProcessExitStatus ExitStatus, string StandardOutput, string StandardError);

internal sealed record ProcessExitStatus(int ExitCode);
