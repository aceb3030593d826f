using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE704.</summary>
public sealed class ChildInputAnalyzerTests : RuleTest
{
    private const string HandedOn =
        "var q = new Process { StartInfo = new(\"tool\") { RedirectStandardInput = true, RedirectStandardOutput = true } }; "
            + "new List<object>().Add(q); ";

    [Theory]
    [InlineData("p.StandardInput.WriteLine(info.FileName); Use({|PSAFE704:p.StandardOutput.ReadToEnd()|}); p.WaitForExit();")]
    [InlineData("p.StandardInput.Write(info.FileName); {|PSAFE704:p.WaitForExit()|};")]
    [InlineData("p.StandardInput.Write(info.FileName); p.StandardInput.Flush(); {|PSAFE704:p.WaitForExit()|};")]
    [InlineData("var w = p.StandardInput; w.Write(info.FileName); {|PSAFE704:p.WaitForExit()|}; w.Close();")]
    [InlineData("using var w = p.StandardInput; w.Write(info.FileName); {|PSAFE704:p.WaitForExit()|};")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardInput = true })!; {|PSAFE704:q.WaitForExit()|};")]
    [InlineData(
        "var t = p.StandardOutput.ReadToEndAsync(); foreach (char c in info.FileName) p.StandardInput.Write(c); "
            + "{|PSAFE704:p.WaitForExit()|}; Use(t.Result);")]
    public Task Hazard_LeftOpen(string statements) => Reports<ChildInputAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "foreach (char c in info.FileName) {|PSAFE704:p.StandardInput.WriteLine(c)|}; p.StandardInput.Close(); "
            + "Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "byte[] all = new byte[100000]; {|PSAFE704:p.StandardInput.BaseStream.Write(all, 0, all.Length)|}; p.StandardInput.Close(); "
            + "Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("using (var w = p.StandardInput) {|PSAFE704:w.Write(new char[100])|}; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "{|PSAFE704:Stream.Null.CopyTo(p.StandardInput.BaseStream)|}; p.StandardInput.Close(); while (p.StandardOutput.ReadLine() is { } "
            + "line) Use(line);")]
    public Task Hazard_FilledTooEarly(string statements) => Reports<ChildInputAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("await p.StandardInput.WriteAsync(token.ToString()); await {|PSAFE704:p.WaitForExitAsync(token)|};")]
    [InlineData(
        "await {|PSAFE704:Stream.Null.CopyToAsync(p.StandardInput.BaseStream)|}; p.StandardInput.Close(); "
            + "Use(await p.StandardOutput.ReadToEndAsync());")]
    public Task Hazard_Async(string statements) => Reports<ChildInputAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData("p.StandardInput.WriteLine(info.FileName); p.StandardInput.Close(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.StandardInput.WriteLine(info.FileName); p.StandardInput.Dispose(); p.WaitForExit();")]
    [InlineData("using (var w = p.StandardInput) w.Write(info.FileName); p.WaitForExit();")]
    [InlineData("using (p.StandardInput) { p.StandardInput.Write(info.FileName); } p.WaitForExit();")]
    [InlineData("p.StandardInput.WriteLine(info.FileName); p.StandardInput.WriteLine(\"quit\"); p.WaitForExit();")]
    [InlineData(
        "p.StandardInput.WriteLine(info.FileName + \"&exit\"); p.StandardInput.AutoFlush = true; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.StandardInput.WriteLine($\"{info.FileName}; quit\"); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("p.StandardInput.Write(info.FileName); Use(p.StandardOutput.ReadLine());")]
    [InlineData("p.StandardInput.Write(info.FileName); p.Kill(); p.WaitForExit();")]
    [InlineData(
        "p.StandardInput.Write(info.FileName); Close(p); p.WaitForExit(); } static void Close(Process p) { p.StandardInput.Close();")]
    [InlineData("p.StandardInput.Write(info.FileName); new List<object>().Add(p); p.WaitForExit();")]
    [InlineData("Use(p.StandardInput); p.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardInput = info.CreateNoWindow })!; q.WaitForExit();")]
    [InlineData(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardInput = true })!; q.StandardInput.Close(); "
            + "q.WaitForExit();")]
    [InlineData("p.WaitForExit();")]
    [InlineData(
        "p.OutputDataReceived += (_, e) => { if (e.Data == \"end\") p.StandardInput.Close(); }; p.BeginOutputReadLine(); "
            + "p.StandardInput.WriteLine(info.FileName); p.WaitForExit();")]
    [InlineData(
        "p.BeginOutputReadLine(); foreach (char c in info.FileName) p.StandardInput.WriteLine(c); p.StandardInput.Close(); "
            + "p.WaitForExit();")]
    [InlineData(
        "var t = p.StandardOutput.ReadToEndAsync(); foreach (char c in info.FileName) p.StandardInput.WriteLine(c); "
            + "p.StandardInput.Close(); Use(t.Result);")]
    [InlineData("foreach (char c in info.FileName) { p.StandardInput.WriteLine(c); Use(p.StandardOutput.ReadLine()); }")]
    [InlineData("p.StandardInput.WriteLine(info.FileName); p.StandardInput.Close(); Use(p.StandardOutput.ReadLine());")]
    public Task Safe(string statements) => Silent<ChildInputAnalyzer>(ProcessSource.Sync(statements));

    /// <summary>Who got the process before it was started cannot have closed its input then.</summary>
    [Theory]
    [InlineData("q.Start(); {|PSAFE704:q.WaitForExit()|};")]
    [InlineData("q.Start(); Use({|PSAFE704:q.StandardOutput.ReadToEnd()|}); q.WaitForExit();")]
    [InlineData("q.Start(); q.StandardInput.WriteLine(info.FileName); Use({|PSAFE704:q.StandardOutput.ReadToEnd()|});")]
    [InlineData(
        "q.Start(); foreach (char c in info.FileName) {|PSAFE704:q.StandardInput.Write(c)|}; q.StandardInput.Close(); "
            + "Use(q.StandardOutput.ReadToEnd());")]
    public Task Hazard_HandedOnBeforeTheStart(string statements) => Reports<ChildInputAnalyzer>(ProcessSource.Sync(HandedOn + statements));

    [Theory]
    [InlineData("q.Start(); new List<object>().Add(q); q.WaitForExit();")]
    [InlineData("q.Start(); new List<object>().Add(q.StandardInput); q.WaitForExit();")]
    [InlineData("q.Start(); q.StandardInput.Close(); Use(q.StandardOutput.ReadToEnd());")]
    [InlineData("q.WaitForExit();")]
    public Task Safe_HandedOn(string statements) => Silent<ChildInputAnalyzer>(ProcessSource.Sync(HandedOn + statements));

    /// <summary>Where the wait comes before a read as well, PSAFE701 speaks.</summary>
    [Fact]
    public Task Safe_WaitBeforeRead() => Silent<ChildInputAnalyzer>(ProcessSource.Sync(
        "p.StandardInput.WriteLine(info.FileName); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd());"));

    /// <summary>A process that a field keeps is used by others too.</summary>
    [Fact]
    public Task Safe_InAField() => Silent<ChildInputAnalyzer>(ProcessSource.Of(
        "private readonly Process _p = new(); void Ask(string text) { _p.StandardInput.WriteLine(text); _p.WaitForExit(); } "
            + "void Close() => _p.StandardInput.Close();"));
}
