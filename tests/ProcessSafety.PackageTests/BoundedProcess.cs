using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ProcessSafety.PackageTests;

/// <summary>What a process left behind. <see cref="ExitCode"/> is null when its time was up and it was killed.</summary>
internal sealed record ProcessOutcome(int? ExitCode, string Output)
{
    public bool Hung => ExitCode is null;

    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Runs one process to its end, or kills it and all that it started when its time is up.</summary>
internal static class BoundedProcess
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Runs the dotnet command with packages installed into <paramref name="packages"/>, or where this machine keeps them.
    /// </summary>
    public static Task<ProcessOutcome> DotnetAsync(string folder, string? packages, params string[] arguments)
    {
        ProcessStartInfo start = OutOfThisBuild(new("dotnet", arguments) { WorkingDirectory = folder });
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        return RunAsync(start, BuildLimit);
    }

    /// <summary>The test host inherits settings of the build that started it; a build of its own must not see them.</summary>
    public static ProcessStartInfo OutOfThisBuild(ProcessStartInfo start)
    {
        ForgetThisBuild(start.Environment);
        return start;
    }

    /// <param name="start">What to run.</param>
    /// <param name="limit">Its time.</param>
    /// <param name="interruptOn">When a line of output contains this, the process gets SIGINT, once.</param>
    /// <param name="onInterrupt">Runs right before that.</param>
    public static async Task<ProcessOutcome> RunAsync(
        ProcessStartInfo start,
        TimeSpan limit,
        string? interruptOn = null,
        Action? onInterrupt = null)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();

        Transcript transcript = new();
        if (interruptOn is not null)
        {
            transcript.Expect(interruptOn, () =>
            {
                onInterrupt?.Invoke();
                Process.Start("sh", ["-c", $"kill -s INT {process.Id}"]).Dispose();
            });
        }

        Task drained = Task.WhenAll(transcript.ReadAsync(process.StandardOutput), transcript.ReadAsync(process.StandardError));
        using CancellationTokenSource timeout = new(limit);
        int? exitCode = null;
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        // A grandchild that outlives its parent may keep the pipes open; its output is not waited for.
        await Task.WhenAny(drained, Task.Delay(TimeSpan.FromSeconds(5)));
        return new ProcessOutcome(exitCode, transcript.ToString());
    }

    private static void ForgetThisBuild(IDictionary<string, string?> environment)
    {
        ImmutableArray<string> inherited =
        [
            .. environment.Keys.Where(static name =>
                name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)),
        ];
        foreach (string name in inherited)
        {
            environment.Remove(name);
        }
    }

    private sealed class Transcript
    {
        private readonly StringBuilder _text = new();
        private readonly Lock _gate = new();
        private string? _expected;
        private Action? _onExpected;

        public void Expect(string text, Action then) => (_expected, _onExpected) = (text, then);

        public async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                Action? then = null;
                lock (_gate)
                {
                    _text.AppendLine(line);
                    if (_expected is not null && line.Contains(_expected, StringComparison.Ordinal))
                    {
                        (then, _expected) = (_onExpected, null);
                    }
                }

                then?.Invoke();
            }
        }

        public override string ToString()
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }
}
