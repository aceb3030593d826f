using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE309: instances of a program that are found by the name of their process.</summary>
public sealed class NamesakeAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_Count() => Reports<NamesakeAnalyzer>(
        static test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.InstanceFoundByName)
                .WithLocation(0)
                .WithArguments("Process.GetProcessesByName(current.ProcessName)", "decides whether this program continues"));
        },
        """
        using System.Diagnostics;
        class Program
        {
            static void Main()
            {
                Process current = Process.GetCurrentProcess();
                if ({|#0:Process.GetProcessesByName(current.ProcessName)|}.Length > 1)
                {
                    System.Console.WriteLine("runs already");
                    return;
                }

                System.Console.WriteLine("runs");
            }
        }
        """);

    [Theory]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName)|}.Length > 1) return; Work();")]
    [InlineData("var all = {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}; if (all.Length != 1) { Environment.Exit(1); } Work();")]
    [InlineData("string name = me.ProcessName; if ({|PSAFE309:Process.GetProcessesByName(name)|}.Count() > 1) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Any(p => p.Id != me.Id)) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Where(p => p.Id != me.Id).Any()) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.FirstOrDefault(p => p.Id != me.Id) != null) return; Work();")]
    [InlineData(
        "var other = {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.FirstOrDefault(p => p.Id != me.Id); "
            + "if (other is not null) return; Work();")]
    [InlineData("bool runs = {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.Length > 1; if (runs) return; Work();")]
    [InlineData("foreach (var p in {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}) { if (p.Id != me.Id) { return; } } Work();")]
    [InlineData(
        "var all = {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}; "
            + "foreach (Process p in all) { if (p.Id != me.Id) { p.Kill(); } } Work();")]
    [InlineData(
        "bool runs = false; foreach (var p in {|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}) { if (p.Id != me.Id) runs = true; } "
            + "if (runs) return; Work();")]
    [InlineData(
        "int count = 0; foreach (var p in {|PSAFE309:Process.GetProcesses()|}) "
            + "{ if (p.ProcessName == me.ProcessName && p.Id != me.Id) count++; } if (count > 0) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcesses()|}.Count(p => p.ProcessName == me.ProcessName) > 1) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcesses()|}.Where(p => p.ProcessName == me.ProcessName).Count() > 1) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(Assembly.GetEntryAssembly().GetName().Name)|}.Length > 1) return; Work();")]
    [InlineData("if ({|PSAFE309:Process.GetProcessesByName(AppDomain.CurrentDomain.FriendlyName)|}.Length > 1) return; Work();")]
    [InlineData(
        "if ({|PSAFE309:Process.GetProcessesByName(Path.GetFileNameWithoutExtension(Environment.ProcessPath))|}.Length > 1) return; "
            + "Work();")]
    [InlineData("{|PSAFE309:Process.GetProcessesByName(me.ProcessName)|}.First(p => p.Id != me.Id).Kill(); Work();")]
    public Task Hazard_InMain(string statements) => Reports<NamesakeAnalyzer>(Program, Main(statements));

    [Theory]
    [InlineData("static bool Runs() => {|PSAFE309:Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName)|}.Length > 1;")]
    [InlineData(
        "static bool Runs() { var me = Process.GetCurrentProcess(); foreach (var p in {|PSAFE309:Process.GetProcessesByName("
            + "me.ProcessName)|}) { if (p.Id != me.Id && Assembly.GetExecutingAssembly().Location == me.MainModule.FileName) "
            + "return true; } return false; }")]
    [InlineData(
        "static bool Runs() { var all = {|PSAFE309:Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName)|}; "
            + "return all.Length > 1; }")]
    [InlineData("static bool Runs() { return {|PSAFE309:Process.GetProcessesByName(s_current.ProcessName)|}.Length > 1; }")]
    public Task Hazard_Method(string member) => Reports<NamesakeAnalyzer>(
        Program,
        Main("if (Runs()) { return; } Work();", member + " static readonly Process s_current = Process.GetCurrentProcess();"));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<NamesakeAnalyzer>(
        Program,
        """
        using System;
        using System.Diagnostics;

        if ({|PSAFE309:Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName)|}.Length > 1)
        {
            return 1;
        }

        Console.WriteLine("runs");
        return 0;
        """);

    [Theory]
    [InlineData("if (Process.GetProcessesByName(\"notepad\").Length > 1) return; Work();")]
    [InlineData("if (Process.GetProcessesByName(args[0]).Length > 1) return; Work();")]
    [InlineData("Console.WriteLine(Process.GetProcessesByName(me.ProcessName).Length); Work();")]
    [InlineData("if (Process.GetProcessesByName(me.ProcessName).Length > 1) { Console.WriteLine(\"another one runs\"); }")]
    [InlineData("if (Process.GetProcessesByName(me.ProcessName).Length > 1) { Console.WriteLine(\"another one runs\"); } Work();")]
    [InlineData("foreach (var p in Process.GetProcessesByName(me.ProcessName)) { p.Refresh(); } Work();")]
    [InlineData(
        "foreach (var p in Process.GetProcessesByName(me.ProcessName)) "
            + "{ if (p.Id != me.Id && p.MainModule.FileName == me.MainModule.FileName) { return; } } Work();")]
    [InlineData(
        "if (Process.GetProcessesByName(me.ProcessName).Any(p => p.MainModule.FileName == me.MainModule.FileName && p.Id != me.Id)) "
            + "return; Work();")]
    [InlineData("foreach (var p in Process.GetProcesses()) { if (p.Id != me.Id) { return; } } Work();")]
    [InlineData("if (Process.GetProcesses().Length > 100) return; Work();")]
    [InlineData("if (Process.GetProcesses().Any(p => p.ProcessName == \"notepad\")) return; Work();")]
    [InlineData("foreach (var p in Process.GetProcessesByName(\"tool\")) { p.Kill(); } Work();")]
    [InlineData(
        "using var m = new System.Threading.Mutex(true, \"a\", out bool isNew); if (!isNew) { "
            + "foreach (var p in Process.GetProcessesByName(me.ProcessName)) { if (p.Id != me.Id) { p.Refresh(); return; } } } Work();")]
    public Task Safe_InMain(string statements) => Silent<NamesakeAnalyzer>(Program, Main(statements));

    [Fact]
    public Task Safe_Library() => Silent<NamesakeAnalyzer>(
        """
        using System.Diagnostics;
        public static class Instances
        {
            public static int Count() => Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName).Length;
        }
        """);

    [Fact]
    public Task Safe_AnswerThatNobodyEndsBy() => Silent<NamesakeAnalyzer>(
        Program,
        Main(
            "Console.WriteLine(Runs()); Work();",
            "static bool Runs() => Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName).Length > 1;"));

    private static void Program(RuleCodeFixTest<NamesakeAnalyzer, EmptyCodeFixProvider> test) =>
        test.TestState.OutputKind = OutputKind.ConsoleApplication;

    private static string Main(string statements, string member = "") =>
        $$"""
        #nullable disable
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Reflection;
        class Program
        {
            static readonly Process me = Process.GetCurrentProcess();
            static void Main(string[] args)
            {
                {{statements}}
            }
            static void Work() { }
            {{member}}
        }
        """;
}
