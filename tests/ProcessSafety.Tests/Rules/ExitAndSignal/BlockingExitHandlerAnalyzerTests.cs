using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class BlockingExitHandlerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE801:s_event.WaitOne()|}")]
    [InlineData("{|PSAFE801:s_slim.Wait()|}")]
    [InlineData("{|PSAFE801:s_slim.Wait(Timeout.Infinite)|}")]
    [InlineData("{|PSAFE801:s_task.Wait()|}")]
    [InlineData("{|PSAFE801:s_task.GetAwaiter().GetResult()|}")]
    [InlineData("{|PSAFE801:s_task.ConfigureAwait(false).GetAwaiter().GetResult()|}")]
    [InlineData("{|PSAFE801:Task.WaitAll(s_task)|}")]
    [InlineData("{|PSAFE801:WaitHandle.WaitAny(new WaitHandle[] { s_event })|}")]
    [InlineData("{|PSAFE801:s_source.Task.Wait()|}")]
    [InlineData("{|PSAFE801:s_turn.Wait()|}")]
    [InlineData("{|PSAFE801:s_thread.Join()|}")]
    [InlineData("{|PSAFE801:s_child.WaitForExit()|}")]
    [InlineData("{|PSAFE801:s_worker.Dispose()|}")]
    [InlineData("{|PSAFE801:s_context.Send(_ => { }, null)|}")]
    [InlineData("{ s_stop.Cancel(); {|PSAFE801:s_failing.Wait()|}; }")]
    [InlineData("if (!s_task.IsCompleted) {|PSAFE801:s_task.Wait()|}")]
    [InlineData("{|PSAFE801:while (!s_stopping)|} { Thread.Sleep(100); }")]
    [InlineData("{|PSAFE801:while (!Volatile.Read(ref s_stopping))|} Thread.Yield()")]
    public Task Hazard_WaitForOtherCode(string wait) => Reports<BlockingExitHandlerAnalyzer>(
        InHandler("AppDomain.CurrentDomain.ProcessExit", wait),
        InHandler("System.Runtime.Loader.AssemblyLoadContext.Default.Unloading", wait)
            .Replace("(_, _)", "_")
            .Replace("class Program", "class Other")
            .Replace("class Worker", "class OtherWorker")
            .Replace("Worker s_worker", "OtherWorker s_worker")
            .Replace("new Worker", "new OtherWorker"));

    [Fact]
    public Task Hazard_CapturedVariables() => Reports<BlockingExitHandlerAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        using ManualResetEventSlim done = new();
        Task worker = Task.Run(() => done.Set());
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            {|PSAFE801:done.Wait()|};
            {|PSAFE801:worker.Wait()|};
        };
        """);

    /// <summary>A local function polls a flag that Main does not come to set once it has called Environment.Exit.</summary>
    [Fact]
    public Task Hazard_PolledCodeExits() => Reports<BlockingExitHandlerAnalyzer>(
        """
        using System;
        using System.Runtime.Loader;
        using System.Threading;
        using System.Threading.Tasks;

        static class Program
        {
            static async Task Main()
            {
                using CancellationTokenSource stop = new();
                bool isRunning = false;
                AssemblyLoadContext.Default.Unloading += _ => Close();
                try
                {
                    isRunning = true;
                    await Task.Delay(-1, stop.Token);
                    isRunning = false;
                }
                catch (Exception)
                {
                    Environment.Exit(1);
                }

                void Close()
                {
                    stop.Cancel();
                    {|PSAFE801:while (isRunning)|}
                        Thread.Sleep(100);
                }
            }
        }
        """);

    /// <summary>The handler has asked, but the code that would answer calls Environment.Exit and does not go on.</summary>
    [Fact]
    public Task Hazard_AskedCodeExits() => Reports<BlockingExitHandlerAnalyzer>(
        """
        using System;
        using System.Threading;

        static class Program
        {
            static readonly CancellationTokenSource s_stop = new();
            static readonly ManualResetEventSlim s_done = new();
            static readonly Thread s_worker = new(Work);

            static void Main(string[] args)
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                s_worker.Start();
                s_stop.Token.WaitHandle.WaitOne();
                if (args.Length > 0)
                    Environment.Exit(2);

                s_done.Set();
            }

            static void OnExit(object? sender, EventArgs e)
            {
                s_stop.Cancel();
                {|PSAFE801:s_done.Wait()|};
                {|PSAFE801:s_worker.Join()|};
            }

            static void Work() => Fail();

            static void Fail() => Environment.Exit(1);
        }
        """);

    [Fact]
    public Task Hazard_LockHeldRoundExit_WithEveryHop() => Reports<BlockingExitHandlerAnalyzer>(
        """
        using System;

        static class Log
        {
            static readonly object s_gate = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += (_, _) => {|#0:Flush()|};

            static void Flush()
            {
                {|#1:lock (s_gate)|} { }
            }

            static void Fatal()
            {
                lock (s_gate)
                    Die();
            }

            static void Die() => Environment.Exit(1);
        }
        """,
        new DiagnosticResult(Analyzers.Rules.ExitHandlerBlocks).WithLocation(0).WithLocation(1)
            .WithArguments(
                "ProcessExit → Flush → lock (s_gate)",
                "'Fatal → Die → Environment.Exit()' calls Environment.Exit while it holds the lock"));

    [Theory]
    [InlineData("lock (gate) Environment.Exit(1);", "{|PSAFE801:lock (gate)|} { }")]
    [InlineData("Monitor.Enter(gate); Environment.Exit(1);", "{|PSAFE801:Monitor.Enter(gate)|}; Monitor.Exit(gate);")]
    [InlineData("lock (gate) { } Environment.Exit(1);", "{|PSAFE808:lock (gate)|} { }")]
    public Task Hazard_CapturedLock(string main, string handler) => Reports<BlockingExitHandlerAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        $$"""
        using System;
        using System.Threading;

        object gate = new();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => { {{handler}} };
        {{main}}
        """);

    /// <summary>A thread that has called Environment.Exit does not wait for the handlers of signals.</summary>
    [Theory]
    [InlineData("Console.CancelKeyPress += (_, _) => { {|PSAFE808:lock (s_gate)|} { } };")]
    [InlineData("using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => {|PSAFE808:Save()|});")]
    [InlineData(
        "var signal = PosixSignal.SIGINT; using var any = PosixSignalRegistration.Create(signal, _ => { "
            + "{|PSAFE808:s_lock.EnterWriteLock()|}; });")]
    public Task Hazard_LockInASignalHandler(string statement) => Reports<BlockingExitHandlerAnalyzer>(
        $$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;

        static class Program
        {
            static readonly object s_gate = new();
            static readonly ReaderWriterLockSlim s_lock = new();

            static void Main()
            {
                {{statement}}
                lock (s_gate)
                    Environment.Exit(1);
            }

            static void Save() { lock (s_gate) { } }

            static void Read() { s_lock.EnterReadLock(); s_lock.ExitReadLock(); }
        }
        """);

    [Theory]
    [InlineData("s_event.WaitOne(1000)")]
    [InlineData("s_task.Wait(TimeSpan.FromSeconds(5))")]
    [InlineData("s_thread.Join(1000)")]
    [InlineData("s_event.Set()")]
    [InlineData("Task.Run(() => { }).Wait()")]
    [InlineData("StopAsync().GetAwaiter().GetResult()")]
    [InlineData("StartedAsync().GetAwaiter().GetResult()")]
    [InlineData("{ Thread own = new(() => { }); own.Start(); own.Join(); }")]
    [InlineData("{ using Process own = Process.Start(\"sync\"); own.WaitForExit(); }")]
    [InlineData("{ s_stop.Cancel(); s_thread.Join(); }")]
    [InlineData("{ s_child.Kill(); s_child.WaitForExit(); }")]
    [InlineData("{ Stop(); s_task.Wait(); }")]
    [InlineData("{ if (s_task.IsCompleted) s_task.Wait(); }")]
    [InlineData("s_context.Post(_ => { }, null)")]
    [InlineData("Thread.Sleep(2000)")]
    [InlineData("{ for (int i = 0; i < 50 && !s_stopping; i++) Thread.Sleep(100); }")]
    [InlineData("{ int rounds = 50; while (rounds-- > 0) Thread.Sleep(100); }")]
    [InlineData("{ s_stop.Cancel(); while (!s_stopping) Thread.Sleep(100); }")]
    [InlineData("{ while (!s_stopping) { Thread.Sleep(100); s_stopping = s_task.IsCompleted; } }")]
    [InlineData("{ if (Monitor.TryEnter(s_gate)) Monitor.Exit(s_gate); }")]
    [InlineData("{ if (Monitor.TryEnter(s_gate, 500)) Monitor.Exit(s_gate); }")]
    [InlineData("{ object own = new(); lock (own) { } }")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { lock (s_gate) { } })")]
    public Task Safe_BoundedOwnOrAskedFor(string statement) =>
        Silent<BlockingExitHandlerAnalyzer>(InHandler("AppDomain.CurrentDomain.ProcessExit", statement));

    [Theory]
    [InlineData("Console.CancelKeyPress += (_, e) => { e.Cancel = true; s_done.Wait(); };")]
    [InlineData("using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => s_done.Wait());")]
    [InlineData("new System.Runtime.Loader.AssemblyLoadContext(\"plugin\").Unloading += _ => s_done.Wait();")]
    public Task Safe_WaitWhereTheProcessDoesNotEndYet(string statement) => Silent<BlockingExitHandlerAnalyzer>(
        $$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;

        static class Program
        {
            static readonly ManualResetEventSlim s_done = new();

            static void Main()
            {
                {{statement}}
                s_done.Set();
            }
        }
        """);

    /// <summary>The code that exits assigns the flag or the event, but does not complete what the handler waits for.</summary>
    [Theory]
    [InlineData("s_isDone = args.Length > 0;", "while (!s_isDone) Thread.Sleep(100);")]
    [InlineData("s_done = null;", "s_done?.Wait();")]
    [InlineData("bool wasDone = s_isDone;", "while (!s_isDone) Thread.Sleep(100);")]
    public Task Safe_AssignmentThatCompletesNothing(string statement, string wait) =>
        Silent<BlockingExitHandlerAnalyzer>(AssignedBeforeExit(statement, wait));

    [Fact]
    public Task Hazard_AssignmentThatCompletes() => Reports<BlockingExitHandlerAnalyzer>(
        AssignedBeforeExit("s_isDone = true;", "{|PSAFE801:while (!s_isDone)|} Thread.Sleep(100);"));

    private static string AssignedBeforeExit(string statement, string wait) =>
        $$"""
        using System;
        using System.Threading;

        static class Program
        {
            static readonly CancellationTokenSource s_stop = new();
            static ManualResetEventSlim? s_done = new();
            static bool s_isDone;

            static void Main(string[] args)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                {
                    s_stop.Cancel();
                    {{wait}}
                };
                new Thread(Work).Start();
                {{statement}}
                Environment.Exit(args.Length);
            }

            static void Work()
            {
                s_stop.Token.WaitHandle.WaitOne();
                s_isDone = true;
                s_done?.Set();
            }
        }
        """;

    [Fact]
    public Task Safe_LockOfTheHandlerAlone() => Silent<BlockingExitHandlerAnalyzer>(
        """
        using System;

        class Lifetime
        {
            private object? _gate;
            private bool _asked;

            public void Attach()
            {
                _gate = new object();
                Console.CancelKeyPress += OnCancel;
            }

            private void OnCancel(object? sender, ConsoleCancelEventArgs e)
            {
                lock (_gate!)
                    _asked = e.Cancel = !_asked;
            }
        }
        """);

    private static string InHandler(string exit, string statement) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static readonly AutoResetEvent s_event = new(false);
            static readonly ManualResetEventSlim s_slim = new();
            static readonly SemaphoreSlim s_turn = new(0);
            static readonly TaskCompletionSource s_source = new();
            static readonly CancellationTokenSource s_stop = new();
            static readonly Thread s_thread = new(() => { });
            static readonly Task s_task = Task.Run(() => { });
            static readonly Task s_failing = Task.Run(() => Environment.Exit(1));
            static readonly SynchronizationContext s_context = SynchronizationContext.Current!;
            static readonly Process s_child = new();
            static readonly Worker s_worker = new();
            static readonly object s_gate = new();
            static bool s_stopping;
            static Task? s_started;

            static void Main()
            {
                {{exit}} += (_, _) =>
                {
                    {{(statement.EndsWith('}') && !statement.Contains("|}") ? statement : statement + ";")}}
                };
            }

            static void Stop() => s_stopping = true;

            static async Task StopAsync() => await Task.Delay(s_stopping ? 1 : 2);

            static Task StartedAsync() => s_started = StopAsync();
        }

        class Worker : IDisposable
        {
            readonly Thread _thread = new(() => { });

            public void Dispose() => _thread.Join();
        }
        """;

    [Theory]
    [InlineData("_fail = () => Environment.Exit(2);", "_fail!();")]
    [InlineData("_steps.Add(() => Environment.Exit(2));", "foreach (Action step in _steps) step();")]
    [InlineData("Add(() => Environment.Exit(2));", "foreach (Action step in _steps) step();")]
    public Task Hazard_ExitThroughAStoredDelegate(string store, string run) =>
        Reports<BlockingExitHandlerAnalyzer>(Runner(store, run, "{|PSAFE801:_done.Wait()|}"));

    [Theory]
    [InlineData("_fail = () => Console.WriteLine();", "_fail!();", "_done.Wait()")]
    [InlineData("_fail = () => Environment.Exit(2);", "Console.WriteLine(_fail);", "_done.Wait()")]
    [InlineData("_steps.Add(() => Environment.Exit(2));", "_steps.Clear();", "_done.Wait()")]
    [InlineData("_fail = () => Environment.Exit(2);", "_fail!();", "_done.Wait(1000)")]
    public Task Safe_NoExitOrABound(string store, string run, string wait) =>
        Silent<BlockingExitHandlerAnalyzer>(Runner(store, run, wait));

    [Theory]
    [InlineData("AtExit(() => {|PSAFE801:s_done.WaitOne()|});")]
    [InlineData("Action wait = s_done.SafeWaitHandle.IsClosed ? () => { } : () => {|PSAFE801:s_done.WaitOne()|}; AtExit(wait);")]
    public Task Hazard_DelegateThatAHookMethodRuns(string statement) => Reports<BlockingExitHandlerAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        public static class Program
        {
            private static readonly ManualResetEvent s_done = new(false);

            public static void Main()
            {
                {{statement}}
                new Thread(() => s_done.Set()).Start();
            }

            public static void AtExit(Action action) => AppDomain.CurrentDomain.ProcessExit += (_, _) => action();
        }
        """);

    /// <summary>The handler stands somewhere else than the subscription, or is given another way.</summary>
    [Theory]
    [InlineData("Hooks.AtExit((_, _) => {|PSAFE801:s_done.WaitOne()|});", "")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += new EventHandler(OnExit);",
        "static void OnExit(object? sender, EventArgs e) => {|PSAFE801:s_done.WaitOne()|};")]
    [InlineData(
        "EventHandler stop = OnExit; AppDomain.CurrentDomain.ProcessExit += stop;",
        "static void OnExit(object? sender, EventArgs e) => {|PSAFE801:s_done.WaitOne()|};")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += OnExit; static void OnExit(object? sender, EventArgs e) => {|PSAFE801:s_done.WaitOne()|};",
        "")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += s_stop;",
        "static readonly EventHandler s_stop = (_, _) => {|PSAFE801:s_done.WaitOne()|};")]
    [InlineData("Hooks.Ending += () => {|PSAFE801:s_done.WaitOne()|};", "")]
    [InlineData("_ = new Mail();", "class Mail : Service { protected override void Stop() => s_done.WaitOne(); }")]
    [InlineData(
        "_ = new Mail(); _ = new Files();",
        "class Mail : Service { protected override void Stop() => {|PSAFE801:Wait()|}; static void Wait() => s_done.WaitOne(); } "
            + "class Files : Service { protected override void Stop() { } }")]
    public Task Hazard_HandlerGivenAnotherWay(string statement, string members) =>
        Reports<BlockingExitHandlerAnalyzer>(
            Elsewhere(statement, members, statement == "_ = new Mail();" ? "{|PSAFE801:Stop()|}" : "Stop()"));

    [Theory]
    [InlineData("Hooks.AtExit((_, _) => s_done.WaitOne(1000));", "")]
    [InlineData("Hooks.AtStart((_, _) => s_done.WaitOne());", "")]
    [InlineData("Hooks.Started += () => s_done.WaitOne();", "")]
    [InlineData(
        "_ = new Mail();",
        "class Mail : Service { protected override void Stop() => s_done.Set(); public void Wait() => s_done.WaitOne(); }")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit -= OnExit;", "static void OnExit(object? sender, EventArgs e) => s_done.WaitOne();")]
    public Task Safe_HandlerGivenAnotherWay(string statement, string members) =>
        Silent<BlockingExitHandlerAnalyzer>(Elsewhere(statement, members));

    [Theory]
    [InlineData("{|PSAFE801:System.Windows.Application.Current.Dispatcher.Invoke(() => { })|}")]
    [InlineData("{|PSAFE801:s_dispatcher.Invoke(() => { })|}")]
    [InlineData("{|PSAFE801:s_form.Invoke(new Action(Close))|}")]
    public Task Hazard_ThreadOfTheUserInterface(string wait) => Reports<BlockingExitHandlerAnalyzer>(HasInterface, Interface(wait));

    [Theory]
    [InlineData("s_dispatcher.BeginInvoke(() => { })")]
    [InlineData("s_dispatcher.Invoke(() => { }, 0, default, TimeSpan.FromSeconds(1))")]
    [InlineData("s_form.BeginInvoke(new Action(Close))")]
    public Task Safe_ThreadOfTheUserInterface(string call) => Silent<BlockingExitHandlerAnalyzer>(HasInterface, Interface(call));

    private static void HasInterface<TCodeFix>(RuleCodeFixTest<BlockingExitHandlerAnalyzer, TCodeFix> test)
        where TCodeFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new() =>
        test.TestState.AdditionalReferences.Add(StubLibrary.Of(Stubs.WindowsForms + "\n" + Stubs.Wpf));

    private static string Interface(string call) =>
        $$"""
        using System;
        using System.Windows.Forms;
        using System.Windows.Threading;

        public static class Program
        {
            private static readonly Dispatcher s_dispatcher = new();
            private static readonly Control s_form = new();

            public static void Main() => AppDomain.CurrentDomain.ProcessExit += (_, _) => {{call}};

            private static void Close() { }
        }
        """;

    private static string Elsewhere(string statement, string members, string stop = "Stop()") =>
        $$"""
        using System;
        using System.Threading;

        public static class Program
        {
            private static readonly ManualResetEvent s_done = new(false);

            public static void Main()
            {
                {{statement}}
                new Thread(() => s_done.Set()).Start();
            }

            {{members}}
        }

        public static class Hooks
        {
            internal static event Action? Ending;
            internal static event Action? Started;

            static Hooks() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Ending?.Invoke();

            public static void AtExit(EventHandler handler) => AppDomain.CurrentDomain.ProcessExit += handler;

            public static void AtStart(EventHandler handler) =>
                AppDomain.CurrentDomain.AssemblyLoad += (sender, _) => handler(sender, EventArgs.Empty);

            public static void Start() => Started?.Invoke();
        }

        internal abstract class Service
        {
            protected Service() => AppDomain.CurrentDomain.ProcessExit += (_, _) => {{stop}};

            protected abstract void Stop();
        }
        """;

    /// <summary>The exit under the lock is asked for through a delegate that a member holds.</summary>
    [Theory]
    [InlineData("private static readonly Action s_exit = () => Environment.Exit(1);")]
    [InlineData("private static Action s_exit = Quit; static void Quit() => Environment.Exit(1);")]
    [InlineData("private static Action? s_exit; static Program() { s_exit = () => Environment.Exit(1); }")]
    [InlineData("private static Action? s_exit; static Program() { s_exit = Quit; } static void Quit() => Environment.Exit(1);")]
    public Task Hazard_LockHeldRoundAStoredExit(string members) =>
        Reports<BlockingExitHandlerAnalyzer>(Locked(members, "s_exit?.Invoke();", "{|PSAFE801:lock (s_gate)|}"));

    [Fact]
    public Task Hazard_LockHeldRoundAStoredExit_OfTheLibrary() => Reports<BlockingExitHandlerAnalyzer>(Locked(
        "private static readonly Action<int> s_exit = Environment.Exit;",
        "s_exit(1);",
        "{|PSAFE801:lock (s_gate)|}"));

    [Theory]
    [InlineData("private static readonly Action s_exit = () => Environment.FailFast(null);")]
    [InlineData("private static readonly Action s_exit = () => Console.WriteLine();")]
    [InlineData("private static readonly Action s_exit = Console.WriteLine; static readonly Action s_other = () => Environment.Exit(1);")]
    public Task Hazard_LockHeldRoundAnotherDelegate_IsASuggestion(string members) =>
        Reports<BlockingExitHandlerAnalyzer>(Locked(members, "s_exit();", "{|PSAFE808:lock (s_gate)|}"));

    private static string Locked(string members, string run, string taken) =>
        $$"""
        using System;

        public static class Program
        {
            private static readonly object s_gate = new();

            {{members}}

            public static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                {
                    {{taken}}
                    {
                        Console.WriteLine();
                    }
                };
                lock (s_gate)
                {
                    {{run}}
                }
            }
        }
        """;

    private static string Runner(string store, string run, string wait) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;

        internal sealed class Runner
        {
            private readonly ManualResetEventSlim _done = new();
            private readonly List<Action> _steps = new();
            private Action? _fail;
            private bool _stop;

            public Runner()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                {
                    _stop = true;
                    {{wait}};
                };
                {{store}}
            }

            private void Add(Action step) => _steps.Add(step);

            public void Run()
            {
                while (!_stop)
                {
                    {{run}}
                }

                _done.Set();
            }
        }
        """;
}
