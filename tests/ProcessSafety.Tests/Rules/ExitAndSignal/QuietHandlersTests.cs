using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

/// <summary>What handlers are for: no rule of the family speaks of it.</summary>
public sealed class QuietHandlersTests
{
    private const string Usings =
        """
        global using System;
        global using System.Runtime.InteropServices;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Theory]
    [InlineData("s_stop.Cancel();")]
    [InlineData("s_done.Set();")]
    [InlineData("s_stopping = true;")]
    [InlineData("s_stop.Cancel(); s_done.WaitOne(1000);")]
    [InlineData("s_stop.Cancel(); s_work.Wait(TimeSpan.FromSeconds(5));")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { lock (s_gate) { } });")]
    [InlineData("Task.Run(Save).Wait(1000);")]
    [InlineData("if (Monitor.TryEnter(s_gate, 100)) Monitor.Exit(s_gate);")]
    [InlineData("Console.Error.WriteLine(\"ending\");")]
    public Task InEveryHandler(string statements) => SilentAsync(Program(
        $"AppDomain.CurrentDomain.ProcessExit += (_, _) => {{ {statements} }};",
        $"System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => {{ {statements} }};",
        $"Console.CancelKeyPress += (_, e) => {{ e.Cancel = true; {statements} }};",
        $"using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => {{ context.Cancel = true; {statements} }});"));

    [Fact]
    public Task ExitInHandlersOfSignals() => SilentAsync(Program(
        "Console.CancelKeyPress += (_, _) => Environment.Exit(130);",
        "using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => { s_stop.Cancel(); Environment.Exit(143); });"));

    [Fact]
    public Task GenericHost() => SilentAsync(
        """
        using Microsoft.Extensions.Hosting;

        using IHost host = Host.CreateDefaultBuilder(args).Build();
        Console.CancelKeyPress += (_, _) => s_stop.Cancel();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete("service.pid");
        await host.RunAsync(s_stop.Token);

        partial class Program
        {
            static readonly CancellationTokenSource s_stop = new();
        }
        """,
        """
        namespace Microsoft.Extensions.Hosting
        {
            public interface IHost : IDisposable { }

            public interface IHostBuilder { IHost Build(); }

            public static class Host
            {
                public static IHostBuilder CreateDefaultBuilder(string[] args) => throw new NotImplementedException();
            }

            public static class HostExtensions
            {
                public static Task RunAsync(this IHost host, CancellationToken stop) => Task.CompletedTask;
            }
        }
        """);

    private static async Task SilentAsync(params string[] sources)
    {
        CSharpCompilation compilation = AnalyzerNet.CompileProgram([Usings, .. sources]);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAndLiveAsync(compilation);

        Assert.Empty(found.Where(diagnostic => diagnostic.Id.StartsWith("PSAFE8", StringComparison.Ordinal)));
    }

    private static string Program(params string[] subscriptions) =>
        $$"""
        {{string.Join("\n", subscriptions)}}
        while (!s_stopping)
            s_done.WaitOne(100);

        partial class Program
        {
            static readonly CancellationTokenSource s_stop = new();
            static readonly ManualResetEvent s_done = new(false);
            static readonly object s_gate = new();
            static readonly Task s_work = Task.Run(() => { lock (s_gate) s_stop.Token.WaitHandle.WaitOne(); });
            static volatile bool s_stopping;

            static void Save() { lock (s_gate) Console.WriteLine("saved"); }
        }
        """;
}
