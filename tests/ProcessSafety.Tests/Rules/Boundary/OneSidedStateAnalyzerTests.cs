using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class OneSidedStateAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("private static string? s_root;", "s_root = args[0];", "Console.WriteLine({|PSAFE110:s_root|});")]
    [InlineData("private static int Level { get; set; } = 1;", "Level = 9;", "Console.WriteLine({|PSAFE110:Level|});")]
    [InlineData("private static bool s_verbose;", "s_verbose = true;", "if ({|PSAFE110:s_verbose|}) { Console.WriteLine(); }")]
    [InlineData(
        "private static readonly Queue<int> s_jobs = new();",
        "s_jobs.Enqueue(1);",
        "Console.WriteLine({|PSAFE110:s_jobs|}.Dequeue());")]
    [InlineData(
        "private static readonly Dictionary<string, int> s_sizes = new();",
        "s_sizes[\"a\"] = 1;",
        "Console.WriteLine({|PSAFE110:s_sizes|}[\"a\"]);")]
    [InlineData(
        "private static readonly TaskCompletionSource s_ready = new();",
        "s_ready.SetResult();",
        "{|PSAFE110:s_ready|}.Task.Wait();")]
    [InlineData(
        "private static readonly CancellationTokenSource s_stop = new();",
        "s_stop.Cancel();",
        "while (!{|PSAFE110:s_stop|}.IsCancellationRequested) { Thread.Sleep(1); }")]
    [InlineData("private static event Action? Done;", "Done += () => { };", "{|PSAFE110:Done|}?.Invoke();")]
    public Task Hazard_ParentSets_WorkerReads(string member, string parent, string worker) => Reports(Program(member, parent, worker));

    [Theory]
    [InlineData("private static int s_result;", "Console.WriteLine({|PSAFE110:s_result|});", "s_result = 4;")]
    [InlineData(
        "private static readonly ConcurrentQueue<int> s_results = new();",
        "if ({|PSAFE110:s_results|}.TryDequeue(out int first)) { Console.WriteLine(first); }",
        "s_results.Enqueue(4);")]
    public Task Hazard_WorkerSets_ParentReads(string member, string parent, string worker) => Reports(Program(member, parent, worker));

    [Theory]
    [InlineData("private static int s_level;", "s_level = 1; Console.WriteLine(s_level);", "s_level = 2; Console.WriteLine(s_level);")]
    [InlineData("private static readonly int s_level = 4;", "Console.WriteLine(s_level);", "Console.WriteLine(s_level);")]
    [InlineData("private static int s_parents;", "s_parents = 1; Console.WriteLine(s_parents);", "Console.WriteLine();")]
    [InlineData("private static int s_workers;", "Console.WriteLine();", "s_workers = 1; Console.WriteLine(s_workers);")]
    [InlineData("private static readonly object s_gate = new();", "lock (s_gate) { }", "lock (s_gate) { }")]
    [InlineData("private static readonly SemaphoreSlim s_turn = new(1);", "s_turn.Release();", "s_turn.Wait();")]
    [InlineData("private static int s_common = Environment.ProcessId;", "Console.WriteLine(s_common);", "Console.WriteLine(s_common);")]
    [InlineData("private static int s_used; public static void Other() => s_used = 2;", "s_used = 1;", "Console.WriteLine(s_used);")]
    public Task Safe_Members(string member, string parent, string worker) => Silent(Program(member, parent, worker));

    [Fact]
    public Task Safe_SetBeforeTheBranch() => Silent(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        State.Root = args[0];
        if (args.Contains("--worker"))
        {
            Console.WriteLine(State.Root);
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");
        Console.ReadLine();

        static class State
        {
            public static string? Root { get; set; }
        }
        """);

    [Fact]
    public Task Hazard_SidesInALocalFunction() => Reports(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        public static class Program
        {
            private static int s_count;

            public static void Main(string[] args)
            {
                Run();

                void Run()
                {
                    if (args.Contains("--worker"))
                    {
                        Console.WriteLine({|PSAFE110:s_count|});
                        return;
                    }

                    s_count = 4;
                    Process.Start(Environment.ProcessPath!, "--worker");
                    Console.ReadLine();
                }
            }
        }
        """);

    /// <summary>One child, and nothing but a wait for it: with a branch of its own it is a worker.</summary>
    [Theory]
    [InlineData("using var child = Process.Start(Environment.ProcessPath!, \"--worker\"); child.WaitForExit();")]
    [InlineData("Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { \"--worker\" } })?.WaitForExit();")]
    [InlineData("var child = new Process { StartInfo = new(Environment.ProcessPath!, \"--worker\") }; child.Start(); child.WaitForExit();")]
    public Task Hazard_OneChildThatIsWaitedFor(string start) => Reports(OneChild("args is [\"--worker\"]", start));

    [Theory]
    [InlineData("args is [\"--worker\"]", "Process.Start(Environment.ProcessPath!, \"--worker\");")]
    [InlineData(
        "args is [\"--worker\"]",
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!, \"--worker\") { Verb = \"runas\" })!.WaitForExit();")]
    [InlineData("args is [\"--help\"]", "Process.Start(Environment.ProcessPath!, \"--again\").WaitForExit();")]
    [InlineData("args is [\"--worker\"]", "Process.Start(\"other\", \"--worker\").WaitForExit();")]
    public Task Safe_Successor(string condition, string start) =>
        Silent(OneChild(condition, start).Replace("{|PSAFE110:", "").Replace("|}", ""));

    private static string OneChild(string condition, string start) =>
        $$"""
        using System;
        using System.Diagnostics;

        public static class Program
        {
            private static string? s_x;

            public static void Main(string[] args)
            {
                if ({{condition}})
                {
                    Console.WriteLine({|PSAFE110:s_x|});
                    return;
                }

                s_x = "set by the parent";
                {{start}}
            }
        }
        """;

    private static Task Reports(string source) =>
        Reports<OneSidedStateAnalyzer>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);

    private static Task Silent(string source) =>
        Silent<OneSidedStateAnalyzer>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);

    private static string Program(string member, string parent, string worker) =>
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        internal static class Program
        {
            {{member}}

            private static void Main(string[] args)
            {
                if (args.Contains("--worker"))
                {
                    Work();
                    return;
                }

                Prepare(args);
                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, "--worker");
                Console.ReadLine();
            }

            private static void Prepare(string[] args)
            {
                {{parent}}
            }

            private static void Work()
            {
                {{worker}}
            }
        }
        """;
}
