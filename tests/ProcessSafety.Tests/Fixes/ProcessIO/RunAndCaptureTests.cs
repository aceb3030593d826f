using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>The second action, on a framework that has <c>Process.RunAndCaptureText</c>: here it is declared beside the code.</summary>
public sealed class RunAndCaptureTests : RuleTest
{
    [Fact]
    public Task Fix_WaitBeforeReads() => Fix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(
        Source(
            """
                static string Run(ProcessStartInfo info)
                {
                    using Process tool = Process.Start(info)!;
                    {|PSAFE701:tool.WaitForExit()|};
                    string output = tool.StandardOutput.ReadToEnd();
                    string error = tool.StandardError.ReadToEnd();
                    return tool.ExitCode == 0 ? output : error;
                }
            """),
        Source(
            """
                static string Run(ProcessStartInfo info)
                {
                    ProcessTextOutput result = Process.RunAndCaptureText(info);
                    string output = result.StandardOutput;
                    string error = result.StandardError;
                    return result.ExitStatus.ExitCode == 0 ? output : error;
                }
            """),
        test => test.CodeActionEquivalenceKey = "PSAFE701.RunAndCapture");

    [Fact]
    public Task Fix_Awaited() => Fix<WaitBeforeReadAnalyzer, ReadTogetherFix>(
        Source(
            """
                static async Task<string> Run(ProcessStartInfo info)
                {
                    var tool = new Process { StartInfo = info };
                    tool.Start();
                    string output = await {|PSAFE702:tool.StandardOutput.ReadToEndAsync()|};
                    string error = await tool.StandardError.ReadToEndAsync(CancellationToken.None);
                    await tool.WaitForExitAsync();
                    return output + error;
                }
            """),
        Source(
            """
                static async Task<string> Run(ProcessStartInfo info)
                {
                    ProcessTextOutput result = await Process.RunAndCaptureTextAsync(info);
                    string output = result.StandardOutput;
                    string error = result.StandardError;
                    return output + error;
                }
            """),
        test => test.CodeActionEquivalenceKey = "PSAFE702.RunAndCapture");

    /// <summary>Cancelling kills the process then: a person has to want that.</summary>
    [Fact]
    public Task Fix_AwaitedInTurn() => Fix<WaitBeforeReadAnalyzer, ReadTogetherFix>(
        Source(
            """
                static async Task<string> Run(ProcessStartInfo info, CancellationToken token)
                {
                    var tool = new Process { StartInfo = info };
                    tool.Start();
                    string output = await {|PSAFE702:tool.StandardOutput.ReadToEndAsync(token)|};
                    string error = await tool.StandardError.ReadToEndAsync(token);
                    await tool.WaitForExitAsync(token);
                    return output + error;
                }
            """),
        Source(
            """
                static async Task<string> Run(ProcessStartInfo info, CancellationToken token)
                {
                    ProcessTextOutput result = await Process.RunAndCaptureTextAsync(info, cancellationToken: token);
                    string output = result.StandardOutput;
                    string error = result.StandardError;
                    return output + error;
                }
            """),
        test =>
        {
            test.CodeActionEquivalenceKey = "PSAFE702.RunAndCaptureOrKill";
            test.CodeFixTestBehaviors |= Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipFixAllCheck;
            test.CodeActionVerifier = (action, verifier) =>
                verifier.Equal("Use Process.RunAndCaptureTextAsync: cancelling then kills the process (review)", action.Title);
        });

    [Theory]
    [InlineData(
        "static string Run(ProcessStartInfo info) { using var p = Process.Start(info)!; {|PSAFE701:p.WaitForExit()|}; "
            + "return p.StandardOutput.ReadToEnd(); }")]
    [InlineData(
        "static string Run(ProcessStartInfo info) { var p = Process.Start(info)!; {|PSAFE701:p.WaitForExit(100)|}; "
            + "return p.StandardOutput.ReadToEnd() + p.StandardError.ReadToEnd(); }")]
    [InlineData(
        "static string Run(ProcessStartInfo info) { var p = Process.Start(info)!; {|PSAFE701:p.WaitForExit()|}; "
            + "return p.StandardOutput.ReadToEnd() + p.StandardError.ReadToEnd() + p; }")]
    [InlineData(
        "static async Task<string> Run(ProcessStartInfo info, CancellationToken a, CancellationToken b) { var p = Process.Start(info)!; "
            + "await {|PSAFE701:p.WaitForExitAsync(a)|}; "
            + "return await p.StandardOutput.ReadToEndAsync(b) + await p.StandardError.ReadToEndAsync(b); }")]
    public Task NoFix_WhereMoreIsDone(string members) => NoFix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(
        test => test.CodeActionEquivalenceKey = "PSAFE701.RunAndCapture", Source(members));

    private static string Source(string members) => ProcessSource.Of(members) +
        """


        namespace System.Diagnostics
        {
            class ProcessStartInfo
            {
            }

            class ProcessTextOutput
            {
                public ProcessExitStatus ExitStatus => new();
                public string StandardOutput => "";
                public string StandardError => "";
            }

            class ProcessExitStatus
            {
                public int ExitCode => 0;
            }

            class Process : IDisposable
            {
                public ProcessStartInfo StartInfo { get; set; } = new();
                public StreamReader StandardOutput => null!;
                public StreamReader StandardError => null!;
                public int ExitCode => 0;
                public static Process? Start(ProcessStartInfo info) => null;
                public static ProcessTextOutput RunAndCaptureText(ProcessStartInfo info, TimeSpan? timeout = null) => new();
                public static Task<ProcessTextOutput> RunAndCaptureTextAsync(
                    ProcessStartInfo info,
                    CancellationToken cancellationToken = default) =>
                    Task.FromResult(new ProcessTextOutput());
                public bool Start() => true;
                public void WaitForExit() { }
                public bool WaitForExit(int milliseconds) => true;
                public Task WaitForExitAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
                public void Dispose() { }
            }
        }
        """;
}
