using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class UncancelledTerminationAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE805:s_stop.Cancel()|};")]
    [InlineData("Console.CancelKeyPress += (_, e) => { Console.WriteLine(e.SpecialKey); {|PSAFE805:s_done.Set()|}; };")]
    [InlineData("Console.CancelKeyPress += delegate { {|PSAFE805:s_stopping = true|}; };")]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE805:Volatile.Write(ref s_stopping, true)|};")]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE805:s_source.TrySetResult()|};")]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE805:s_turn.Release()|};")]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE805:Stop()|};")]
    [InlineData("Console.CancelKeyPress += async (_, e) => { {|PSAFE805:s_stop.Cancel()|}; await Task.Yield(); e.Cancel = true; };")]
    [InlineData("CancellationTokenSource stop = new(); Console.CancelKeyPress += (_, _) => {|PSAFE805:stop.Cancel()|}; Run(stop.Token);")]
    [InlineData("bool stopping = false; Console.CancelKeyPress += (_, _) => {|PSAFE805:stopping = true|}; while (!stopping) { }")]
    [InlineData("using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => {|PSAFE805:s_stop.Cancel()|});")]
    [InlineData("using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => {|PSAFE805:s_stop.Cancel()|});")]
    [InlineData("using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => {|PSAFE805:s_done.Set()|});")]
    [InlineData("ConsoleCancelEventHandler stop = (_, _) => {|PSAFE805:s_stop.Cancel()|}; Console.CancelKeyPress += stop;")]
    [InlineData(
        "Console.CancelKeyPress += OnCancel; static void OnCancel(object? sender, ConsoleCancelEventArgs e) => "
            + "{|PSAFE805:s_stop.Cancel()|};")]
    [InlineData(
        "using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => { Console.WriteLine(context.Signal); "
            + "{|PSAFE805:s_stop.Cancel()|}; });")]
    [InlineData("Console.CancelKeyPress += (_, _) => Task.Run(() => {|PSAFE805:s_stop.Cancel()|});")]
    [InlineData("Console.CancelKeyPress += (_, _) => { Task.Factory.StartNew(() => { Thread.Sleep(5); {|PSAFE805:s_done.Set()|}; }); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => ThreadPool.QueueUserWorkItem(_ => {|PSAFE805:s_stop.Cancel()|});")]
    [InlineData("Console.CancelKeyPress += (_, _) => ThreadPool.UnsafeQueueUserWorkItem(_ => {|PSAFE805:s_stop.Cancel()|}, null);")]
    [InlineData("Console.CancelKeyPress += (_, _) => Task.Run(async () => { {|PSAFE805:s_stop.Cancel()|}; await Task.Yield(); });")]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE805:Task.Run(Stop)|};")]
    [InlineData(
        "ConsoleCancelEventHandler stop = s_unseen ? (_, _) => {|PSAFE805:s_stop.Cancel()|} : (_, _) => { }; "
            + "Console.CancelKeyPress += stop;")]
    [InlineData("var stop = Make(); Console.CancelKeyPress += (_, _) => {|PSAFE805:stop.Cancel()|}; Run(stop.Token);")]
    [InlineData("var stop = Made; var same = stop; Console.CancelKeyPress += (_, _) => {|PSAFE805:same.Cancel()|}; Run(stop.Token);")]
    [InlineData(
        "CancellationTokenSource stop = new(); "
            + "Console.CancelKeyPress += (_, _) => Task.Run(() => {|PSAFE805:new Runner(() => stop.Cancel()).Run()|}); Run(stop.Token);")]
    public Task Hazard_AsksAndDoesNotCancel(string statement) => Reports<UncancelledTerminationAnalyzer>(Program(statement));

    [Fact]
    public Task Hazard_MethodInAnotherFile_WithEveryHop() => Reports<UncancelledTerminationAnalyzer>(
        test => test.ExpectedDiagnostics.Add(new DiagnosticResult(Analyzers.Rules.TerminationNotCancelled)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("CancelKeyPress → OnCancel → RequestStop → Stop.Cancel()", "ConsoleCancelEventArgs")),
        """
        using System;

        class Program
        {
            static void Main() => Console.CancelKeyPress += new ConsoleCancelEventHandler(Lifetime.OnCancel);
        }
        """,
        """
        using System;
        using System.Threading;

        static class Lifetime
        {
            static readonly CancellationTokenSource Stop = new();

            internal static void OnCancel(object? sender, ConsoleCancelEventArgs e) => {|#0:RequestStop()|};

            static void RequestStop() => {|#1:Stop.Cancel()|};
        }
        """);

    [Theory]
    [InlineData("Console.CancelKeyPress += (_, e) => { s_stop.Cancel(); e.Cancel = true; };")]
    [InlineData("Console.CancelKeyPress += (_, e) => { e.Cancel = !s_stop.IsCancellationRequested; s_stop.Cancel(); };")]
    [InlineData("Console.CancelKeyPress += (_, e) => { if (!s_stopping) e.Cancel = s_stopping = true; };")]
    [InlineData("Console.CancelKeyPress += (_, e) => { Keep(e); s_stop.Cancel(); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => { s_stop.Cancel(); Environment.Exit(130); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => { s_stop.Cancel(); s_done.WaitOne(); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => { s_stop.Cancel(); s_done.WaitOne(5000); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => { s_stop.Cancel(); StopAndWait(); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => Console.WriteLine(\"stopping\");")]
    [InlineData("Console.CancelKeyPress += (_, _) => s_unseen = true;")]
    [InlineData("Console.CancelKeyPress += (_, _) => { bool known = true; Console.WriteLine(known); };")]
    [InlineData("Console.CancelKeyPress += (_, e) => { e.Cancel = true; ThreadPool.QueueUserWorkItem(_ => s_stop.Cancel()); };")]
    [InlineData("Console.CancelKeyPress += (_, _) => Task.Run(() => Console.WriteLine());")]
    [InlineData("Console.CancelKeyPress += (_, _) => { Task.Run(() => s_stop.Cancel()); s_done.WaitOne(); };")]
    [InlineData("Console.CancelKeyPress += (_, e) => { s_cancel(); e.Cancel = true; };")]
    [InlineData("Console.CancelKeyPress += (_, _) => s_stop.Cancel(); Console.CancelKeyPress += (_, e) => e.Cancel = true;")]
    [InlineData(
        "Console.CancelKeyPress += (_, _) => s_stop.Cancel(); using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c "
            + "=> c.Cancel = true);")]
    [InlineData(
        "using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; s_stop.Cancel(); });")]
    [InlineData("using var child = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => s_done.Set());")]
    [InlineData("using var stop = PosixSignalRegistration.Create(PosixSignal.SIGTSTP, _ => s_stopping = true);")]
    [InlineData("using var input = PosixSignalRegistration.Create(PosixSignal.SIGTTIN, _ => s_done.Set());")]
    [InlineData("using var output = PosixSignalRegistration.Create(PosixSignal.SIGTTOU, _ => s_done.Set());")]
    [InlineData("using var continued = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => s_done.Set());")]
    [InlineData("using var urgent = PosixSignalRegistration.Create((PosixSignal)23, _ => s_done.Set());")]
    [InlineData(
        "Console.CancelKeyPress += (_, e) => { if (e.SpecialKey == ConsoleSpecialKey.ControlC) e.Cancel = true; "
            + "s_stop.Cancel(); };")]
    [InlineData("using var window = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => s_stopping = true);")]
    [InlineData(
        "foreach (var signal in new[] { PosixSignal.SIGCONT }) s_kept = PosixSignalRegistration.Create(signal, _ => s_done.Set());")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => s_stop.Cancel();")]
    [InlineData(
        "Console.CancelKeyPress += (_, _) => Task.Run(() => { CancellationTokenSource own = new(); "
            + "new Runner(() => own.Cancel()).Run(); });")]
    [InlineData("var stop = Make(); Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); }; Run(stop.Token);")]
    public Task Safe_CancelsEndsOrReports(string statement) => Silent<UncancelledTerminationAnalyzer>(Program(statement));

    [Fact]
    public Task Safe_GenericHost() => Silent<UncancelledTerminationAnalyzer>(
        Program("Microsoft.Extensions.Hosting.IHost? host = null; Console.CancelKeyPress += (_, _) => s_stop.Cancel(); host?.ToString();"),
        "namespace Microsoft.Extensions.Hosting { public interface IHost { } }");

    [Theory]
    [InlineData("{|PSAFE805:_stop()|}", "_stop = s_source.Cancel;")]
    [InlineData("{|PSAFE805:_stop()|}", "_stop = () => s_source.Cancel();")]
    [InlineData("{|PSAFE805:Stopping?.Invoke(this, e)|}", "Stopping += (_, _) => s_source.Cancel();")]
    [InlineData("{|PSAFE805:Raise()|}", "Stopping += (_, _) => s_source.Cancel();")]
    [InlineData("{|PSAFE805:_server.Stop()|}", "")]
    public Task Hazard_AskedThroughOthers(string handler, string setUp) => Reports<UncancelledTerminationAnalyzer>(Asking(handler, setUp));

    [Theory]
    [InlineData("_stop()", "_stop = () => Console.WriteLine();")]
    [InlineData("_stop()", "_stop = () => { s_source.Cancel(); Thread.Sleep(500); };")]
    [InlineData("_stop()", "_stop = () => { s_source.Cancel(); Environment.Exit(1); };")]
    [InlineData("_stop()", "_stop = () => { using CancellationTokenSource own = new(); own.Cancel(); };")]
    [InlineData("Stopping?.Invoke(this, e)", "Stopping += (_, e) => { ((ConsoleCancelEventArgs)e).Cancel = true; s_source.Cancel(); };")]
    [InlineData("{ e.Cancel = true; _stop(); }", "_stop = s_source.Cancel;")]
    public Task Safe_AskedThroughOthers(string handler, string setUp) => Silent<UncancelledTerminationAnalyzer>(Asking(handler, setUp));

    private static string Asking(string handler, string setUp) =>
        $$"""
        using System;
        using System.Threading;

        internal interface IServer { void Stop(); }

        internal sealed class Server : IServer
        {
            private readonly ManualResetEventSlim _stopping = new();

            public void Stop() => _stopping.Set();

            public void Run() => _stopping.Wait();
        }

        internal sealed class Cli
        {
            private static readonly CancellationTokenSource s_source = new();
            private readonly IServer _server;
            private Action _stop = () => { };

            private Cli(IServer server)
            {
                _server = server;
                Console.CancelKeyPress += (_, e) => {{handler}};
                {{setUp}}
            }

            private event EventHandler? Stopping;

            private void Raise() => Stopping?.Invoke(this, EventArgs.Empty);

            private static void Main() => s_source.Token.WaitHandle.WaitOne();
        }
        """;

    [Fact]
    public Task Hazard_HookMethodOfAPublicType() => Reports<UncancelledTerminationAnalyzer>(
        """
        using System;
        using System.Threading;

        public static class Program
        {
            public static void Main()
            {
                using CancellationTokenSource stop = new();
                Lifetime.OnCancel((_, _) => {|PSAFE805:stop.Cancel()|});
                stop.Token.WaitHandle.WaitOne();
            }
        }

        public static class Lifetime
        {
            public static void OnCancel(ConsoleCancelEventHandler handler) => Console.CancelKeyPress += handler;
        }
        """);

    [Fact]
    public Task Safe_CommandLineLibrary() => Silent<UncancelledTerminationAnalyzer>(
        Program("Console.CancelKeyPress += (_, _) => s_stop.Cancel(); new System.CommandLine.ParseResult().InvokeAsync().Wait();"),
        "namespace System.CommandLine { public class ParseResult { public Threading.Tasks.Task InvokeAsync() => null!; } }");

    [Theory]
    [InlineData("new System.CommandLine.Builder.CommandLineBuilder().UseDefaults();")]
    [InlineData("new System.CommandLine.Builder.CommandLineBuilder().CancelOnProcessTermination();")]
    [InlineData("new McMaster.Extensions.CommandLineUtils.CommandLineApplication().ExecuteAsync();")]
    [InlineData("ConsoleAppFramework.ConsoleApp.Run();")]
    [InlineData("new CliFx.CliApplicationBuilder();")]
    public Task Safe_OtherHolders(string statement) => Silent<UncancelledTerminationAnalyzer>(
        Program("Console.CancelKeyPress += (_, _) => s_stop.Cancel(); " + statement),
        """
        namespace System.CommandLine.Builder
        {
            public class CommandLineBuilder { public void UseDefaults() { } public void CancelOnProcessTermination() { } }
        }

        namespace McMaster.Extensions.CommandLineUtils
        {
            public class CommandLineApplication { public void ExecuteAsync() { } }
        }

        namespace ConsoleAppFramework { public static class ConsoleApp { public static void Run() { } } }

        namespace CliFx { public class CliApplicationBuilder { } }
        """);

    [Fact]
    public Task Hazard_CommandLineLibraryThatIsNotAsked() => Reports<UncancelledTerminationAnalyzer>(
        Program("Console.CancelKeyPress += (_, _) => {|PSAFE805:s_stop.Cancel()|}; new System.CommandLine.ParseResult().Invoke();"),
        "namespace System.CommandLine { public class ParseResult { public void Invoke() { } } }");

    private static string Program(string statement) =>
        $$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static readonly CancellationTokenSource s_stop = new();
            static readonly AutoResetEvent s_done = new(false);
            static readonly SemaphoreSlim s_turn = new(0);
            static readonly TaskCompletionSource s_source = new();
            static bool s_stopping;
            static bool s_unseen;
            static object? s_kept;
            static readonly Action s_cancel = s_stop.Cancel;

            static void Main()
            {
                {{statement}}
            }

            static bool Run(CancellationToken stop) => s_stopping || stop.WaitHandle.WaitOne() || Seen(s_unseen = false);

            static bool Seen(bool value) => value;

            static void Stop() => s_stop.Cancel();

            static void StopAndWait() => Thread.Sleep(100);

            static void Keep(ConsoleCancelEventArgs e) => s_kept = e;

            static CancellationTokenSource Make() => new();

            static CancellationTokenSource Made => new();
        }

        class Runner
        {
            readonly Action _step;

            internal Runner(Action step) => _step = step;

            internal void Run() => _step();
        }
        """;
}
