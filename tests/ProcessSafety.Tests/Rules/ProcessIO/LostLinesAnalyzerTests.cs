using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE708.</summary>
public sealed class LostLinesAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData(
        "var s = new StringBuilder(); p.OutputDataReceived += (_, e) => s.AppendLine(e.Data); p.BeginOutputReadLine(); "
            + "if (!{|PSAFE708:p.WaitForExit(1000)|}) p.Kill(); Use(s.ToString());")]
    [InlineData(
        "var s = new List<string?>(); p.ErrorDataReceived += delegate (object o, DataReceivedEventArgs e) { s.Add(e.Data); }; "
            + "p.BeginErrorReadLine(); {|PSAFE708:p.WaitForExit(TimeSpan.FromSeconds(1))|}; Use(s.Count);")]
    [InlineData(
        "string s = \"\"; p.OutputDataReceived += (_, e) => { if (e.Data != null) { s += e.Data + \"\\n\"; } }; p.BeginOutputReadLine(); "
            + "bool ended = {|PSAFE708:p.WaitForExit(1000)|}; Use(s);")]
    [InlineData(
        "string? last = null; p.OutputDataReceived += (_, e) => last = e.Data; p.BeginOutputReadLine(); "
            + "if ({|PSAFE708:p.WaitForExit(1000)|}) Use(last);")]
    [InlineData(
        "var s = new StringWriter(); void Keep(object o, DataReceivedEventArgs e) => s.WriteLine(e.Data); p.OutputDataReceived += Keep; "
            + "p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; Use(s);")]
    [InlineData(
        "p.OutputDataReceived += (_, e) => s_all.AppendLine(e.Data); p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; } "
            + "static readonly StringBuilder s_all = new(); static void Other() { Use(s_all);")]
    [InlineData(
        "p.OutputDataReceived += Keep; p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; Use(s_all); } "
            + "static readonly List<string?> s_all = new(); static void Keep(object o, DataReceivedEventArgs e) { lock (s_all) "
            + "s_all.Add(e.Data);")]
    [InlineData(
        "var tool = new Tool(); p.OutputDataReceived += tool.Keep; p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; "
            + "Use(tool._last); } private string _last = \"\"; private void Keep(object o, DataReceivedEventArgs e) { string? line = "
            + "e.Data; if (line is not null) _last = line;")]
    [InlineData(
        "var s = new StringBuilder(); DataReceivedEventHandler keep = (_, e) => s.AppendLine(e.Data); p.OutputDataReceived += keep; "
            + "p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; Use(s.ToString());")]
    [InlineData(
        "p.OutputDataReceived += s_keep; p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; Use(s_all); } "
            + "static readonly List<string?> s_all = new(); static readonly DataReceivedEventHandler s_keep = (_, e) => s_all.Add(e.Data); "
            + "static void Other() { Use(s_all);")]
    public Task Hazard(string statements) => Reports<LostLinesAnalyzer>(ProcessSource.Sync(statements));

    [Fact]
    public Task Safe_AwaitedBefore() => Silent<LostLinesAnalyzer>(ProcessSource.Async(
        "var s = new StringBuilder(); p.OutputDataReceived += (_, e) => s.AppendLine(e.Data); p.BeginOutputReadLine(); "
            + "await p.WaitForExitAsync(token); p.WaitForExit(3000); Use(s.ToString());"));

    [Theory]
    [InlineData("bool isBounded = s_all.Length > 1; if (isBounded) {|PSAFE708:p.WaitForExit(1000)|}; else p.Kill(); Use(s_all);")]
    [InlineData("if (s_all.Length > 1) p.WaitForExit(); p.Start(); p.BeginOutputReadLine(); {|PSAFE708:p.WaitForExit(1000)|}; Use(s_all);")]
    public Task Hazard_OtherRuns(string waits) => Reports<LostLinesAnalyzer>(ProcessSource.Sync(
        $"p.OutputDataReceived += (_, e) => s_all.AppendLine(e.Data); p.BeginOutputReadLine(); {waits} }} "
            + $"static readonly StringBuilder s_all = new(); static void Other() {{ Use(s_all);"));

    [Theory]
    [InlineData("if (p.WaitForExit(1000)) p.WaitForExit(); Use(s.ToString());")]
    [InlineData("p.WaitForExit(); Use(s.ToString());")]
    [InlineData("p.WaitForExit(-1); Use(s.ToString());")]
    [InlineData("p.WaitForExit(Timeout.Infinite); Use(s.ToString());")]
    [InlineData("p.WaitForExit(Timeout.InfiniteTimeSpan); Use(s.ToString());")]
    [InlineData("if (p.WaitForExit(0)) Use(1); Use(s.ToString());")]
    [InlineData("p.WaitForExit(1000); p.WaitForExitAsync().Wait(); Use(s.ToString());")]
    [InlineData("p.WaitForExit(1000);")]
    [InlineData(
        "try { p.WaitForExitAsync().Wait(1000); p.WaitForExit(); } catch (InvalidOperationException) { } p.WaitForExit(1000); "
            + "Use(s.ToString());")]
    public Task Safe_Waits(string wait) => Silent<LostLinesAnalyzer>(ProcessSource.Sync(
        "var s = new StringBuilder(); p.OutputDataReceived += (_, e) => s.AppendLine(e.Data); p.BeginOutputReadLine(); " + wait));

    [Theory]
    [InlineData("p.OutputDataReceived += (_, e) => Console.WriteLine(e.Data); p.BeginOutputReadLine();")]
    [InlineData("p.OutputDataReceived += (_, e) => Use(e.Data); p.BeginOutputReadLine();")]
    [InlineData("p.OutputDataReceived += (_, e) => s.AppendLine(e.Data);")]
    [InlineData("p.OutputDataReceived += (_, e) => s.AppendLine(\"one\"); p.BeginOutputReadLine();")]
    [InlineData("s.Append(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "p.OutputDataReceived += Log; p.BeginOutputReadLine(); static void Log(object o, DataReceivedEventArgs e) => "
            + "Console.WriteLine(e.Data);")]
    public Task Safe_Handlers(string attach) => Silent<LostLinesAnalyzer>(ProcessSource.Sync(
        $"var s = new StringBuilder(); {attach} p.WaitForExit(1000); Use(s.ToString());"));

    [Theory]
    [InlineData("private void On(object o, DataReceivedEventArgs e) => Console.WriteLine(e.Data);")]
    [InlineData("private void On(object o, DataReceivedEventArgs e) => _lines++; private int _lines;")]
    [InlineData("protected virtual void On(object o, DataReceivedEventArgs e) => _last = e.Data; private string? _last;")]
    [InlineData("private DataReceivedEventHandler On => (_, e) => Console.WriteLine(e.Data);")]
    [InlineData("private DataReceivedEventHandler On = (_, e) => s_all.Add(e.Data); static List<string?> s_all = new(); "
        + "void Set() => On = Log; void Log(object o, DataReceivedEventArgs e) => Console.WriteLine(e.Data);")]
    [InlineData("public DataReceivedEventHandler On = (_, e) => s_all.Add(e.Data); static List<string?> s_all = new(); "
        + "void Set(DataReceivedEventHandler given) => On = given;")]
    public Task Safe_MethodsAsHandlers(string handler) => Silent<LostLinesAnalyzer>(ProcessSource.Of(
        $"void Go(Process p) {{ p.OutputDataReceived += On; p.BeginOutputReadLine(); p.WaitForExit(1000); }} {handler}"));
}
