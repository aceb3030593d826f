using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class ExitInExitHandlerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("(_, _) => {|PSAFE802:Environment.Exit(1)|}")]
    [InlineData("delegate { {|PSAFE802:Environment.Exit(1)|}; }")]
    [InlineData("new EventHandler((sender, e) => { if (e is null) return; {|PSAFE802:Environment.Exit(1)|}; })")]
    public Task Hazard_Lambda(string handler) => Reports<ExitInExitHandlerAnalyzer>(
        $$"""
        using System;

        class Program
        {
            static void Main() => AppDomain.CurrentDomain.ProcessExit += {{handler}};
        }
        """);

    [Theory]
    [InlineData("OnExit")]
    [InlineData("new EventHandler(OnExit)")]
    [InlineData("Program.OnExit")]
    [InlineData("s_onExit")]
    public Task Hazard_Method(string handler) => Reports<ExitInExitHandlerAnalyzer>(
        $$"""
        using System;

        class Program
        {
            static readonly EventHandler s_onExit = OnExit;

            static void Main() => AppDomain.CurrentDomain.ProcessExit += {{handler}};

            static void OnExit(object? sender, EventArgs e) => {|PSAFE802:Environment.Exit(1)|};
        }
        """);

    [Fact]
    public Task Hazard_LocalFunctionOfTopLevelStatements() => Reports<ExitInExitHandlerAnalyzer>(
        test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using System;

        EventHandler handler = OnExit;
        AppDomain.CurrentDomain.ProcessExit += handler;

        static void OnExit(object? sender, EventArgs e)
        {
            {|PSAFE802:Environment.Exit(1)|};
        }
        """);

    [Fact]
    public Task Hazard_UnloadingOfTheDefaultContext() => Reports<ExitInExitHandlerAnalyzer>(
        """
        using System;
        using System.Runtime.Loader;

        class Program
        {
            static void Main()
            {
                AssemblyLoadContext context = AssemblyLoadContext.Default;
                context.Unloading += _ => {|PSAFE802:Environment.Exit(1)|};
            }
        }
        """);

    [Fact]
    public Task Hazard_InTheFileOfTheHandler_WithEveryHop() => Reports<ExitInExitHandlerAnalyzer>(
        test => test.ExpectedDiagnostics.Add(new DiagnosticResult(Analyzers.Rules.ExitHandlerExits)
            .WithLocation(0)
            .WithLocation(1)
            .WithLocation(2)
            .WithArguments("ProcessExit → OnExit → Stop → Fail → Environment.Exit()")),
        """
        using System;

        class Program
        {
            static void Main() => AppDomain.CurrentDomain.ProcessExit += Shutdown.OnExit;
        }
        """,
        """
        using System;

        static class Shutdown
        {
            internal static void OnExit(object? sender, EventArgs e) => {|#0:Stop()|};

            static void Stop() => {|#1:Fail(1)|};

            static void Fail(int code) => {|#2:Environment.Exit(code)|};
        }
        """);

    [Fact]
    public Task Safe_HandlersThatMayExit() => Silent<ExitInExitHandlerAnalyzer>(
        """
        using System;
        using System.Runtime.InteropServices;
        using System.Runtime.Loader;

        class Program
        {
            static void Main()
            {
                Console.CancelKeyPress += (_, _) => Environment.Exit(130);
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
                new AssemblyLoadContext("plugin").Unloading += _ => Environment.Exit(1);
                AppDomain.CurrentDomain.UnhandledException += (_, _) => Environment.Exit(1);
                AppDomain.CurrentDomain.ProcessExit -= OnExit;
            }

            static void OnExit(object? sender, EventArgs e) => Environment.Exit(1);
        }
        """);

    [Fact]
    public Task Safe_ExitCodeAndWhatTheHandlerOnlyDefines() => Silent<ExitInExitHandlerAnalyzer>(
        """
        using System;
        using System.Threading.Tasks;

        class Program
        {
            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = 5;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.FailFast("no way on");
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.CancelKeyPress += (_, _) => Environment.Exit(1);
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(() => Environment.Exit(1));
            }
        }
        """);

    /// <summary>The event of that name is none of the runtime's.</summary>
    [Fact]
    public Task Safe_OtherEventOfThatName() => Silent<ExitInExitHandlerAnalyzer>(
        """
        using System;

        class Watcher
        {
            event EventHandler? ProcessExit;

            Watcher() => ProcessExit += (_, _) => Environment.Exit(1);

            void Raise() => ProcessExit?.Invoke(this, EventArgs.Empty);
        }
        """);

    [Theory]
    [InlineData("Hook((_, _) => {|PSAFE802:Environment.Exit(1)|});")]
    [InlineData(
        "EventHandler stop = args.Length switch { 0 => (_, _) => {|PSAFE802:Environment.Exit(1)|}, _ => (_, _) => { } }; Hook(stop);")]
    [InlineData("Hook(args.Length > 0 ? (_, _) => { } : (_, _) => {|PSAFE802:Environment.Exit(1)|});")]
    [InlineData("Ending += () => {|PSAFE802:Environment.Exit(1)|}; Hook((_, _) => Ending?.Invoke());")]
    public Task Hazard_HandlerThatAnotherMethodSubscribes(string statement) => Reports<ExitInExitHandlerAnalyzer>(Hooked(statement));

    [Theory]
    [InlineData("On(AssemblyLoadContext.Default, _ => {|PSAFE802:Environment.Exit(1)|});")]
    [InlineData("s_context = AssemblyLoadContext.Default; s_context.Unloading += _ => {|PSAFE802:Environment.Exit(1)|};")]
    [InlineData("Context().Unloading += _ => {|PSAFE802:Environment.Exit(1)|};")]
    public Task Hazard_UnloadingOfTheDefaultContext_HandedOn(string statement) =>
        Reports<ExitInExitHandlerAnalyzer>(Unloading(statement));

    [Theory]
    [InlineData("On(new AssemblyLoadContext(null, true), _ => Environment.Exit(1));")]
    [InlineData("On(AssemblyLoadContext.Default, _ => Environment.Exit(1)); On(Other(), _ => Environment.Exit(1));")]
    [InlineData("s_context = Other(); s_context.Unloading += _ => Environment.Exit(1); s_context = AssemblyLoadContext.Default;")]
    [InlineData("Other().Unloading += _ => Environment.Exit(1);")]
    public Task Safe_UnloadingOfAnotherContext(string statement) => Silent<ExitInExitHandlerAnalyzer>(Unloading(statement));

    private static string Unloading(string statement) =>
        $$"""
        using System;
        using System.Runtime.Loader;

        static class Program
        {
            static AssemblyLoadContext? s_context;

            static void Main()
            {
                {{statement}}
            }

            static void On(AssemblyLoadContext context, Action<AssemblyLoadContext> handler) => context.Unloading += handler;

            static AssemblyLoadContext Context() => AssemblyLoadContext.Default;

            static AssemblyLoadContext Other() => AssemblyLoadContext.GetLoadContext(typeof(Program).Assembly)!;
        }
        """;

    [Theory]
    [InlineData("Later((_, _) => Environment.Exit(1));")]
    [InlineData("Ending += () => Environment.Exit(1); Hook((_, _) => Console.WriteLine()); Ending();")]
    [InlineData("Hook((_, _) => Environment.ExitCode = 1);")]
    public Task Safe_HandlerOfSomethingElse(string statement) => Silent<ExitInExitHandlerAnalyzer>(Hooked(statement));

    private static string Hooked(string statement) =>
        $$"""
        using System;

        public static class Program
        {
            private static event Action? Ending;

            public static void Main(string[] args)
            {
                {{statement}}
            }

            public static void Hook(EventHandler handler) => AppDomain.CurrentDomain.ProcessExit += handler;

            public static void Later(EventHandler handler) => Console.CancelKeyPress += (_, e) => handler(null, e);

            public static void Raise() => Ending?.Invoke();
        }
        """;
}
