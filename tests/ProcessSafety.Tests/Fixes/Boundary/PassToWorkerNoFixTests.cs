using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class PassToWorkerNoFixTests : RuleTest
{
    private const string Text = "private static string s_value = \"\";";

    private const string Launch = "Process.Start(Environment.ProcessPath!, \"--worker\");";

    [Theory]
    [InlineData("args is [\"--worker\"]")]
    [InlineData("args is [.., \"--worker\"]")]
    [InlineData("args is [\"--worker\", .. var rest] && rest.Length == 0")]
    [InlineData("args.Length == 1 && args[0] == \"--worker\"")]
    [InlineData("args.Last() == \"--worker\"")]
    [InlineData("args[^1] == \"--worker\"")]
    [InlineData("string.Join(\" \", args) == \"--worker\"")]
    [InlineData("args.Contains(\"--worker\") && args.Length < 2")]
    [InlineData("args.Length > 0 && args.All(arg => arg == \"--worker\")")]
    [InlineData("Environment.CommandLine.EndsWith(\"--worker\")")]
    public Task NoFix_ConditionCounts(string condition) =>
        NoFix(Program(Text, "s_value = \"a\";\n" + Launch, condition: condition));

    [Theory]
    [InlineData("Console.WriteLine(args.Length);")]
    [InlineData("foreach (string arg in args) { Console.WriteLine(arg); }")]
    [InlineData("Console.WriteLine(args.Last());")]
    [InlineData("Console.WriteLine(Environment.GetCommandLineArgs().Length);")]
    public Task NoFix_WorkerCounts(string use) => NoFix(Program(Text, "s_value = \"a\";\n" + Launch, use));

    [Theory]
    [InlineData("private static long s_value;", "s_value = 4;")]
    [InlineData("private static readonly List<int> s_value = new();", "s_value.Add(4);")]
    [InlineData("private static int? s_value;", "s_value = 4;")]
    public Task NoFix_OtherTypes(string member, string set) => NoFix(Program(member, set + "\n" + Launch));

    [Theory]
    [InlineData("s_value = \"a\";\n" + Launch + "\n" + Launch)]
    [InlineData("s_value = \"a\"; Process.Start(Environment.ProcessPath!, \"--worker \\\"b c\\\"\");")]
    [InlineData("s_value = \"a\"; Process.Start(Environment.ProcessPath!, Marker + \" fast\");")]
    [InlineData("Process.Start(Environment.ProcessPath!, \"--worker\"); s_value = \"a\";")]
    [InlineData("s_value = \"a\"; var list = new[] { \"--worker\" }; Process.Start(Environment.ProcessPath!, list);")]
    public Task NoFix_Launches(string parent) => NoFix(Program(Text, parent));

    [Fact]
    public Task NoFix_WorkerSets() => NoFix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        if (args.Contains("--worker"))
        {
            State.Count = 4;
            return;
        }

        Process.Start(Environment.ProcessPath!, "--worker");
        Console.ReadLine();
        Console.WriteLine({|PSAFE110:State.Count|});

        internal static class State
        {
            public static int Count { get; set; }
        }
        """);

    [Fact]
    public Task NoFix_NoArgumentsOfMain() => NoFix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static int s_count;

            private static void Main()
            {
                if (Environment.GetCommandLineArgs().Contains("--worker"))
                {
                    Console.WriteLine({|PSAFE110:s_count|});
                    return;
                }

                s_count = 4;
                Process.Start(Environment.ProcessPath!, "--worker");
                Console.ReadLine();
            }
        }
        """);

    /// <summary>The worker begins with a question, which nothing can come before.</summary>
    [Fact]
    public Task NoFix_WorkerAsksFirst() => NoFix(
        $$"""
        using System;
        using System.Diagnostics;

        internal static class Program
        {
            private static int s_count;

            private static void Main(string[] args)
            {
                if (args.Length == 0)
                {
                    s_count = 4;
                    {{Launch}}
                    Console.ReadLine();
                }
                else if (args[0] == "--worker")
                {
                    Console.WriteLine({|PSAFE110:s_count|});
                }
            }
        }
        """);

    private static string Program(
        string member,
        string parent,
        string worker = "",
        string condition = "args.Contains(\"--worker\")") =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private const string Marker = "--worker";

            {{member}}

            private static void Main(string[] args)
            {
                if ({{condition}})
                {
                    {{worker}}
                    Console.WriteLine({|PSAFE110:s_value|});
                    return;
                }

                {{parent}}
                Console.ReadLine();
            }
        }
        """;

    private static Task NoFix(string source) => NoFix<OneSidedStateAnalyzer, PassToWorkerFix>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        source);
}
