using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class RepeatedInitialiserAnalyzerTests : RuleTest
{
    private const string Program =
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Threading;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                if (args is ["--worker"])
                {
                    Work();
                    return;
                }

                Parent.Note();
                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, "--worker");
            }

            private static void Work() => Console.WriteLine(Settings.Name + Settings.Read());
        }

        internal static class Parent
        {
            private static readonly StreamWriter s_log = File.CreateText("parent.log");

            public static void Note() => s_log.WriteLine("start");
        }

        """;

    [Theory]
    [InlineData(
        "public static readonly string Name = \"a\"; private static readonly StreamWriter s_log = {|PSAFE403:File.CreateText(\"log\")|};")]
    [InlineData(
        "public static readonly string Name = {|PSAFE403:Register()|}; private static string Register() { File.Delete(\"state\"); "
            + "return \"\"; }")]
    [InlineData(
        "public static string Name { get; } = {|PSAFE403:Register()|}; private static string Register() { File.Delete(\"state\"); "
            + "return \"\"; }")]
    [InlineData("public const string Name = \"a\"; static Settings() { {|PSAFE403:File.Delete(\"state\")|}; }")]
    [InlineData(
        "public static string Name => s_name; private static readonly string s_name = \"a\"; "
            + "private static readonly Timer s_timer = {|PSAFE403:new Timer(_ => { }, null, 0, 100)|};")]
    [InlineData(
        "public const string Name = \"a\"; [ModuleInitializer] internal static void Begin() { {|PSAFE403:File.Delete(\"state\")|}; }")]
    public Task Hazard_Members(string members) => Reports(Settings(members));

    [Fact]
    public Task Hazard_Path() => Reports<RepeatedInitialiserAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE403", DiagnosticSeverity.Info)
                .WithLocation(0).WithLocation(1)
                .WithMessage("'Name → Register → File.Delete()' happens again in each worker process. Do it where the parent needs it, "
                    + "for example in a Lazy<T>."));
        },
        Program
        + Settings("public static readonly string Name = {|#0:Register()|}; "
            + "private static string Register() { {|#1:File.Delete(\"state\")|}; return \"\"; }"));

    [Theory]
    [InlineData("Pool.Run(() => Console.WriteLine(Settings.Name));")]
    [InlineData("Pool.Run(Work); void Work() => Console.WriteLine(Settings.Name);")]
    [InlineData("Pool.Run(Settings.Print);")]
    public Task Hazard_DelegateOfAChild(string call) =>
        Reports<RepeatedInitialiserAnalyzer>(Stubs.Pool, Library(call, "{|PSAFE403:File.CreateText(\"log\")|}"));

    [Theory]
    [InlineData("Pool.Run(() => Console.WriteLine());")]
    [InlineData("Pool.Post(() => Console.WriteLine(), null); Console.WriteLine(Settings.Name);")]
    [InlineData("Action work = () => Console.WriteLine(Settings.Name); work();")]
    public Task Safe_DelegateOfAChild(string call) =>
        Silent<RepeatedInitialiserAnalyzer>(Stubs.Pool, Library(call, "File.CreateText(\"log\")"));

    /// <summary>Values, what waits for its first use, and initialisers that a worker does not run.</summary>
    [Theory]
    [InlineData("public static readonly string Name = Environment.MachineName; private static readonly object s_gate = new();")]
    [InlineData(
        "public const string Name = \"a\"; private static readonly Lazy<StreamWriter> s_log = new(() => File.CreateText(\"log\"));")]
    [InlineData("public const string Name = \"a\"; private static readonly StreamWriter s_log = File.CreateText(\"log\");")]
    [InlineData("public const string Name = \"a\"; private static readonly Action s_clear = () => File.Delete(\"state\");")]
    [InlineData("public static readonly string Name = File.ReadAllText(\"name\");")]
    public Task Safe_Members(string members) => Silent(Settings(members));

    [Fact]
    public Task Hazard_MainHandsItsWorkOn() => Reports<RepeatedInitialiserAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        HandedOn("Work(); return;", string.Empty, "{|PSAFE403:File.CreateText(\"log\")|}"));

    [Theory]
    [InlineData("return;", "Work();")]
    [InlineData("Console.WriteLine(); return;", "")]
    public Task Safe_MainHandsItsWorkOn(string worker, string parent) => Silent<RepeatedInitialiserAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        HandedOn(worker, parent, "File.CreateText(\"log\")"));

    /// <summary>A Main that has another method ask whether this is a worker.</summary>
    private static string HandedOn(string worker, string parent, string value) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Program
        {
            private static void Main(string[] args) => Run(args);

            private static void Run(string[] args)
            {
                if (args.Length > 0)
                {
                    {{worker}}
                }

                {{parent}}
                for (int i = 0; i < 4; i++)
                {
                    Process.Start(Environment.ProcessPath!, "work");
                }
            }

            private static void Work() => Settings.Log.WriteLine();
        }

        internal static class Settings
        {
            public static readonly StreamWriter Log = {{value}};
        }
        """;

    [Fact]
    public Task Safe_NoWorker() => Silent<RepeatedInitialiserAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program.Replace("Environment.ProcessPath!", "\"other\"")
        + Settings("public static readonly string Name = \"a\"; private static readonly StreamWriter s_log = File.CreateText(\"log\");"));

    private static string Library(string call, string initialiser) =>
        $$"""
        using System;
        using System.IO;
        using Jobs;

        public static class Service
        {
            public static void Start()
            {
                {{call}}
            }
        }

        internal static class Settings
        {
            public static readonly string Name = "a";
            private static readonly StreamWriter s_log = {{initialiser}};

            public static void Print() => s_log.WriteLine(Name);
        }
        """;

    private static string Settings(string members) =>
        $$"""
        internal static class Settings
        {
            {{members}}

            public static string Read() => "";
        }
        """;

    private static Task Reports(string source) =>
        Reports<RepeatedInitialiserAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Program + source);

    private static Task Silent(string source) =>
        Silent<RepeatedInitialiserAnalyzer>(test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Program + source);
}
