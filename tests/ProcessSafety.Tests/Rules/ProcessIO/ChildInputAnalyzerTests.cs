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

    private const string AllRedirected =
        "var q = new Process { StartInfo = new(\"tool\") { RedirectStandardInput = true, RedirectStandardOutput = true, "
            + "RedirectStandardError = true } }; ";

    [Theory]
    [InlineData("p.StandardInput.WriteLine(info.FileName); Use({|PSAFE704:p.StandardOutput.ReadToEnd()|}); p.WaitForExit();")]
    [InlineData("p.StandardInput.Write(info.FileName); {|PSAFE704:p.WaitForExit()|};")]
    [InlineData("p.StandardInput.WriteLine(\"{0}\", info.FileName); {|PSAFE704:p.WaitForExit()|};")]
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

    /// <summary>A constant of 4,096 characters no longer fits into every pipe, one of 4,095 does.</summary>
    [Fact]
    public Task Hazard_LongConstant() => Reports<ChildInputAnalyzer>(ProcessSource.Sync(
        $"{{|PSAFE704:p.StandardInput.Write(\"{new string('x', 4096)}\")|}}; p.StandardInput.Close(); Use(p.StandardOutput.ReadToEnd());"));

    [Fact]
    public Task Safe_ShorterConstant() => Silent<ChildInputAnalyzer>(ProcessSource.Sync(
        $"p.StandardInput.Write(\"{new string('x', 4095)}\"); p.StandardInput.Close(); Use(p.StandardOutput.ReadToEnd());"));

    [Fact]
    public Task Hazard_LongConstantBeforeTheWait() => Reports<ChildInputAnalyzer>(ProcessSource.Sync(
        $"p.StandardInput.WriteLine(\"{new string('x', 4096)}\"); {{|PSAFE704:p.WaitForExit()|}};"));

    [Fact]
    public Task Safe_ShorterConstantBeforeTheWait() => Silent<ChildInputAnalyzer>(ProcessSource.Sync(
        $"p.StandardInput.WriteLine(\"{new string('x', 4095)}\"); p.WaitForExit();"));

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

    /// <summary>One wait that hangs for two reasons: PSAFE703 speaks, and nothing is ever written.</summary>
    [Theory]
    [InlineData("q.Start(); q.WaitForExit();")]
    [InlineData("q.Start(); q.StandardOutput.ReadLine(); q.WaitForExit();")]
    public Task Safe_NeverReadEither(string statements) => Silent<ChildInputAnalyzer>(ProcessSource.Sync(AllRedirected + statements));

    /// <summary>A child that is given a text reads it, whatever becomes of its output.</summary>
    [Theory]
    [InlineData("q.Start(); q.StandardInput.WriteLine(info.FileName); {|PSAFE704:q.WaitForExit()|};")]
    [InlineData("q.Start(); Use({|PSAFE704:q.StandardOutput.ReadToEnd()|}); q.WaitForExit();")]
    [InlineData("q.Start(); q.BeginOutputReadLine(); q.BeginErrorReadLine(); {|PSAFE704:q.WaitForExit()|};")]
    public Task Hazard_NeverReadEither(string statements) => Reports<ChildInputAnalyzer>(ProcessSource.Sync(AllRedirected + statements));

    private const string Run =
        "static string Run({0}) {{ using var p = Process.Start(new ProcessStartInfo(\"tool\") {{ RedirectStandardInput = true, "
            + "RedirectStandardOutput = true }})!; {1}; return p.StandardOutput.ReadToEnd(); }} ";

    /// <summary>A delegate that a caller passes fills the input.</summary>
    [Theory]
    [InlineData(
        "Action<StreamWriter> write",
        "{|PSAFE704:write(p.StandardInput)|}; p.StandardInput.Close()",
        "void Go() => Run(w => { for (int i = 0; i < 9999; i++) w.WriteLine(i); });")]
    [InlineData(
        "Action<StreamWriter>? write",
        "{|PSAFE704:write?.Invoke(p.StandardInput)|}; p.StandardInput.Close()",
        "void Go(Stream pack) { Run(null); Run(w => w.Write(\"a\")); Run(w => pack.CopyTo(w.BaseStream)); }")]
    [InlineData(
        "Action<Process> write",
        "{|PSAFE704:write(p)|}; p.StandardInput.Close()",
        "void Go(string text) => Run(q => q.StandardInput.Write(text));")]
    [InlineData(
        "Action<Process> write",
        "{|PSAFE704:write(p)|}",
        "void Go(string text) => Run(Fill); static void Fill(Process q) { foreach (char c in q.ProcessName) q.StandardInput.Write(c); "
            + "q.StandardInput.Close(); }")]
    [InlineData(
        "Func<StreamWriter, Task> write",
        "{|PSAFE704:write(p.StandardInput)|}.Wait(); p.StandardInput.Close()",
        "void Go(string text) => Run(async w => await w.WriteAsync(text));")]
    public Task Hazard_FilledByADelegate(string parameter, string statements, string caller) =>
        Reports<ChildInputAnalyzer>(ProcessSource.Of(string.Format(Run, parameter, statements) + caller));

    [Theory]
    [InlineData("Action<StreamWriter> write", "write(p.StandardInput); p.StandardInput.Close()", "")]
    [InlineData(
        "Action<StreamWriter> write",
        "write(p.StandardInput); p.StandardInput.Close()",
        "void Go() { Run(w => w.WriteLine(\"quit\")); Run(w => w.Write(Environment.NewLine)); }")]
    [InlineData(
        "Action<StreamWriter> write",
        "var t = p.StandardOutput.ReadToEndAsync(); write(p.StandardInput); p.StandardInput.Close(); return t.Result",
        "void Go(string text) => Run(w => w.Write(text));")]
    [InlineData(
        "Action<Process> use",
        "use(p)",
        "void Go(string text) => Run(q => { q.BeginOutputReadLine(); q.StandardInput.Write(text); q.StandardInput.Close(); });")]
    [InlineData(
        "Action<Process> use",
        "use(p); p.StandardInput.Close()",
        "void Go(string text) { Run(q => { }); Run(q => { q.BeginOutputReadLine(); q.StandardInput.Write(text); }); }")]
    public Task Safe_FilledByADelegate(string parameter, string statements, string caller) =>
        Silent<ChildInputAnalyzer>(ProcessSource.Of(string.Format(Run, parameter, statements) + caller));

    /// <summary>A method that is given the writer or the process fills it in a loop.</summary>
    [Theory]
    [InlineData(
        "int n",
        "{|PSAFE704:Fill(p.StandardInput, n)|}; p.StandardInput.Close()",
        "static void Fill(TextWriter w, int n) { for (int i = 0; i < n; i++) w.WriteLine(i); }")]
    [InlineData(
        "int n",
        "{|PSAFE704:Fill(p, n)|}",
        "static void Fill(Process p, int n) { for (int i = 0; i < n; i++) p.StandardInput.WriteLine(i); p.StandardInput.Close(); }")]
    public Task Hazard_FilledByAMethod(string parameter, string statements, string member) =>
        Reports<ChildInputAnalyzer>(ProcessSource.Of(string.Format(Run, parameter, statements) + member));

    /// <summary>A text that the method can do without: a password, an answer.</summary>
    [Theory]
    [InlineData("string? text", "if (text != null) { p.StandardInput.Write(text); p.StandardInput.Close(); }", "")]
    [InlineData("string text", "if (!string.IsNullOrEmpty(text)) p.StandardInput.Write(text); p.StandardInput.Close()", "")]
    [InlineData(
        "string? text = null",
        "if (text is { }) { p.StandardInput.Write(text); } p.StandardInput.Close()",
        "void Go(string[] paths) { Run(); Run(string.Join(\"\\n\", paths)); }")]
    public Task Safe_TextThatMayBeAbsent(string parameter, string statements, string caller) =>
        Silent<ChildInputAnalyzer>(ProcessSource.Of(string.Format(Run, parameter, statements) + caller));

    [Theory]
    [InlineData("string text", "{|PSAFE704:p.StandardInput.Write(text)|}; p.StandardInput.Close()", "")]
    [InlineData(
        "string text",
        "ArgumentNullException.ThrowIfNull(text); {|PSAFE704:p.StandardInput.Write(text)|}; p.StandardInput.Close()",
        "")]
    [InlineData(
        "string? text",
        "if (text != null) { {|PSAFE704:p.StandardInput.Write(text)|}; p.StandardInput.Close(); }",
        "void Go(string path) { string all = File.ReadAllText(path); Run(all); }")]
    [InlineData(
        "string? text",
        "if (text != null) { {|PSAFE704:p.StandardInput.Write(text)|}; p.StandardInput.Close(); }",
        "void Go(TextReader reader) => Run(reader.ReadToEnd());")]
    public Task Hazard_TextOfAnyLength(string parameter, string statements, string caller) =>
        Reports<ChildInputAnalyzer>(ProcessSource.Of(string.Format(Run, parameter, statements) + caller));

    /// <summary>What one member does to the process in a field from its start to the end of its output.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("void Stop() => _p.Kill();")]
    public Task Hazard_FieldIsFilledTooEarly(string member) => Reports<ChildInputAnalyzer>(ProcessSource.Of(
        "private readonly Process _p = new(); string Ask(string text) { _p.Start(); foreach (char c in text) "
            + "{|PSAFE704:_p.StandardInput.Write(c)|}; _p.StandardInput.Close(); return _p.StandardOutput.ReadToEnd(); } " + member));

    [Theory]
    [InlineData("void Read() => _p.BeginOutputReadLine();")]
    [InlineData("internal Process Get() => _p;")]
    [InlineData("internal StreamReader Out => _p.StandardOutput;")]
    public Task Safe_FieldIsReadElsewhere(string member) => Silent<ChildInputAnalyzer>(ProcessSource.Of(
        "private readonly Process _p = new(); string Ask(string text) { _p.Start(); foreach (char c in text) "
            + "_p.StandardInput.Write(c); _p.StandardInput.Close(); return _p.StandardOutput.ReadToEnd(); } " + member));

    /// <summary>A process that a field keeps is used by others too.</summary>
    [Fact]
    public Task Safe_InAField() => Silent<ChildInputAnalyzer>(ProcessSource.Of(
        "private readonly Process _p = new(); void Ask(string text) { _p.StandardInput.WriteLine(text); _p.WaitForExit(); } "
            + "void Close() => _p.StandardInput.Close();"));
}
