using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE703: a process that its body gives to another object, or has in one that wraps it.</summary>
public sealed class HandedProcessTests : RuleTest
{
    private const string Info = "var info = new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} };";
    private const string Plain = "var info = new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true };";

    /// <summary>A session keeps the process that it is given, and does only what its members here say.</summary>
    private static string Session(string members) =>
        $$"""

        public class Session
        {
            private readonly Process _child;
            public Session(Process child) { _child = child; }
            public async Task WaitAsync(CancellationToken token) => await _child.WaitForExitAsync(token);
            public void Stop() { if (!_child.HasExited) { _child.Kill(); } }
            {{members}}
        }
        """;

    /// <summary>A runner wraps the process that it makes of a start info; its output is there for whoever wants it.</summary>
    private static string Runner(string members) =>
        $$"""

        public class Runner : IDisposable
        {
            private readonly Process _child;
            public Runner(ProcessStartInfo info) : this(new Process { StartInfo = info }) { }
            private Runner(Process child) { _child = child; }
            public StreamReader Output => _child.StandardOutput;
            public ProcessStartInfo Told => _child.StartInfo;
            public bool IsDone => _child.HasExited;
            public void Start() => _child.Start();
            public virtual void Wait() => _child.WaitForExit();
            public void Dispose() { _child.Dispose(); GC.SuppressFinalize(this); }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("Session Go() { " + Info + " var p = Process.Start(info)!; return new Session(p); }", "")]
    [InlineData("Session Go() { " + Info + " return new Session(Process.Start(info)!); }", "")]
    [InlineData("private Session? _s; void Go() { " + Info + " var p = Process.Start(info)!; _s = new Session(p); }", "")]
    [InlineData(
        "async Task Go() { " + Info + " var p = new Process { StartInfo = info }; var s = new Session(p); p.Start(); "
            + "await s.WaitAsync(default); }",
        "public string Errors() => _child.StandardError.ReadToEnd();")]
    [InlineData(
        "static Session Make(Process p) => new Session(p); void Go() { " + Info + " Use(Make(Process.Start(info)!)); }",
        "int _n; public void Count() { _child.Exited += (_, _) => _n++; _child.Exited += OnExited; } "
            + "void OnExited(object? sender, EventArgs e) => _n++;")]
    public Task Hazard_KeptByAnother(string members, string session) =>
        Reports<UnreadStreamAnalyzer>(ProcessSource.Of(members) + Session(session));

    [NewerSyntaxFact(12)]
    public Task Hazard_KeptByAnotherWithAPrimaryConstructor() => Reports<UnreadStreamAnalyzer>(
        ProcessSource.Of("void Go() { " + Info + " var p = Process.Start(info)!; new Watcher(new Session(p)).End(); }")
            + Session("} class Watcher(Session s) { public void End() => s.Stop();"));

    [NewerSyntaxFact(12)]
    public Task Hazard_KeptByAPrimaryConstructor() => Reports<UnreadStreamAnalyzer>(
        ProcessSource.Of("Job Go() { " + Info + " return new Job(Process.Start(info)!); }") + "\n"
            + """
            sealed class Job(Process child)
            {
                private bool _isStopped;
                public void Stop() { _isStopped = true; child.Kill(); }
                public bool IsStopped => _isStopped || child.HasExited;
            }
            """);

    [Fact]
    public Task Hazard_KeptByABase() => Reports<UnreadStreamAnalyzer>(
        ProcessSource.Of("static Deep Go() { " + Info + " var p = new Process { StartInfo = info }; p.Start(); return new Deep(p, 3); }")
            + Session("} class Deep : Session { public Deep(Process p, int n) : base(p) { Level = n; } public int Level { get; }"));

    /// <summary>Some member reads; unknown code gets it; others can name it.</summary>
    [Theory]
    [InlineData("public string Read() => _child.StandardOutput.ReadToEnd();")]
    [InlineData("public void Begin() { _child.OutputDataReceived += (_, _) => { }; _child.BeginOutputReadLine(); }")]
    [InlineData("public void Drain() => Text(_child); static string Text(Process p) => p.StandardOutput.ReadToEnd();")]
    [InlineData("public Process Child => _child;")]
    [InlineData("public object Get() => _child;")]
    [InlineData("public void Give(System.Collections.Generic.List<object> all) => all.Add(_child);")]
    [InlineData("public Action<Process>? Hook; public void Call() => Hook?.Invoke(_child);")]
    [InlineData("public Func<string> Reader() => _child.StandardOutput.ReadToEnd;")]
    [InlineData("public void Each() { foreach (var p in new[] { _child }) { p.BeginOutputReadLine(); } }")]
    [InlineData("public (Process, int) Pair() => (_child, 1);")]
    [InlineData("public object Named() => new { Child = _child };")]
    [InlineData("public event EventHandler? Done { add => _child.Exited += value; remove => _child.Exited -= value; }")]
    [InlineData("public void Count() => _child.Exited += (s, _) => ((Process)s!).StandardOutput.ReadToEnd();")]
    [InlineData(
        "public void Count() => _child.Exited += OnExited; "
            + "static void OnExited(object? s, EventArgs e) => ((Process)s!).StandardOutput.ReadToEnd();")]
    [InlineData("public Reader Read() => new Reader { Source = _child }; } public class Reader { public Process? Source; public int N;")]
    [InlineData("public void Again() { if (_child is { StandardOutput: var o }) { o.Close(); } }")]
    public Task Safe_KeptByAnother(string session) => Silent<UnreadStreamAnalyzer>(
        ProcessSource.Of("Session Go() { " + Plain + " var p = Process.Start(info)!; return new Session(p); }")
            + Session(session));

    [Theory]
    [InlineData("Session Go() { " + Plain + " var p = Process.Start(info)!; p.BeginOutputReadLine(); return new Session(p); }")]
    [InlineData("Session Go() { " + Plain + " var p = Process.Start(info)!; new List<object>().Add(p); return new Session(p); }")]
    [InlineData(
        "internal Process? P; Session Go() { " + Plain + " var p = P = Process.Start(info)!; return new Session(p); } "
            + "string Read() => P!.StandardOutput.ReadToEnd();")]
    [InlineData("Session Go(bool b) { " + Plain + " info.RedirectStandardOutput = b; return new Session(Process.Start(info)!); }")]
    [InlineData("void Go() { " + Plain + " using var s = new Scope(Process.Start(info)!); Use(s); }")]
    [InlineData("Session Go() { var info = new ProcessStartInfo(\"chmod\") { RedirectStandardOutput = true }; "
        + "return new Session(Process.Start(info)!); }")]
    [InlineData("void Go() { " + Plain + " var s = new Scope(Process.Start(info)!); s.Dispose(); }")]
    [InlineData(
        "static object? s_last; static Session Make(object p) { s_last = p; return new Session((Process)p); } Session Go() { " + Plain
            + " return Make(Process.Start(info)!); } string Read() => ((Process)s_last!).StandardOutput.ReadToEnd();")]
    public Task Safe_GivenAway(string members) => Silent<UnreadStreamAnalyzer>(
        ProcessSource.Of(members)
            + Session("} class Scope : Session, IDisposable { public Scope(Process p) : base(p) { } public void Dispose() => Stop();"));

    [Fact]
    public Task Safe_PublicFieldOfAPublicType() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        public class Holder { public Process Child; public Holder(Process child) => Child = child; }
        public static class Starter
        {
            public static Holder Go() => new(Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!);
        }
        """);

    /// <summary>The property is named by its interface.</summary>
    [Fact]
    public Task Safe_ReadThroughAnInterface() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        interface IHolder { Process Child { get; } }
        class Holder : IHolder { public Process Child { get; } public Holder(Process child) => Child = child; }
        static class Starter
        {
            static IHolder Go() => new Holder(Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!);
            static string Read(IHolder holder) => holder.Child.StandardOutput.ReadToEnd();
        }
        """);

    [Theory]
    [InlineData("void Go() { " + Info + " var r = new Runner(info); r.Start(); r.Wait(); }", "")]
    [InlineData("void Go() { " + Info + " Runner r = new(info); r.Start(); var k = new Keeper(r, 1); Use(k.IsDone); }", "")]
    [InlineData(
        "static ProcessStartInfo Told(string f) => new(f) { RedirectStandardOutput = true }; "
            + "Keeper Go() { Runner r = new(Told(\"tool\")); {|PSAFE703:r.Start()|}; return new Keeper(r, 1); }",
        "")]
    [InlineData("private Runner? _r; void Go() { " + Info + " _r = new Runner(info); _r.Start(); } void End() => _r?.Wait();", "")]
    [InlineData(
        "private readonly Runner _r = new(new(\"tool\") { RedirectStandardOutput = true }); "
            + "void Go() => {|PSAFE703:_r.Start()|}; void End() => _r.Wait();",
        "")]
    [InlineData(
        "void Go() { " + Info + " using var r = new Runner(info); r.Start(); r.Wait(); } "
            + "string Other(ProcessStartInfo i) { var r = new Runner(i); r.Start(); return r.Output.ReadToEnd(); }",
        "public Process Inner => _child;")]
    public Task Hazard_Wrapped(string members, string runner) =>
        Reports<UnreadStreamAnalyzer>(ProcessSource.Of(members) + Keeper("") + Runner(runner));

    private static string Keeper(string members) =>
        $$"""

        public class Keeper : KeeperBase
        {
            public Keeper(Runner runner, int level) : base(runner) { Level = level; }
            public int Level { get; }
        }

        public class KeeperBase
        {
            private readonly Runner _runner;
            protected KeeperBase(Runner runner) { _runner = runner; _ = RunAsync(); }
            private async Task RunAsync() { await Task.Yield(); _runner.Wait(); }
            public bool IsDone => _runner.IsDone;
            {{members}}
        }
        """;

    /// <summary>The user, or an object that gets the wrapper, reads, exposes it, or gives it to code that is not seen.</summary>
    [Theory]
    [InlineData("r.Start(); Use(r.Output.ReadToEnd());", "", "")]
    [InlineData("r.Start(); r.Wait(); Use(r.All());", "", "public string All() => Output.ReadToEnd();")]
    [InlineData("r.Start(); r.Wait();", "", "public string All() => Output.ReadToEnd();")]
    [InlineData("r.Start(); r.Wait();", "", "public string All() => _child.StandardOutput.ReadToEnd();")]
    [InlineData("r.Start(); r.Wait();", "", "public void Give(List<object> all) => all.Add(_child);")]
    [InlineData("r.Start(); Use(r.Inner.StandardOutput.ReadToEnd());", "", "public Process Inner => _child;")]
    [InlineData("r.Told.RedirectStandardOutput = false; r.Start(); r.Wait();", "", "")]
    [InlineData("info.RedirectStandardOutput = false; r.Start(); r.Wait();", "", "")]
    [InlineData("r.Start(); new Keeper(r, 1);", "public string Read() => _runner.Output.ReadToEnd();", "")]
    [InlineData("r.Start(); new Keeper(r, 1);", "public Runner Inner => _runner;", "")]
    [InlineData("r.Start(); new Keeper(r, 1);", "public void Give(List<object> all) => all.Add(_runner);", "")]
    [InlineData("r.Start(); new List<Runner>().Add(r); r.Wait();", "", "")]
    [InlineData("r.Start(); Action<Runner> a = x => Use(x.Output.ReadToEnd()); a(r); r.Wait();", "", "")]
    [InlineData("r.Begin().Wait();", "", "public Runner Begin() { Start(); return this; }")]
    [InlineData("r.Go(); r.Wait();", "", "public void Go() { Start(); Task.Run(() => Output.ReadToEnd()); }")]
    [InlineData("r.Go(); r.Wait();", "", "public void Go() { Start(); Hook(this); } static void Hook(Runner r) => r.Output.ReadToEnd();")]
    [InlineData("using (r) { r.Start(); }", "", "")]
    public Task Safe_Wrapped(string statements, string keeper, string runner) => Silent<UnreadStreamAnalyzer>(
        ProcessSource.Of("void Go() { " + Plain + " var r = new Runner(info); " + statements + " }") + Keeper(keeper)
            + Runner(runner));

    /// <summary>The member that reads is called by the name of an interface.</summary>
    [Fact]
    public Task Safe_WrapperBehindAnInterface() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        interface IReading { string Read(); }
        class Runner : IReading
        {
            private readonly Process _child;
            public Runner(ProcessStartInfo info) => _child = new Process { StartInfo = info };
            public void Start() => _child.Start();
            public string Read() => _child.StandardOutput.ReadToEnd();
        }
        static class Starter
        {
            static string Go()
            {
                var r = new Runner(new ProcessStartInfo("tool") { RedirectStandardOutput = true });
                r.Start();
                IReading reading = r;
                return reading.Read();
            }
        }
        """);

    /// <summary>The wrapper's own start is reported, and not once more for each user.</summary>
    [Fact]
    public Task Hazard_TheWrapperRedirects() => Reports<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;
        class Runner
        {
            private readonly Process _child = new() { StartInfo = new("tool") { RedirectStandardOutput = true } };
            public void Start() => {|PSAFE703:_child.Start()|};
            public void Wait() => _child.WaitForExit();
        }
        static class Starter
        {
            static void Go() { var r = new Runner(); r.Start(); r.Wait(); }
            static void Other() { var r = new Runner(); r.Start(); r.Wait(); }
        }
        """);
}
