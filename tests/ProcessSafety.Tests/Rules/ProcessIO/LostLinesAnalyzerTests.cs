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

    [Theory]
    [InlineData("p.OutputDataReceived += s_all.Length > 1 ? (_, e) => Console.WriteLine(e.Data) : (_, e) => s.AppendLine(e.Data);")]
    [InlineData("DataReceivedEventHandler h = s_all.Length > 1 ? Print : Keep; p.OutputDataReceived += h;")]
    [InlineData("if (s_all.Length > 1) p.OutputDataReceived += Print; else p.OutputDataReceived += Keep;")]
    [InlineData("p.OutputDataReceived += s_all.Length switch { 0 => Print, 1 => new DataReceivedEventHandler(Keep), _ => Print };")]
    public Task Hazard_ChosenHandlers(string attach) => Reports<LostLinesAnalyzer>(Chosen(attach, "{|PSAFE708:p.WaitForExit(1000)|}"));

    [Theory]
    [InlineData("p.OutputDataReceived += s_all.Length > 1 ? Print : (_, e) => Console.Error.WriteLine(e.Data);")]
    [InlineData("p.OutputDataReceived += s_all.Length > 1 ? Given : Print;")]
    public Task Safe_ChosenHandlers(string attach) => Silent<LostLinesAnalyzer>(Chosen(attach, "p.WaitForExit(1000)"));

    [Fact]
    public Task Safe_ChosenHandlers_WaitedForInFull() => Silent<LostLinesAnalyzer>(Chosen(
        "p.OutputDataReceived += s_all.Length > 1 ? Print : Keep;",
        "p.WaitForExit(1000); p.WaitForExit()"));

    [Theory]
    [InlineData("(_, e) => sink.Line(e.Data)", "Use(sink.Text);")]
    [InlineData("(_, e) => { if (e.Data is { } line) sink.Line(line); }", "Use(sink.ToString());")]
    [InlineData("(_, e) => sink.On(e)", "Use(sink);")]
    [InlineData("(_, e) => sink.Later(e.Data)", "Use(sink.Text);")]
    [InlineData("(_, e) => Sink.AddTo(s, e.Data)", "Use(s.ToString());")]
    public Task Hazard_Sink(string handler, string use) =>
        Reports<LostLinesAnalyzer>(Sinks(handler, "{|PSAFE708:p.WaitForExit(1000)|}", use));

    [Theory]
    [InlineData("(_, e) => sink.Print(e.Data)", "Use(sink.Text);")]
    [InlineData("(_, e) => sink.Line(e.Data)", "sink.Close();")]
    [InlineData("(_, e) => sink.Line(e.Data)", "")]
    [InlineData("(_, e) => sink.Count(e.Data)", "Use(sink.Text);")]
    [InlineData("(_, e) => Sink.AddTo(s, e.Data)", "")]
    public Task Safe_Sink(string handler, string use) => Silent<LostLinesAnalyzer>(Sinks(handler, "p.WaitForExit(1000)", use));

    private static string Chosen(string attach, string wait) => ProcessSource.Of(
        $$"""
        static readonly StringBuilder s_all = new();

            static DataReceivedEventHandler Given = null!;

            static void Go(Process p)
            {
                var s = new StringBuilder();
                {{attach}}
                p.BeginOutputReadLine();
                {{wait}};
                Use(s.ToString());
                void Keep(object o, DataReceivedEventArgs e) => s.AppendLine(e.Data);
                void Print(object o, DataReceivedEventArgs e) => Console.WriteLine(e.Data);
            }
        """);

    private static string Sinks(string handler, string wait, string use) => ProcessSource.Of(
        $$"""
        static void Go(Process p)
            {
                var s = new StringBuilder();
                var sink = new Sink();
                p.OutputDataReceived += {{handler}};
                p.BeginOutputReadLine();
                {{wait}};
                {{use}}
            }

            sealed class Sink
            {
                private readonly List<string?> _lines = new();
                private int _count;

                public string Text => string.Join("\n", _lines) + _count;

                public void Line(string? line) => _lines.Add(line);

                public void Later(string? line) { if (line != null) { Line(line.Trim()); } }

                public void On(DataReceivedEventArgs e) => Line(e.Data);

                public void Print(string? line) => Console.WriteLine(line);

                public void Count(string? line) { if (line != null) { _count++; } }

                public void Close() => Console.WriteLine("ended");

                public static void AddTo(StringBuilder all, string? line) => all.AppendLine(line);
            }
        """);

    /// <summary>A delegate of Kill or Dispose lets its holder do no more than that.</summary>
    [Theory]
    [InlineData("token.Register(p.Kill)")]
    [InlineData("Action end = p.Dispose; Use(end)")]
    public Task Hazard_EndedByADelegate(string delegated) => Reports<LostLinesAnalyzer>(
        EndedBy(delegated, "{|PSAFE708:p.WaitForExit(100)|}"));

    [Theory]
    [InlineData("System.Threading.Tasks.Task.Run(p.WaitForExit)")]
    [InlineData("token.Register(p.WaitForExit)")]
    [InlineData("Func<CancellationToken, System.Threading.Tasks.Task> wait = p.WaitForExitAsync; Use(wait)")]
    [InlineData("token.Register(p.Kill); new List<Process>().Add(p)")]
    public Task Safe_WaitedForByADelegate(string delegated) => Silent<LostLinesAnalyzer>(EndedBy(delegated, "p.WaitForExit(100)"));

    private static string EndedBy(string delegated, string wait) => ProcessSource.Of(
        $"void Go(ProcessStartInfo info, CancellationToken token) {{ var p = Process.Start(info)!; var s = new StringBuilder(); "
            + $"{delegated}; p.OutputDataReceived += (_, e) => s.Append(e.Data); p.BeginOutputReadLine(); while (!{wait}) {{ }} Use(s); "
            + $"}}");

    /// <summary>A type of the program keeps the lines, or a condition chooses who does.</summary>
    [Theory]
    [InlineData("var s = new Log(); p.OutputDataReceived += (_, e) => s.Add(e.Data);", "Use(s.Text);")]
    [InlineData("var s = new Log(); p.OutputDataReceived += (_, e) => s.AddLine(e.Data);", "Use(s);")]
    [InlineData("var s = new StringBuilder(); p.OutputDataReceived += p.Id > 4 ? (_, _) => { } : (_, e) => s.Append(e.Data);", "Use(s);")]
    [InlineData(
        "var s = new StringBuilder(); DataReceivedEventHandler? own = null; "
            + "p.OutputDataReceived += p.Id switch { 4 => (_, _) => { }, _ => (_, e) => s.Append(e.Data) };",
        "Use(s);")]
    public Task Hazard_KeptByAnOwnType(string attach, string use) => Reports<LostLinesAnalyzer>(
        Kept(attach, "{|PSAFE708:p.WaitForExit(1000)|}", use));

    [Theory]
    [InlineData("var s = new Log(); p.OutputDataReceived += (_, e) => s.Print(e.Data);", "Use(s.Text);")]
    [InlineData("var s = new Log(); p.OutputDataReceived += (_, e) => s.Add(e.Data);", "")]
    [InlineData("p.OutputDataReceived += p.Id > 4 ? (_, _) => { } : (_, e) => Console.WriteLine(e.Data);", "")]
    [InlineData(
        "var s = new StringBuilder(); using var end = new ManualResetEventSlim(); p.OutputDataReceived += p.Id > 4 ? (_, _) => { } "
            + ": (_, e) => { if (e.Data is null) { end.Set(); } else { s.Append(e.Data); } };",
        "end.Wait(100); Use(s);")]
    public Task Safe_KeptByAnOwnType(string attach, string use) => Silent<LostLinesAnalyzer>(Kept(attach, "p.WaitForExit(1000)", use));

    private static string Kept(string attach, string wait, string use) => ProcessSource.Of(
        $"void Go(Process p) {{ {attach} p.BeginOutputReadLine(); {wait}; {use} }} "
            + "sealed class Log { private readonly StringBuilder _all = new(); public void Add(string? line) => _all.AppendLine(line); "
            + "public void AddLine(string? line) { if (line != null) Add(line); } public void Print(string? line) => "
            + "Console.WriteLine(line); public string Text => _all.ToString(); }");
}
