using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class MultiplyingLaunchAnalyzerTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    [Theory]
    [InlineData("{|PSAFE401:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("string self = Process.GetCurrentProcess().MainModule!.FileName; using var child = {|PSAFE401:Process.Start(self, \"child\")|}; child.WaitForExit();")]
    [InlineData("string self = Environment.GetCommandLineArgs()[0]; {|PSAFE401:Process.Start(\"dotnet\", self)|};")]
    [InlineData("for (int i = 0; i < 4; i++) {|PSAFE401:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("for (int i = 0; i < Environment.ProcessorCount; i++) {|PSAFE401:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("while (true) { {|PSAFE401:Process.Start(Environment.ProcessPath!)|}!.WaitForExit(); }")]
    [InlineData("do { {|PSAFE401:Process.Start(Environment.ProcessPath!)|}; } while (DateTime.Now.Hour < 3);")]
    [InlineData("try { {|PSAFE401:Launch()|}; } catch (IOException) { } Console.WriteLine(args.Length);")]
    [InlineData("const bool always = true; if (always) {|PSAFE401:Launch()|};")]
    [InlineData("{|PSAFE401:Start()|}; void Start() => Process.Start(Environment.ProcessPath!);")]
    [InlineData("var child = new Process { StartInfo = { FileName = Environment.ProcessPath } }; {|PSAFE401:child.Start()|};")]
    public Task Hazard_Main(string body) => Reports(Program(body));

    [Fact]
    public Task Hazard_TopLevelAfterAwait() => Reports(
        """
        await Task.Delay(100);
        {|PSAFE401:Process.Start(Environment.ProcessPath!)|};
        """);

    [Fact]
    public Task Hazard_ModuleInitializer() => Reports(Program("Console.WriteLine(args.Length);") +
        """

        internal static class Start
        {
            [ModuleInitializer]
            internal static void Begin() => {|PSAFE401:Process.Start(Environment.ProcessPath!)|};
        }
        """);

    [Fact]
    public Task Hazard_StaticInitialiserOfTheProgram() => Reports(
        """
        internal static class Program
        {
            private static readonly Process s_helper = {|PSAFE401:Process.Start(Environment.ProcessPath!)|};

            private static void Main() => s_helper.WaitForExit();
        }
        """);

    [Theory]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => {|PSAFE401:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => { {|PSAFE401:Launch()|}; Environment.Exit(1); };")]
    public Task Hazard_CrashHandler(string body) => Reports(Program(body));

    [Fact]
    public Task Hazard_CrashHandlerMethodAndPath() => Reports<MultiplyingLaunchAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE401", DiagnosticSeverity.Warning)
                .WithLocation(0).WithLocation(1)
                .WithMessage("'UnhandledException → Launch → Process.Start()' starts this program after each crash, and a crash at start-up follows the other without end. Give the child an argument such as --worker, and start nothing where it is there."));
        },
        Usings +
        """
        internal static class Program
        {
            private static void Main() => AppDomain.CurrentDomain.UnhandledException += OnCrash;

            private static void OnCrash(object sender, UnhandledExceptionEventArgs e)
            {
                File.AppendAllText("crash.log", e.ExceptionObject.ToString());
                {|#0:Launch()|};
                Environment.Exit(1);
            }

            private static void Launch() => {|#1:Process.Start(Environment.ProcessPath!)|};
        }
        """);

    [Theory]
    [InlineData("if (args.Length == 0) Launch();")]
    [InlineData("if (args.Contains(\"--worker\")) return; Launch();")]
    [InlineData("foreach (string arg in args) { if (arg == \"--worker\") return; } Launch();")]
    [InlineData("switch (args) { case [\"--worker\"]: return; } Launch();")]
    [InlineData("bool isChild = args is [\"--worker\"]; Action go = isChild ? () => { } : Launch; go();")]
    [InlineData("_ = args.Length > 0 ? 0 : Start();")]
    [InlineData("_ = args.Length == 0 && Start() > 0;")]
    [InlineData("using var mutex = new Mutex(true, \"app\", out bool first); if (!first) return; Launch();")]
    [InlineData("if (!File.Exists(\"marker\")) Launch();")]
    [InlineData("if (DateTime.Now.Hour == 3) Launch();")]
    [InlineData("RunChild(args); Launch();")]
    [InlineData("ExitIfChild(); Launch();")]
    [InlineData("Console.ReadKey(); Launch();")]
    [InlineData("try { Console.WriteLine(); } catch (IOException) { Launch(); }")]
    [InlineData("int depth = int.Parse(args[0]); for (int i = 0; i < depth; i++) Process.Start(Environment.ProcessPath!, (depth - 1).ToString());")]
    [InlineData("Console.CancelKeyPress += (_, _) => Launch();")]
    [InlineData("Process.Start(\"other\", Environment.ProcessPath!);")]
    [InlineData("Process.Start(Process.GetProcesses()[0].MainModule!.FileName);")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => { if (!args.Contains(\"--again\")) Launch(); };")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => { if (s_crashes++ > 0) return; Launch(); };")]
    public Task Safe_Conditions(string body) => Silent(Program(body));

    [Fact]
    public Task Safe_InitialiserOfAnotherType() => Silent(Program("Console.WriteLine(args.Length);") +
        """

        internal static class Restart
        {
            private static readonly Process s_child = Process.Start(Environment.ProcessPath!);

            public static void Wait() => s_child.WaitForExit();
        }
        """);

    private static string Program(string body) =>
        $$"""
        internal static class Program
        {
            private static int s_crashes;

            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Launch() => Process.Start(new ProcessStartInfo { FileName = Environment.ProcessPath });

            private static int Start() => Process.Start(Environment.ProcessPath!).Id;

            private static void RunChild(string[] args)
            {
                if (args.Length > 0)
                    Environment.Exit(0);
            }

            private static void ExitIfChild()
            {
                if (Environment.GetEnvironmentVariable("WORKER") is not null)
                    Environment.Exit(0);
            }
        }
        """;

    private static Task Reports(string source) => Reports<MultiplyingLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);

    private static Task Silent(string source) => Silent<MultiplyingLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + source);
}
