using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE701 to PSAFE704: one local holds several processes, one after the other.</summary>
public sealed class ProcessesInTurnTests : RuleTest
{
    private const string Out = "new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }";

    [Theory]
    [InlineData(
        $"var q = Process.Start({Out})!; Use(q.StandardOutput.ReadToEnd()); "
            + "q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} })!; q.WaitForExit();")]
    [InlineData(
        "var q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} })!; q.WaitForExit(); "
            + $"q = Process.Start({Out})!; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "Process q = new(); q.StartInfo = new(\"tool\") { {|PSAFE703:RedirectStandardError = true|} }; q.Start(); q.WaitForExit(); "
            + "if (q.ExitCode > 0) { q = new(); q.StartInfo = new(\"tool\") { {|PSAFE703:RedirectStandardError = true|} }; "
            + "q.Start(); q.WaitForExit(); }")]
    [InlineData(
        "var q = new Process(); var i = new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardError = true|} }; q.StartInfo = i; "
            + "q.Start(); q.WaitForExit(); if (q.ExitCode > 0) { q = new Process(); i = new ProcessStartInfo(\"tool\"); "
            + "{|PSAFE703:i.RedirectStandardError = true|}; q.StartInfo = i; q.Start(); q.WaitForExit(); }")]
    [InlineData(
        "Process q; if (info.CreateNoWindow) { q = Process.Start(new ProcessStartInfo(\"a\") { "
            + $"{{|PSAFE703:RedirectStandardOutput = true|}} }})!; }} else {{ q = Process.Start({Out})!; q.BeginOutputReadLine(); }} "
            + "q.WaitForExit();")]
    public Task Hazard_EachIsNeverRead(string statements) => Reports<UnreadStreamAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData($"var q = Process.Start({Out})!; Use(q.StandardOutput.ReadToEnd()); q = Process.Start(\"tool\"); q.WaitForExit();")]
    [InlineData($"var q = Process.Start({Out})!; q.BeginOutputReadLine(); q = Process.Start({Out})!; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"var q = Process.Start({Out})!; var first = q; q = Process.Start({Out})!; Use(q.StandardOutput.ReadToEnd()); "
            + "Use(first.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"Process? q = null; Task t = new(() => Use(q!.StandardOutput.ReadToEnd())); q = Process.Start({Out})!; t.Start(); "
            + "q.WaitForExit(); q = Process.Start(\"tool\"); q.WaitForExit();")]
    [InlineData(
        $"Process q; if (info.CreateNoWindow) q = Process.Start(\"a\"); else q = Process.Start({Out})!; "
            + "Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"var q = Process.Start({Out})!; while (info.CreateNoWindow) {{ Use(q.StandardOutput.ReadToEnd()); q = Process.Start({Out})!; }} "
            + "Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "var i = new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }; Use(i); i = new ProcessStartInfo(\"tool\"); "
            + "var q = Process.Start(i)!; q.WaitForExit();")]
    [InlineData($"var q = Process.Start({Out})!; new List<object>().Add(q); q = Process.Start({Out})!; new List<object>().Add(q);")]
    public Task Safe_EachIsRead(string statements) => Silent<UnreadStreamAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var q = Process.Start(info)!; Use(q.StandardOutput.ReadToEnd()); q = Process.Start(info)!; {|PSAFE701:q.WaitForExit()|}; "
            + "Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "var q = Process.Start(info)!; q.Kill(); q = Process.Start(info)!; {|PSAFE701:q.WaitForExit()|}; "
            + "Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "var q = Process.Start(info)!; q.BeginErrorReadLine(); Use(q.StandardOutput.ReadToEnd()); q = Process.Start(info)!; "
            + "Use({|PSAFE702:q.StandardOutput.ReadToEnd()|}); Use(q.StandardError.ReadToEnd());")]
    [InlineData(
        "Process q; if (info.CreateNoWindow) { q = Process.Start(info)!; q.BeginOutputReadLine(); } else { q = Process.Start(info)!; "
            + "{|PSAFE701:q.WaitForExit()|}; Use(q.StandardOutput.ReadToEnd()); }")]
    public Task Hazard_EachIsReadTooLate(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var q = Process.Start(info)!; q.WaitForExit(); q = Process.Start(info)!; Use(q.StandardOutput.ReadToEnd()); q.WaitForExit();")]
    [InlineData(
        "var q = new Process { StartInfo = new(\"chmod\", \"a b\") }; q.Start(); q.WaitForExit(); Use(q.StandardOutput.ReadToEnd()); "
            + "q = Process.Start(info)!; Use(q.StandardOutput.ReadToEnd()); q.WaitForExit();")]
    [InlineData(
        "var q = Process.Start(info)!; Task<string> t = q.StandardOutput.ReadToEndAsync(); if (info.CreateNoWindow) { t.Wait(); "
            + "q = Process.Start(info)!; t = q.StandardOutput.ReadToEndAsync(); } q.WaitForExit(); Use(t.Result);")]
    public Task Safe_EachIsReadInTime(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var q = Process.Start(info)!; q.StandardInput.Write(info.FileName); q.StandardInput.Close(); q.WaitForExit(); "
            + "q = Process.Start(info)!; q.StandardInput.Write(info.FileName); {|PSAFE704:q.WaitForExit()|};")]
    [InlineData(
        "var q = Process.Start(info)!; q.StandardInput.Close(); q.WaitForExit(); "
            + "q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardInput = true })!; {|PSAFE704:q.WaitForExit()|};")]
    public Task Hazard_EachInputStaysOpen(string statements) => Reports<ChildInputAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var q = Process.Start(info)!; q.StandardInput.Write(info.FileName); q.StandardInput.Close(); q.WaitForExit(); "
            + "q = Process.Start(info)!; q.StandardInput.Write(info.FileName); q.StandardInput.Close(); q.WaitForExit();")]
    [InlineData(
        "var q = Process.Start(info)!; q.StandardInput.Write(info.FileName); q = Process.Start(info)!; q.WaitForExit();")]
    public Task Safe_EachInputIsClosed(string statements) => Silent<ChildInputAnalyzer>(ProcessSource.Sync(statements));
}
