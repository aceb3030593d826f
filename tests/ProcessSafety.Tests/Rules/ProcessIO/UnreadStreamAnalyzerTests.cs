using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
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
    [InlineData(
        "private Process? _p; void Start() { "
            + "Hold(Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} })); } "
            + "void Hold(Process? p) { var q = p; _p = q; }")]
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
        "ProcessStartInfo? own = info.CreateNoWindow ? info : null; using var q = Process.Start(own ?? new ProcessStartInfo(\"tool\") { "
            + "RedirectStandardOutput = true })!; q.WaitForExit();")]
    [InlineData(
        "bool? own = info.CreateNoWindow ? true : null; using var q = Process.Start(new ProcessStartInfo(\"tool\") { "
            + "RedirectStandardOutput = own ?? true })!; q.WaitForExit();")]
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
            + "void Hold(Process? p) { var q = p; _p = q; } string? Read() => _p?.StandardOutput.ReadToEnd();")]
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

    /// <summary>Which override makes the start info is not known.</summary>
    [Fact]
    public Task Safe_StartInfoOfAnOverrideThatIsOverridden() => Silent<UnreadStreamAnalyzer>(ProcessSource.Of(
        """
        void Go() => Process.Start(Make());
            protected virtual ProcessStartInfo Make() => new("tool");
        }
        class Noisy : Tool
        {
            protected override ProcessStartInfo Make() => new("tool") { RedirectStandardOutput = true };
            void Run() => Process.Start(Make());
        }
        class Quiet : Noisy
        {
            protected override ProcessStartInfo Make() => new("tool");
        """));

    [Fact]
    public Task Hazard_StartInfoOfTheOnlyOverride() => Reports<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        abstract class Tool
        {
            protected abstract ProcessStartInfo Make();
            void Run() => {|PSAFE703:Process.Start(Make())|};
        }
        class Noisy : Tool
        {
            protected override ProcessStartInfo Make() => new("tool") { RedirectStandardOutput = true };
        }
        """);

    [Theory]
    [InlineData("if (Process.Start(info) is { } p) p.StandardOutput.ReadToEnd();")]
    [InlineData("if (Process.Start(info) is not { } p) return; p.StandardOutput.ReadToEnd();")]
    [InlineData("if (Process.Start(info) is Process p) p.StandardOutput.ReadToEnd();")]
    [InlineData("if (Process.Start(info) is var p && p is not null) p.StandardOutput.ReadToEnd();")]
    [InlineData("if (Process.Start(info) is { Id: > 0 } p) new List<Process>().Add(p);")]
    [InlineData("if (Process.Start(info) is { StandardOutput: var o }) o.ReadToEnd();")]
    [InlineData("if (Process.Start(info) is { StandardOutput: { } o }) Use(o);")]
    [InlineData("Process? q; if ((q = Process.Start(info)) is { } p) p.StandardOutput.ReadToEnd();")]
    [InlineData("switch (Process.Start(info)) { case { } p: p.StandardOutput.ReadToEnd(); break; }")]
    [InlineData("string? s = Process.Start(info) switch { { } p => p.StandardOutput.ReadToEnd(), _ => null };")]
    [InlineData("Use(Process.Start(info) is { } p && p.StandardOutput.ReadToEnd().Length > 0);")]
    public Task Safe_BoundByAPattern(string statements) => Silent<UnreadStreamAnalyzer>(ProcessSource.Of(
        $"static void Go() {{ ProcessStartInfo info = new(\"tool\") {{ RedirectStandardOutput = true }}; {statements} }}"));

    [Fact]
    public Task Safe_ReturnedThroughAPattern() => Silent<UnreadStreamAnalyzer>(ProcessSource.Of(
        """
        static Process Go(ProcessStartInfo info)
            {
                info.RedirectStandardOutput = true;
                return Process.Start(info) is { } p ? p : throw new InvalidOperationException();
            }
        """));

    [Theory]
    [InlineData("if (Process.Start(info) is { } p) p.WaitForExit();")]
    [InlineData("if (Process.Start(info) is not { } p) return; p.WaitForExit();")]
    [InlineData("if (Process.Start(info) is Process p) p.WaitForExit();")]
    [InlineData("int code = Process.Start(info) switch { { } p => p.ExitCode, _ => -1 };")]
    public Task Hazard_BoundByAPattern(string statements) => Reports<UnreadStreamAnalyzer>(ProcessSource.Of(
        $"static void Go(ProcessStartInfo info) {{ {{|PSAFE703:info.RedirectStandardOutput = true|}}; {statements} }}"));

    private const string Redirecting = "new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }";

    /// <summary>All who give the start info redirect the stream.</summary>
    [Theory]
    [InlineData(
        "sealed class Runner { readonly Process _p; public Runner(ProcessStartInfo i) { _p = new Process { StartInfo = i }; } "
            + "public void Start() => {|PSAFE703:_p.Start()|}; public void Wait() => _p.WaitForExit(); }",
        $"var r = new Runner({Redirecting}); r.Start(); r.Wait();")]
    [InlineData(
        "sealed class Runner { readonly Process _p; public Runner(ProcessStartInfo i) : this(new Process { StartInfo = i }) { } "
            + "Runner(Process p) { _p = p; } public void Go() { {|PSAFE703:_p.Start()|}; _p.WaitForExit(); } }",
        $"new Runner({Redirecting}).Go(); var i = new ProcessStartInfo(\"a\"); i.RedirectStandardOutput = true; new Runner(i).Go();")]
    [InlineData(
        "sealed class Runner { readonly ProcessStartInfo _i; public Runner(ProcessStartInfo i) => _i = i; "
            + "public void Go() { using var p = {|PSAFE703:Process.Start(_i)|}!; p.WaitForExit(); } }",
        $"new Runner({Redirecting}).Go();")]
    [InlineData(
        "internal static int Run(ProcessStartInfo i) { using var p = {|PSAFE703:Process.Start(i)|}!; p.WaitForExit(); return p.ExitCode; }",
        $"Run({Redirecting}); Run(new ProcessStartInfo(\"b\") {{ RedirectStandardOutput = true, CreateNoWindow = true }});")]
    [InlineData(
        "static ProcessStartInfo Make(bool b) { if (b) return new ProcessStartInfo(\"a\") { RedirectStandardOutput = true }; "
            + "return new ProcessStartInfo(\"b\") { RedirectStandardOutput = true }; }",
        "using var p = {|PSAFE703:Process.Start(Make(true))|}!; p.WaitForExit();")]
    public Task Hazard_GivenStartInfo(string members, string statements) =>
        Reports<UnreadStreamAnalyzer>(ProcessSource.Of($"{members} void Go() {{ {statements} }}"));

    [Theory]
    [InlineData(
        "sealed class Runner { readonly Process _p; public Runner(ProcessStartInfo i) { _p = new Process { StartInfo = i }; } "
            + "public void Start() => _p.Start(); public string Read() => _p.StandardOutput.ReadToEnd(); }",
        $"var r = new Runner({Redirecting}); r.Start();")]
    [InlineData(
        "internal static int Run(ProcessStartInfo i) { using var p = Process.Start(i)!; p.WaitForExit(); return p.ExitCode; }",
        $"Run({Redirecting}); Run(new ProcessStartInfo(\"b\"));")]
    [InlineData(
        "internal static int Run(ProcessStartInfo i) { using var p = Process.Start(i)!; p.WaitForExit(); return p.ExitCode; }",
        $"Run({Redirecting}); Func<ProcessStartInfo, int> run = Run; run(new ProcessStartInfo(\"b\"));")]
    [InlineData(
        "internal static int Run(ProcessStartInfo i) { i.RedirectStandardOutput = false; using var p = Process.Start(i)!; "
            + "p.WaitForExit(); return p.ExitCode; }",
        $"Run({Redirecting});")]
    [InlineData(
        "static ProcessStartInfo Make(bool b) { if (b) return new ProcessStartInfo(\"a\") { RedirectStandardOutput = true }; "
            + "return new ProcessStartInfo(\"b\"); }",
        "using var p = Process.Start(Make(true))!; p.WaitForExit();")]
    public Task Safe_GivenStartInfo(string members, string statements) =>
        Silent<UnreadStreamAnalyzer>(ProcessSource.Of($"{members} void Go() {{ {statements} }}"));

    [Fact]
    public Task Safe_OtherProjectsGiveTheStartInfo() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        public class Tool
        {
            public static void Run(ProcessStartInfo info) { using var p = Process.Start(info)!; p.WaitForExit(); }
            void Go() => Run(new ProcessStartInfo("tool") { RedirectStandardOutput = true });
        }
        """);

    /// <summary>A parameter decides whether the output is read, and the wait follows anyway.</summary>
    [Theory]
    [InlineData("bool capture", "if (capture) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("bool silent", "if (!silent) { p.OutputDataReceived += (_, e) => Use(e.Data); p.BeginOutputReadLine(); } p.WaitForExit();")]
    [InlineData("Action<string?>? onLine", "if (onLine != null) p.BeginOutputReadLine(); p.WaitForExit();")]
    [InlineData("Action<string?>? onLine", "if (onLine is not null) { p.BeginOutputReadLine(); } p.WaitForExit();")]
    [InlineData("TextWriter? log", "if (log is { }) log.Write(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("bool capture, bool trim", "if (capture && trim) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("bool capture", "if (!capture) { p.WaitForExit(); return; } Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("bool capture", "Task<string>? t = null; if (capture) t = p.StandardOutput.ReadToEndAsync(); p.WaitForExit(); t?.Wait();")]
    public Task Hazard_AParameterDecides(string parameter, string statements) =>
        Reports<UnreadStreamAnalyzer>(ProcessSource.Of(Decided(parameter, statements, "{|PSAFE703:RedirectStandardOutput = true|}")));

    [Theory]
    [InlineData("bool capture", "if (capture) Use(p.StandardOutput.ReadToEnd()); else p.BeginOutputReadLine(); p.WaitForExit();")]
    [InlineData("bool capture", "if (capture) { Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(); }")]
    [InlineData("bool capture", "if (capture) Use(p.StandardOutput.ReadToEnd()); if (!capture) p.BeginOutputReadLine(); p.WaitForExit();")]
    [InlineData("bool capture", "if (capture) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit(1000);")]
    [InlineData("bool capture", "if (capture) Use(p.StandardOutput.ReadToEnd()); else p.Kill(); p.WaitForExit();")]
    [InlineData("bool capture", "if (p.Id > 4) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("bool capture", "capture |= p.Id > 4; if (capture) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();")]
    [InlineData("bool capture", "if (capture) new List<object>().Add(p); p.WaitForExit();")]
    [InlineData("bool wait", "Use(p.StandardOutput.ReadToEnd()); if (wait) p.WaitForExit();")]
    public Task Safe_AParameterDecides(string parameter, string statements) =>
        Silent<UnreadStreamAnalyzer>(ProcessSource.Of(Decided(parameter, statements, "RedirectStandardOutput = true")));

    [Theory]
    [InlineData("RedirectStandardOutput = capture", "bool capture", "")]
    [InlineData("RedirectStandardOutput = true", "bool capture", "void Go() => Run(true);")]
    public Task Safe_AParameterDecidesNothing(string redirect, string parameter, string caller) => Silent<UnreadStreamAnalyzer>(
        ProcessSource.Of(Decided(parameter, "if (capture) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();", redirect) + caller));

    [Fact]
    public Task Hazard_NamesTheValue() => Reports<UnreadStreamAnalyzer>(
        ProcessSource.Of(Decided(
            "bool capture",
            "if (capture) Use(p.StandardOutput.ReadToEnd()); p.WaitForExit();",
            "{|#0:RedirectStandardOutput = true|}").Replace("Process.Start", "{|#1:Process.Start").Replace(")!;", ")|}!;")),
        new DiagnosticResult(Rules.NeverReads)
            .WithLocation(0)
            .WithLocation(1)
            .WithMessage("'RedirectStandardOutput = true' redirects StandardOutput, and nothing reads it when 'capture' is false: the "
                + "child blocks once the pipe is full. Read it, or do not redirect it."));

    private static string Decided(string parameter, string statements, string redirect) =>
        $"static void Run({parameter}) {{ using var p = Process.Start(new ProcessStartInfo(\"tool\") {{ {redirect} }})!; {statements} }} ";

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
