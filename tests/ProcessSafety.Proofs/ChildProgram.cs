using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ProcessSafety.Proofs;

/// <summary>How a run of a program ended.</summary>
/// <param name="ExitCode">Null when the program still ran at the end of its time.</param>
internal sealed record ChildOutcome(int? ExitCode, string Output, string Error)
{
    public override string ToString() =>
        $"{(ExitCode is { } code ? $"exit {code}" : "hang")}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>A compiled program, run as a child process of <c>dotnet</c>.</summary>
internal static class ChildProgram
{
    /// <summary>A program that is to hang has shown all its output, and then stays this long.</summary>
    private static readonly TimeSpan HangTime = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string RuntimeDirectory { get; } = RuntimeEnvironment.GetRuntimeDirectory();

    private static readonly string Host =
        Path.GetFullPath(Path.Combine(RuntimeDirectory, "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Runs the program until it ends, or until the time that the expectation grants it is over.</summary>
    /// <param name="standsStill">Called when a program that is to hang has shown its output: it needs no processor any more.</param>
    public static async Task<ChildOutcome> RunAsync(string program, Expectation expectation, ProofSignal? signal, Action standsStill)
    {
        // A shell's background job ignores these two, and hands that down to its children.
        string[] command = signal is not null && OperatingSystem.IsLinux()
            ? ["env", "--default-signal=INT,QUIT", Host, program]
            : [Host, program];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        start.Environment.Remove("DOTNET_TieredCompilation");

        using Process process = Process.Start(start)!;
        StringBuilder output = new();
        TaskCompletionSource outputComplete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task reading = ReadLinesAsync();
        Task exit = process.WaitForExitAsync();

        bool ended = expectation.ExitCode is null
            ? await EndsWithin(exit, outputComplete.Task, standsStill)
            : await EndsWithin(exit, Limit);
        if (!ended)
        {
            process.Kill();
        }

        await exit;
        await reading;
        return new ChildOutcome(ended ? process.ExitCode : null, output.ToString(), await error);

        async Task ReadLinesAsync()
        {
            bool isSent = signal is null;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                output.AppendLine(line);
                if (!isSent && line.Contains(signal!.After, StringComparison.Ordinal))
                {
                    isSent = true;
                    await SendAsync(signal.Name, process.Id);
                }

                if (expectation.OutputAppearsIn(output.ToString()))
                {
                    outputComplete.TrySetResult();
                }
            }
        }
    }

    private static async Task SendAsync(string signal, int process)
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -s {signal} {process}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Whether the exit comes after all, within the time of a hang that begins with the output.</summary>
    private static async Task<bool> EndsWithin(Task exit, Task outputComplete, Action standsStill)
    {
        if (await Task.WhenAny(exit, outputComplete, Task.Delay(Limit)) == outputComplete)
        {
            standsStill();
            return await EndsWithin(exit, HangTime);
        }

        return exit.IsCompleted;
    }

    private static async Task<bool> EndsWithin(Task exit, TimeSpan limit)
    {
        using CancellationTokenSource cancellation = new();
        Task first = await Task.WhenAny(exit, Task.Delay(limit, cancellation.Token));
        cancellation.Cancel();
        return first == exit;
    }
}
