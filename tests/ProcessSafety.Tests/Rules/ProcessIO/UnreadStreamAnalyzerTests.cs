using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE703.</summary>
public sealed class UnreadStreamAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} });")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardError = true|} })!; q.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardError = true|}, RedirectStandardOutput = "
            + "true })!; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "var i = new ProcessStartInfo(\"tool\"); {|PSAFE703:i.RedirectStandardOutput = true|}; var q = new Process { StartInfo = i }; "
            + "q.Start(); q.WaitForExit();")]
    [InlineData(
        "var q = new Process { StartInfo = { FileName = \"tool\", {|PSAFE703:RedirectStandardOutput = true|} } }; q.Start(); "
            + "q.WaitForExit();")]
    [InlineData("var q = new Process(); {|PSAFE703:q.StartInfo.RedirectStandardOutput = true|}; q.Start(); Use(q.Id);")]
    [InlineData(
        "var q = new Process { StartInfo = { {|PSAFE703:RedirectStandardOutput = true|} } }; "
            + "q.OutputDataReceived += (_, e) => Use(e.Data); q.Start(); q.WaitForExit();")]
    [InlineData(
        "var q = new Process { StartInfo = { RedirectStandardOutput = true, {|PSAFE703:RedirectStandardError = true|} } }; q.Start(); "
            + "var r = info.CreateNoWindow ? q.StandardError : q.StandardOutput; Use(r.ReadToEnd());")]
    [InlineData(
        "var q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} }); "
            + "ArgumentNullException.ThrowIfNull(q); q.WaitForExit();")]
    [InlineData(
        "using var q = {|PSAFE703:Process.Start(Make())|}!; q.WaitForExit(); } "
            + "static ProcessStartInfo Make() { return new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true };")]
    [InlineData(
        "var q = new Process { StartInfo = { {|PSAFE703:RedirectStandardOutput = true|} } }; q.Start(); Check(q); } "
            + "static void Check(Process p) { Use(p.ExitCode);")]
    public Task Hazard(string statements) => Reports<UnreadStreamAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "private Process? _p; void Start() { _p = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = "
            + "true|} }); } void Stop() { _p?.WaitForExit(); }")]
    [InlineData(
        "private Process? _p; void Start() { var p = new Process { StartInfo = { {|PSAFE703:RedirectStandardOutput = true|} } }; "
            + "p.Start(); _p = p; } void Stop() { _p?.Kill(); }")]
    public Task Hazard_InAField(string members) => Reports<UnreadStreamAnalyzer>(ProcessSource.Of(members));

    [Theory]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = false });")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = info.CreateNoWindow });")]
    [InlineData(
        "var i = new ProcessStartInfo(\"tool\"); if (info.CreateNoWindow) i.RedirectStandardOutput = true; "
            + "using var q = Process.Start(i)!; q.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; "
            + "Use(q.StandardOutput.ReadToEnd());")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; q.StandardOutput.Close(); "
            + "q.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; q.BeginOutputReadLine(); "
            + "q.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; "
            + "var t = Task.Run(() => q.StandardOutput.ReadToEnd()); q.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; Drain(q.StandardOutput); } "
            + "static void Drain(TextReader r) { r.ReadToEnd();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; "
            + "new Timer(_ => Use(q.StandardOutput.ReadLine())); q.WaitForExit();")]
    [InlineData("using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!;")]
    [InlineData("var i = new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }; Use(i);")]
    [InlineData("p.StartInfo.RedirectStandardOutput = true; p.Start();")]
    [InlineData(
        "var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; new Queue<object>().Enqueue(q);")]
    [InlineData(
        "var all = new List<Process>(); all.Add(Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!);")]
    public Task Safe(string statements) => Silent<UnreadStreamAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("static Process Start() { var p = new Process { StartInfo = { RedirectStandardOutput = true } }; p.Start(); return p; }")]
    [InlineData("static Process? Start() => Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true });")]
    [InlineData(
        "private Process? _p; void Start() { _p = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }); } "
            + "string? Read() => _p?.StandardOutput.ReadToEnd();")]
    [InlineData(
        "private Process? _p; void Start() { var p = new Process { StartInfo = { RedirectStandardOutput = true } }; p.Start(); _p = p; } "
            + "void Pump() { _p!.BeginOutputReadLine(); }")]
    [InlineData(
        "private Process? _p; void Start() { _p = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }); } "
            + "internal Process? Get() => _p;")]
    [InlineData(
        "private Process? _p; void Start() { Hold(Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })); } "
            + "void Hold(Process? p) { var q = p; _p = q; }")]
    [InlineData(
        "private Process? _p; void Start() { _p = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }); } "
            + "class Reader { internal string? Read(Tool tool) => tool._p?.StandardOutput.ReadToEnd(); }")]
    public Task Safe_SeenElsewhere(string members) => Silent<UnreadStreamAnalyzer>(ProcessSource.Of(members));

    [Fact]
    public Task Safe_PublicProperty() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        public class Tool
        {
            public Process? P { get; private set; }
            internal void Start() => P = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true });
        }
        """);

    [Fact]
    public Task Hazard_StartInfoOfAnotherFile() => Reports<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        class Tool
        {
            static void Run() => {|PSAFE703:Process.Start(Starts.Make())|};
        }
        """,
        """
        using System.Diagnostics;
        static class Starts
        {
            public static ProcessStartInfo Make() => new("tool") { RedirectStandardError = true };
        }
        """);

    /// <summary>The rest of a class that is split over files counts as well.</summary>
    [Fact]
    public Task Safe_ReadInAnotherFile() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        partial class Tool
        {
            private Process? _p;
            void Start() { _p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true }); }
        }
        """,
        """
        partial class Tool
        {
            string? Read() => _p?.StandardOutput.ReadToEnd();
        }
        """);
}
