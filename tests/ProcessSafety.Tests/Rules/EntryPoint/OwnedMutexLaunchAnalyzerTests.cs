using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class OwnedMutexLaunchAnalyzerTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        """;

    [Theory]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; "
            + "{|PSAFE404:Process.Start(Environment.ProcessPath!, \"again\")|};")]
    [InlineData(
        "Mutex mutex = new(true, Name, out var createdNew); if (createdNew) { {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; }")]
    [InlineData(
        "using (var mutex = new Mutex(false, @\"Global\\app\", out var first)) { if (!first) return; Console.WriteLine(); "
            + "{|PSAFE404:Process.Start(Environment.ProcessPath!)|}; }")]
    [InlineData(
        "using var mutex = new Mutex(false, \"app\"); if (!mutex.WaitOne(0)) return; {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; "
            + "mutex.ReleaseMutex();")]
    [InlineData(
        "using var mutex = new Mutex(false, \"app\"); bool owned = mutex.WaitOne(TimeSpan.Zero, false); if (!owned) return; "
            + "{|PSAFE404:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Work();")]
    [InlineData("using var mutex = new Mutex(true, \"app\", out bool first); if (first) Work(); else Console.WriteLine();")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) { Work(); return; } Work();")]
    [InlineData("if (!IsFirst()) return; Work();")]
    [InlineData("if (!TryOwn()) return; Work(); bool TryOwn() { s_mutex = new Mutex(true, \"app\", out bool first); return first; }")]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; "
            + "Console.CancelKeyPress += (_, _) => { {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; Environment.Exit(0); };")]
    public Task Hazard_Guards(string body) =>
        Reports(body.Contains("Work()") ? Program(body).Replace("«", "{|PSAFE404:").Replace("»", "|}") : Plain(body));

    [Fact]
    public Task Hazard_PlaceOfTheGuard() => Reports<OwnedMutexLaunchAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE404", DiagnosticSeverity.Warning)
                .WithLocation(0).WithLocation(1)
                .WithMessage("'Process.Start()' starts this program while 's_mutex' is held: the child finds the mutex taken and exits. "
                    + "Dispose the mutex first."));
        },
        Usings +
        """
        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                s_mutex = {|#1:new Mutex(true, "app", out bool first)|};
                if (first)
                    Restart.Now();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        internal static class Restart
        {
            public static void Now()
            {
                {|#0:Process.Start(Environment.ProcessPath!)|};
                Environment.Exit(0);
            }
        }
        """);

    /// <summary>Released or disposed before, a child that waits or does not ask, and the process that is not the first.</summary>
    [Theory]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; mutex.ReleaseMutex(); mutex.Dispose(); Work();")]
    [InlineData("using (var mutex = new Mutex(true, \"app\", out bool first)) { if (!first) return; } Work();")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Release(); Work();")]
    [InlineData("using var mutex = new Mutex(true, \"app\", out bool first); if (!first) { Work(); return; } Console.WriteLine();")]
    [InlineData("using var mutex = new Mutex(false, \"app\"); mutex.WaitOne(); Work();")]
    [InlineData("using var mutex = new Mutex(false, \"app\"); if (!mutex.WaitOne(5000)) return; Work();")]
    [InlineData("using var mutex = new Mutex(true, null, out bool first); if (!first) return; Work();")]
    [InlineData("if (args.Length > 0) return; using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Work();")]
    [InlineData("Work(); using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return;")]
    [InlineData("s_mutex = new Mutex(true, \"app\", out bool first); if (!first) Console.WriteLine(\"somebody else runs it\"); Work();")]
    [InlineData("using var mutex = new Mutex(false, \"app\"); Console.WriteLine(mutex.WaitOne(0)); Work();")]
    [InlineData("if (args.Length > 0) return; if (!IsFirst()) return; Work();")]
    [InlineData("if (args.Length == 0) { if (IsFirst()) Work(); }")]
    public Task Safe_Guards(string body) => Silent(Program(body).Replace("«", "").Replace("»", ""));

    /// <summary>The answer is put into a field in another form, and decides nothing.</summary>
    [Theory]
    [InlineData("s_mutex.WaitOne(0) ? \"app\" : \"app, once more\"")]
    [InlineData("$\"app, first: {s_mutex.WaitOne(0)}\"")]
    public Task Safe_AnswerInAField(string title) => Silent(
        $$"""
        internal static class Program
        {
            private static readonly Mutex s_mutex = new(false, "app");
            private static readonly string s_title = {{title}};

            private static void Main()
            {
                Console.Title = s_title;
                Process.Start(Environment.ProcessPath!);
            }
        }
        """);

    /// <summary>The mutex in an object, and that in another: what Main makes holds it, and says by a member who is first.</summary>
    [Theory]
    [InlineData("using var gate = new Gate(\"app\"); if (!gate.IsFirst) return; «»")]
    [InlineData("using (Gate gate = new(\"app\", 0)) { if (!gate.IsFirst) { return; } Console.WriteLine(); «» }")]
    [InlineData("var gate = new Gate(\"app\", wait: null); if (gate.IsFirst) { «» } gate.Dispose();")]
    [InlineData("using (var single = new Single(\"app\")) { if (!single.MayRun) return; Run(); if (s_restart) { «» } }")]
    [InlineData("using var single = new Single(\"app\"); if (!single.MayRun) { Environment.Exit(1); } «»")]
    [InlineData("s_gate = new Gate(\"app\"); if (!s_gate.IsFirst) return; «»")]
    [InlineData("using var gate = Gate.TryTake(\"app\"); if (gate is null) return; «»")]
    [InlineData("using var gate = new Gate(\"app\"); if (!gate.IsFirst) return; using var other = new Gate(\"cache\"); «»")]
    [InlineData("using var own = new OwnGate(); if (!own.IsFirst) return; «»")]
    public Task Hazard_Wrapper(string body) =>
        Reports(Wrapped(body).Replace("«»", "{|PSAFE404:Process.Start(Environment.ProcessPath!)|};"));

    /// <summary>Disposed before, a child that waits, an answer that decides nothing, and that of another object.</summary>
    [Theory]
    [InlineData("using (Gate gate = new(\"app\")) { if (!gate.IsFirst) { return; } Run(); } «»")]
    [InlineData("using (var single = new Single(\"app\")) { if (!single.MayRun) return; Run(); } if (s_restart) { «» }")]
    [InlineData("using var gate = new Gate(\"app\"); if (!gate.IsFirst) return; gate.Dispose(); «»")]
    [InlineData("using var single = new Single(\"app\"); if (!single.MayRun) return; single.Dispose(); «»")]
    [InlineData("using var gate = new Gate(\"app\", 5000); if (!gate.IsFirst) return; «»")]
    [InlineData("using var gate = new Gate(\"app\"); Console.WriteLine(gate.IsFirst); «»")]
    [InlineData("using var gate = new Gate(\"app\"); using var late = new Gate(\"x\", 900); if (!late.IsFirst) return; «»")]
    [InlineData("using var gate = new Gate(\"app\"); if (!gate.IsFirst) { «» return; } Run();")]
    [InlineData("«» using var gate = new Gate(\"app\"); if (!gate.IsFirst) return; Run();")]
    [InlineData("if (args.Length > 0) return; using var gate = new Gate(\"app\"); if (!gate.IsFirst) return; «»")]
    [InlineData("Probe(); «»")]
    public Task Safe_Wrapper(string body) => Silent(Wrapped(body).Replace("«»", "Process.Start(Environment.ProcessPath!);"));

    [Fact]
    public Task Hazard_WrapperInAField() => Reports(Wrapped("new Boot().Run();") +
        """

        internal sealed class Boot
        {
            private readonly Gate _gate = new("boot");

            public void Run()
            {
                if (!_gate.IsFirst)
                {
                    return;
                }

                Restart();
            }

            private static void Restart()
            {
                {|PSAFE404:Process.Start(Environment.ProcessPath!, "again")|};
                Environment.Exit(0);
            }
        }
        """);

    private static string Wrapped(string body) =>
        $$"""
        internal static class Program
        {
            private static Gate? s_gate;
            private static bool s_restart;

            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Run() => s_restart = Console.ReadLine() == "again";

            private static bool Probe()
            {
                using var gate = new Gate("app");
                return gate.IsFirst;
            }
        }

        internal class Gate : IDisposable
        {
            private readonly Mutex _mutex;

            public Gate(string name) : this(name, TimeSpan.Zero) { }

            public Gate(string name, int? wait) : this(name, wait ?? 0) { }

            private Gate(string name, int wait)
            {
                _mutex = new Mutex(false, "gate-" + name);
                IsFirst = _mutex.WaitOne(wait);
            }

            private Gate(string name, TimeSpan wait)
            {
                _mutex = new Mutex(false, "gate-" + name);
                try
                {
                    IsFirst = _mutex.WaitOne(wait);
                }
                catch (AbandonedMutexException)
                {
                    IsFirst = true;
                }
            }

            public bool IsFirst { get; private set; }

            public static Holder? TryTake(string name)
            {
                var mutex = new Mutex(true, name, out bool first);
                if (first)
                {
                    return new Holder(mutex);
                }

                mutex.Dispose();
                return null;
            }

            public void Dispose()
            {
                if (IsFirst)
                {
                    _mutex.ReleaseMutex();
                }

                _mutex.Dispose();
            }
        }

        internal sealed class OwnGate : Gate
        {
            public OwnGate() : base("own") { }
        }

        internal sealed class Holder : IDisposable
        {
            private readonly Mutex _held;

            public Holder(Mutex mutex) => _held = mutex;

            public void Dispose() => _held.Dispose();
        }

        internal sealed class Single : IDisposable
        {
            private readonly Gate _gate;

            public Single(string name)
            {
                _gate = new Gate(name, 0);
                MayRun = _gate.IsFirst;
                if (!MayRun)
                {
                    Console.WriteLine("runs already");
                }
            }

            public bool MayRun { get; private set; }

            public void Dispose() => _gate.Dispose();
        }
        """;

    private static string Plain(string body) =>
        $$"""
        internal static class Program
        {
            private const string Name = "app";

            private static void Main(string[] args)
            {
                {{body}}
            }
        }
        """;

    /// <summary>Functions that only they themselves call, as somebody types them: who looks for their caller comes to an end.</summary>
    [Theory]
    [InlineData("void Run() { s_mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Run(); }")]
    [InlineData("void Run() { s_mutex = new Mutex(true, \"app\", out bool first); if (first) Next(); } void Next() => Run();")]
    public Task Hazard_FunctionsThatNothingRuns(string body) =>
        Reports(Program("#pragma warning disable CS8321\n" + body).Replace("«", "{|PSAFE404:").Replace("»", "|}"));

    /// <summary>A mutex that waits decide on, by more than one name.</summary>
    [Theory]
    [InlineData("var first = new Mutex(false, \"app\"); var mutex = first; if (!mutex.WaitOne(0)) return; «again»; GC.KeepAlive(first);")]
    [InlineData("var (mutex, id) = (new Mutex(false, \"app\"), 0); if (!mutex.WaitOne(0)) return; «again»;")]
    [InlineData("if (new Mutex(false, \"app\") is not { } mutex || !mutex.WaitOne(0)) return; «again»;")]
    public Task Hazard_OtherNames(string body) =>
        Reports(Program(body.Replace("«again»", "{|PSAFE404:Process.Start(Environment.ProcessPath!)|}")).Replace("«", "").Replace("»", ""));

    [Theory]
    [InlineData("var first = new Mutex(false, \"app\"); var mutex = first; if (!mutex.WaitOne(0)) return; first.Dispose(); «again»;")]
    [InlineData("var first = new Mutex(false, \"app\"); var mutex = first; if (!mutex.WaitOne(5000)) return; «again»;")]
    public Task Safe_OtherNames(string body) =>
        Silent(Program(body.Replace("«again»", "Process.Start(Environment.ProcessPath!)")).Replace("«", "").Replace("»", ""));

    private static string Program(string body) =>
        $$"""
        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Release() => s_mutex?.Dispose();

            private static bool IsFirst()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                return first;
            }

            private static void Work() => «Process.Start(new ProcessStartInfo(Environment.ProcessPath!))»;
        }
        """;

    private static Task Reports(string source) =>
        Reports<OwnedMutexLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);

    private static Task Silent(string source) =>
        Silent<OwnedMutexLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);
}
