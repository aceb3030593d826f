using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class NamedInstanceFixTests : RuleTest
{
    [Fact]
    public Task Fix_VariablesGoToo() => Fix<NamesakeAnalyzer, NamedInstanceFix>(
        """
        using System;
        using System.Diagnostics;

        class Program
        {
            static void Main()
            {
                Process current = Process.GetCurrentProcess();
                Process[] all = {|PSAFE309:Process.GetProcessesByName(current.ProcessName)|}; // ours
                if (all.Length > 1)
                {
                    Console.WriteLine("runs already");
                    return;
                }

                Console.WriteLine("runs");
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                // ours
                using Mutex instance = new Mutex(initiallyOwned: true, @"Global\TestProject.Program", out bool createdNew);
                if (!createdNew)
                {
                    Console.WriteLine("runs already");
                    return;
                }

                Console.WriteLine("runs");
            }
        }
        """,
        Program);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<NamesakeAnalyzer, NamedInstanceFix>(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading;

        // Only once.
        int id = Environment.ProcessId;
        if (!{|PSAFE309:Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName)|}.Any(p => p.Id != id))
        {
            Console.WriteLine($"{id} runs");
            Thread.Sleep(1);
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading;

        // Only once.
        int id = Environment.ProcessId;
        using Mutex instance = new Mutex(initiallyOwned: true, @"Global\TestProject.Program", out bool createdNew);
        if (createdNew)
        {
            Console.WriteLine($"{id} runs");
            Thread.Sleep(1);
        }
        """,
        Program);

    [Theory]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Length > 2) { return; }")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Max(p => p.SessionId) > 1) { return; }")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Length > 1 && args.Length == 0) { return; }")]
    [InlineData("foreach (var p in {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}) { if (p.Id != me.Id) { p.Kill(); } }")]
    [InlineData("if (args.Length > 0) { if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Length > 1) { return; } }")]
    [InlineData(
        "var all = {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}; "
            + "if (all.Length > 1) { Console.WriteLine(all.Length); return; }")]
    public Task NoFix_Forms(string statement) => NoFix<NamesakeAnalyzer, NamedInstanceFix>(
        Program,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        class Program
        {
            static readonly Process me = Process.GetCurrentProcess();

            static void Main(string[] args)
            {
                {{statement}}
                Console.WriteLine("runs");
                Console.ReadLine();
            }
        }
        """);

    private static void Program(RuleCodeFixTest<NamesakeAnalyzer, NamedInstanceFix> test) =>
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
}
