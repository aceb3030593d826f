using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class ParentConditionFixTests : RuleTest
{
    [Fact]
    public Task Fix_ConditionIsKnownBefore() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;

        bool isWorker = args.Contains("--worker");

        // The state of the last run is of no use.
        {|PSAFE402:File.Delete("state")|}; // nor needed
        Console.WriteLine(args.Length);
        if (isWorker)
        {
            Console.WriteLine("working");
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;

        bool isWorker = args.Contains("--worker");

        // The state of the last run is of no use.
        if (!isWorker)
        {
            File.Delete("state"); // nor needed
        }
        Console.WriteLine(args.Length);
        if (isWorker)
        {
            Console.WriteLine("working");
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");
        """);

    [Fact]
    public Task Fix_BetweenDirectives() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        #region The last run
        #pragma warning disable CS0168
        {|PSAFE402:File.Delete("state")|};
        #pragma warning restore CS0168
        #endregion
        if (args.Length > 0)
        {
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        #region The last run
        #pragma warning disable CS0168
        if (args.Length == 0)
        {
            File.Delete("state");
        }
        #pragma warning restore CS0168
        #endregion
        if (args.Length > 0)
        {
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");
        """);

    /// <summary>One after the other: the condition round the first is not taken for the branch.</summary>
    [Fact]
    public Task Fix_TwoStatements() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                {|PSAFE402:File.Delete("state")|};
                try
                {
                    {|PSAFE402:File.Delete("log")|};
                }
                catch (IOException)
                {
                }

                if (args is ["--worker", var number])
                    Console.WriteLine(number);
                else
                    Launch();
            }

            private static void Launch()
            {
                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, $"--worker {i}");
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                if (args is not ["--worker", _])
                {
                    File.Delete("state");
                }
                try
                {
                    if (args is not ["--worker", _])
                    {
                        File.Delete("log");
                    }
                }
                catch (IOException)
                {
                }

                if (args is ["--worker", var number])
                    Console.WriteLine(number);
                else
                    Launch();
            }

            private static void Launch()
            {
                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, $"--worker {i}");
            }
        }
        """,
        "PSAFE402.ParentCondition");

    /// <summary>The branch and what holds on the parent's side of it.</summary>
    [Theory]
    [InlineData("if (args.Length == 0) Launch(); Work();", "args.Length == 0")]
    [InlineData("if (args.Length > 0) { Work(); return; } Launch();", "args.Length == 0")]
    [InlineData("if (args.Length > 1) { Work(); return; } Launch();", "args.Length <= 1")]
    [InlineData("if (!args.Contains(\"--worker\")) Launch(); Work();", "!args.Contains(\"--worker\")")]
    [InlineData("if (!(args.Length == 0)) Work(); else Launch();", "args.Length == 0")]
    [InlineData("if (args.Length != 0) Work(); else Launch();", "args.Length == 0")]
    [InlineData("if (args.Any(a => a == \"--worker\")) { Work(); return; } Launch();", "!args.Any(a => a == \"--worker\")")]
    [InlineData(
        "if (args.Length > 0 && args[0] == \"--worker\") { Work(); return; } Launch();",
        "!(args.Length > 0 && args[0] == \"--worker\")")]
    [InlineData("if (args is [\"--worker\"] or [\"-w\"]) { Work(); return; } Launch();", "args is not ([\"--worker\"] or [\"-w\"])")]
    [InlineData("if (args is not [\"--worker\"]) Launch(); else Work();", "args is not [\"--worker\"]")]
    [InlineData(
        "if (Environment.GetEnvironmentVariable(\"WORKER\") is null) Launch(); else Work();",
        "Environment.GetEnvironmentVariable(\"WORKER\") is null")]
    [InlineData(
        "if (Environment.GetEnvironmentVariable(\"WORKER\") is not null) Work(); else Launch();",
        "Environment.GetEnvironmentVariable(\"WORKER\") is null")]
    [InlineData(
        "if (string.Equals(args.FirstOrDefault(), Mode, StringComparison.Ordinal)) Work(); else Launch();",
        "!string.Equals(args.FirstOrDefault(), Mode, StringComparison.Ordinal)")]
    public Task Fix_Conditions(string rest, string condition) => Fix(Reported(rest), Guarded(rest, condition));

    [Fact]
    public Task Fix_BeforeNotPatterns() => Fix<RepeatedStartUpAnalyzer, ParentConditionFix>(
        Reported("if (Environment.GetEnvironmentVariable(\"WORKER\") is string) { Work(); return; } Launch();"),
        Guarded(
            "if (Environment.GetEnvironmentVariable(\"WORKER\") is string) { Work(); return; } Launch();",
            "!(Environment.GetEnvironmentVariable(\"WORKER\") is string)"),
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.LanguageVersion = LanguageVersion.CSharp8;
        });

    /// <summary>
    /// Conditions that are not known yet or may change, branches that are no if statement, and statements that later ones need.
    /// </summary>
    [Theory]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; bool isWorker = args.Contains(\"--worker\"); if (isWorker) { Work(); return; } Launch();")]
    [InlineData(
        "bool isWorker = false; {|PSAFE402:File.Delete(\"state\")|}; isWorker = args.Contains(\"--worker\"); if (isWorker) { Work(); "
            + "return; } Launch();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; args = args.Where(a => a != \"\").ToArray(); if (args.Contains(\"--worker\")) { Work(); "
            + "return; } Launch();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; if (IsWorker(args)) { Work(); return; } Launch();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; if (Environment.GetEnvironmentVariable(Read()) is null) Launch(); else Work();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; Environment.SetEnvironmentVariable(\"WORKER\", null); "
            + "if (Environment.GetEnvironmentVariable(\"WORKER\") is null) Launch(); else Work();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; if (args[0] == \"--help\") return; if (args[0] == \"--worker\") { Work(); return; } "
            + "Launch();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; switch (args.Length) { case 0: Launch(); break; default: Work(); break; }")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; Run(args);")]
    [InlineData("var log = {|PSAFE402:File.CreateText(\"log\")|}; if (args.Contains(\"--worker\")) { log.WriteLine(); return; } Launch();")]
    [InlineData(
        "TextWriter log = Console.Out; log = {|PSAFE402:File.CreateText(\"log\")|}; if (args.Contains(\"--worker\")) { log.WriteLine(); "
            + "return; } Launch();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; if (args is not [\"--worker\"]) { } else { Work(); return; } Launch();")]
    [InlineData(
        "if ({|PSAFE402:File.CreateText(\"log\")|}.BaseStream.Length > 9) { Console.WriteLine(\"full\"); return; } "
            + "if (args.Contains(\"--worker\")) { Work(); return; } Launch();")]
    public Task NoFix_Places(string body) => NoFix<RepeatedStartUpAnalyzer, ParentConditionFix>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.CodeActionEquivalenceKey = "PSAFE402.ParentCondition";
        },
        Program(body));

    /// <summary>Moving the statement is the second choice.</summary>
    [Fact]
    public Task Fix_OtherAction() => Fix<RepeatedStartUpAnalyzer, ParentConditionFix>(
        Program(
            """
            {|PSAFE402:File.Delete("state")|};
                    if (args.Length > 0)
                    {
                        Work();
                        return;
                    }

                    Launch();
            """),
        Program(
            """
            if (args.Length > 0)
                    {
                        Work();
                        return;
                    }

                    File.Delete("state");

                    Launch();
            """),
        static test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.CodeActionIndex = 1;
            test.CodeFixTestBehaviors |= Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipFixAllCheck;
        });

    private static string Reported(string rest) => Program("{|PSAFE402:File.Delete(\"state\")|};\n        " + rest);

    private static string Guarded(string rest, string condition) =>
        Program($"if ({condition})\n        {{\n            File.Delete(\"state\");\n        }}\n        {rest}");

    private static string Program(string body) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;

        internal static class Program
        {
            private const string Mode = "--worker";

            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Run(string[] args)
            {
                if (args.Length > 0)
                    Work();
                else
                    Launch();
            }

            private static bool IsWorker(string[] args) => args.Contains(Mode);

            private static string Read() => Console.ReadLine() ?? "";

            private static void Work() => Console.WriteLine("working");

            private static void Launch()
            {
                for (int i = 0; i < 4; i++)
                    Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Mode) { Environment = { ["WORKER"] = "1" } });
            }
        }
        """;

    private static Task Fix(string source, string fixedSource, string? key = null) =>
        Fix<RepeatedStartUpAnalyzer, ParentConditionFix>(source, fixedSource, test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.CodeActionEquivalenceKey = key;
        });
}
