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
    [InlineData(
        "string self = Process.GetCurrentProcess().MainModule!.FileName; using var child = {|PSAFE401:Process.Start(self, \"child\")|}; "
            + "child.WaitForExit();")]
    [InlineData("string self = Environment.GetCommandLineArgs()[0]; {|PSAFE401:Process.Start(\"dotnet\", self)|};")]
    [InlineData("for (int i = 0; i < 4; i++) {|PSAFE401:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("for (int i = 0; i < Environment.ProcessorCount; i++) {|PSAFE401:Process.Start(Environment.ProcessPath!)|};")]
    [InlineData("while (true) { {|PSAFE401:Process.Start(Environment.ProcessPath!)|}!.WaitForExit(); }")]
    [InlineData("do { {|PSAFE401:Process.Start(Environment.ProcessPath!)|}; } while (DateTime.Now.Hour < 3);")]
    [InlineData("try { {|PSAFE401:Launch()|}; } catch (IOException) { } Console.WriteLine(args.Length);")]
    [InlineData("const bool always = true; if (always) {|PSAFE401:Launch()|};")]
    [InlineData("{|PSAFE401:Start()|}; void Start() => Process.Start(Environment.ProcessPath!);")]
    [InlineData("var child = new Process { StartInfo = { FileName = Environment.ProcessPath } }; {|PSAFE401:child.Start()|};")]
    [InlineData("{|PSAFE401:Process.Start(arguments: \"again\", fileName: Environment.ProcessPath!)|};")]
    [InlineData("{|PSAFE401:Process.Start(new ProcessStartInfo(arguments: \"again\", fileName: Environment.ProcessPath!))|};")]
    [InlineData("{|PSAFE401:Process.Start(new ProcessStartInfo(\"tool\") { FileName = Environment.ProcessPath! })|};")]
    public Task Hazard_Main(string body) => Reports(Program(body));

    [Fact]
    public Task Hazard_TopLevelAfterAwait() => Reports(
        Usings +
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
        Usings +
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
                .WithMessage("'UnhandledException → Launch → Process.Start()' starts this program after each crash, so a crash at startup "
                    + "repeats endlessly. Pass the child a marker argument, and start nothing there."));
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

    [Fact]
    public Task Hazard_CrashHandlerOfAnotherFileAndPath() => Reports<MultiplyingLaunchAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE401", DiagnosticSeverity.Warning)
                .WithLocation(0).WithLocation(1).WithLocation(2)
                .WithMessage("'UnhandledException → OnCrash → Launch → Process.Start()' starts this program after each crash, so a crash "
                    + "at startup repeats endlessly. Pass the child a marker argument, and start nothing there."));
        },
        Usings + "AppDomain.CurrentDomain.UnhandledException += {|#0:Crash.OnCrash|};",
        Usings +
        """
        internal static class Crash
        {
            public static void OnCrash(object sender, UnhandledExceptionEventArgs e)
            {
                File.AppendAllText("crash.log", e.ExceptionObject.ToString());
                {|#1:Launch()|};
                Environment.Exit(1);
            }

            private static void Launch() => {|#2:Process.Start(Environment.ProcessPath!)|};
        }
        """);

    [Theory]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += {|PSAFE401:Crash.OnCrash|};")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += new UnhandledExceptionEventHandler({|PSAFE401:Crash.OnCrash|});")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += {|PSAFE401:new Crash().OnCrashHere|};")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (sender, e) => {|PSAFE401:Crash.OnCrash(sender, e)|};")]
    [InlineData(
        "AppDomain.CurrentDomain.UnhandledException += {|PSAFE401:Crash.OnCrash|}; "
            + "AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;")]
    public Task Hazard_CrashHandlerOfAnotherFile(string subscription) => Reports(
        Usings + subscription,
        CrashFile("Process.Start(Environment.ProcessPath!);"));

    /// <summary>A guard, a counter or an end in the other file, and events that are no crash.</summary>
    [Theory]
    [InlineData(
        "AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;",
        "if (!Environment.GetCommandLineArgs().Contains(\"--again\")) Process.Start(Environment.ProcessPath!, \"--again\");")]
    [InlineData(
        "AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;",
        "if (s_crashes++ > 0) return; Process.Start(Environment.ProcessPath!);")]
    [InlineData(
        "AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;",
        "int count = int.Parse(Environment.GetCommandLineArgs()[1]); Process.Start(Environment.ProcessPath!, (count - 1).ToString());")]
    [InlineData(
        "AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;",
        "Environment.Exit(1); Process.Start(Environment.ProcessPath!);")]
    [InlineData(
        "AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;",
        "Console.ReadLine(); Process.Start(Environment.ProcessPath!);")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += Crash.OnCrash;", "Process.Start(\"reporter\");")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException -= Crash.OnCrash;", "Process.Start(Environment.ProcessPath!);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += Crash.OnEnd;", "Process.Start(Environment.ProcessPath!);")]
    [InlineData("Console.CancelKeyPress += Crash.OnEnd;", "Process.Start(Environment.ProcessPath!);")]
    public Task Safe_CrashHandlerOfAnotherFile(string subscription, string body) => Silent(Usings + subscription, CrashFile(body));

    private static string CrashFile(string body) => Usings +
        $$"""
        internal class Crash
        {
            private static int s_crashes;

            public static void OnCrash(object sender, UnhandledExceptionEventArgs e)
            {
                {{body}}
            }

            public void OnCrashHere(object sender, UnhandledExceptionEventArgs e)
            {
                s_crashes++;
                Process.Start(Environment.ProcessPath!);
            }

            public static void OnEnd(object? sender, EventArgs e)
            {
                {{body}}
            }
        }
        """;

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
    [InlineData(
        "int depth = int.Parse(args[0]); for (int i = 0; i < depth; i++) Process.Start(Environment.ProcessPath!, (depth - 1).ToString());")]
    [InlineData("Console.CancelKeyPress += (_, _) => Launch();")]
    [InlineData("Process.Start(\"other\", Environment.ProcessPath!);")]
    [InlineData("Process.Start(Process.GetProcesses()[0].MainModule!.FileName);")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => { if (!args.Contains(\"--again\")) Launch(); };")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => { if (s_crashes++ > 0) return; Launch(); };")]
    public Task Safe_Conditions(string body) => Silent(Program(body));

    [Theory]
    [InlineData("{|PSAFE401:Process.Start(Application.ExecutablePath)|}; Application.Run();")]
    [InlineData(
        "{|PSAFE401:Process.Start(new ProcessStartInfo { FileName = Application.ExecutablePath, UseShellExecute = true })|}; "
            + "Application.Run();")]
    [InlineData("string self = Application.ExecutablePath; {|PSAFE401:Process.Start($\"\\\"{self}\\\"\")|}; Application.Run();")]
    [InlineData("Application.ThreadException += (_, _) => {|PSAFE401:Process.Start(Application.ExecutablePath)|}; Application.Run();")]
    public Task Hazard_WindowsForms(string body) => Reports<MultiplyingLaunchAnalyzer>(ReferWindowsForms, WindowsForms(body));

    [Theory]
    [InlineData("if (!args.Contains(\"--tray\")) Process.Start(Application.ExecutablePath, \"--tray\"); Application.Run();")]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (first) Process.Start(Application.ExecutablePath); "
            + "Application.Run();")]
    [InlineData("Process.Start(\"other\", Application.ExecutablePath); Application.Run();")]
    [InlineData("Process.Start(Path.GetDirectoryName(Application.ExecutablePath)!); Application.Run();")]
    [InlineData(
        "Application.ThreadException += (_, _) => { if (args.Length == 0) Process.Start(Application.ExecutablePath, \"--restarted\"); }; "
            + "Application.Run();")]
    public Task Safe_WindowsForms(string body) => Silent<MultiplyingLaunchAnalyzer>(ReferWindowsForms, WindowsForms(body));

    private static string WindowsForms(string body) => "using System.Windows.Forms;\n" + Program(body);

    private static void ReferWindowsForms(RuleCodeFixTest<MultiplyingLaunchAnalyzer, EmptyCodeFixProvider> test)
    {
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.Add(StubLibrary.Of(Stubs.WindowsForms));
    }

    [Theory]
    [InlineData("RunChild(options); Launch();")]
    [InlineData("Console.WriteLine(options.Length); Launch();")]
    public Task Safe_ArgumentsOfAnotherName(string body) => Silent(Program(body).Replace("Main(string[] args)", "Main(string[] options)"));

    [Fact]
    public Task Hazard_ParameterThatHoldsNoArguments() => Reports(Program(
        "Action<string[]> say = names => Console.WriteLine(names.Length); say(new[] { \"a\" }); {|PSAFE401:Launch()|};"));

    [Fact]
    public Task Safe_InitialiserOfAnotherType() => Silent(Program("Console.WriteLine(args.Length);") +
        """

        internal static class Restart
        {
            private static readonly Process s_child = Process.Start(Environment.ProcessPath!);

            public static void Wait() => s_child.WaitForExit();
        }
        """);

    private static string Program(string body) => Usings +
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

    private static Task Reports(params string[] sources) =>
        Reports<MultiplyingLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, sources);

    private static Task Silent(params string[] sources) =>
        Silent<MultiplyingLaunchAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, sources);
}
