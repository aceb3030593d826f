using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class BelowBranchFixTests : RuleTest
{
    [Fact]
    public Task Fix_BehindTheWorkersReturn() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        // The state of the last run is of no use.
        {|PSAFE402:File.Delete("state")|};

        Console.WriteLine(args.Length);
        if (args.Length > 0)
        {
            Console.WriteLine("working");
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "work");
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        Console.WriteLine(args.Length);
        if (args.Length > 0)
        {
            Console.WriteLine("working");
            return;
        }

        // The state of the last run is of no use.
        File.Delete("state");

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "work");
        """);

    [Fact]
    public Task Fix_IntoTheBlockOfTheLaunch() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                Console.WriteLine("start");
                var log = {|PSAFE402:File.CreateText("log")|};

                if (args.Length == 0)
                {
                    log.WriteLine("launching");
                    Launch();
                }

                Console.WriteLine("working");
            }

            private static void Launch() => Process.Start(Environment.ProcessPath!, "work");
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
                Console.WriteLine("start");

                if (args.Length == 0)
                {
                    var log = File.CreateText("log");
                    log.WriteLine("launching");
                    Launch();
                }

                Console.WriteLine("working");
            }

            private static void Launch() => Process.Start(Environment.ProcessPath!, "work");
        }
        """);

    [Fact]
    public Task Fix_BlockIsMade() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        {|PSAFE402:File.Delete("state")|};
        if (args.Length > 0)
            Console.WriteLine("working");
        else
            Launch();

        static void Launch() => Process.Start(Environment.ProcessPath!, "work")!.StandardOutput.ReadToEnd();
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        if (args.Length > 0)
            Console.WriteLine("working");
        else
        {
            File.Delete("state");
            Launch();
        }

        static void Launch() => Process.Start(Environment.ProcessPath!, "work")!.StandardOutput.ReadToEnd();
        """);

    /// <summary>What is needed or changed in between, a branch that is no if statement, and one that lies elsewhere.</summary>
    [Theory]
    [InlineData("var log = {|PSAFE402:File.CreateText(\"log\")|}; log.WriteLine(); if (args.Length > 0) { Work(); return; } Launch();")]
    [InlineData("var name = \"a\"; {|PSAFE402:File.Delete(name)|}; name = \"b\"; if (args.Length > 0) { Work(); return; } Launch();")]
    [InlineData(
        "var listener = new TcpListener(IPAddress.Loopback, 0); {|PSAFE402:listener.Start()|}; "
            + "var port = listener.LocalEndpoint.ToString(); if (args.Length > 0) { Work(); return; } Console.WriteLine(port); Launch();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; bool isThere = File.Exists(\"state\"); if (args.Length > 0) { Work(); return; } "
            + "Console.WriteLine(isThere); Launch();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; Work(); if (args.Length > 0) { Work(); return; } Launch();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; Run(args);")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; switch (args.Length) { case 0: Launch(); break; default: Work(); break; }")]
    public Task NoFix_Places(string body) => NoFix<RepeatedStartUpAnalyzer, BelowBranchFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Net;
        using System.Net.Sockets;

        internal static class Program
        {
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

            private static void Work() => Console.WriteLine("working");
            private static void Launch() => Process.Start(Environment.ProcessPath!, "work")!.StandardOutput.ReadToEnd();
        }
        """);

    private static Task Fix(string source, string fixedSource) =>
        Fix<RepeatedStartUpAnalyzer, BelowBranchFix>(
            source,
            fixedSource,
            test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
}
