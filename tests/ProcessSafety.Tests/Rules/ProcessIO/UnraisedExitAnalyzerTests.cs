using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class UnraisedExitAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("using var tool = new Process { StartInfo = { FileName = \"tool\" } }; {|PSAFE709:tool.Exited|} += OnExit; tool.Start();")]
    [InlineData("var tool = new Process { StartInfo = new(\"tool\") }; {|PSAFE709:tool.Exited|} += OnExit; tool.Start();")]
    [InlineData("Process tool = new() { StartInfo = new ProcessStartInfo(\"tool\") }; {|PSAFE709:tool.Exited|} += OnExit; tool.Start();")]
    [InlineData("var tool = Process.Start(\"tool\"); {|PSAFE709:tool.Exited|} += (_, _) => Console.WriteLine(tool.ExitCode);")]
    [InlineData(
        "var tool = Process.Start(new ProcessStartInfo(\"tool\"))!; {|PSAFE709:tool.Exited|} += new EventHandler(OnExit); "
            + "tool.WaitForExit();")]
    [InlineData("var tool = Process.GetProcessById(1) ?? throw new Exception(); {|PSAFE709:tool.Exited|} += OnExit;")]
    [InlineData("Process tool; tool = new(); {|PSAFE709:tool.Exited|} += delegate { }; tool.Start();")]
    [InlineData("{|PSAFE709:Process.Start(\"tool\").Exited|} += OnExit;")]
    [InlineData("{|PSAFE709:_tool.Exited|} += OnExit; _tool.Start();")]
    [InlineData("{|PSAFE709:this._tool.Exited|} += OnExit;")]
    public Task Hazard_NeverSet(string statements) => Reports<UnraisedExitAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var tool = new Process { EnableRaisingEvents = true }; tool.Exited += OnExit;")]
    [InlineData("var tool = new Process { StartInfo = new(\"tool\"), EnableRaisingEvents = true }; tool.Exited += OnExit; tool.Start();")]
    [InlineData("var tool = Process.Start(\"tool\"); tool.EnableRaisingEvents = true; tool.Exited += OnExit;")]
    [InlineData("var tool = Process.Start(\"tool\"); tool.Exited += OnExit; if (tool.Id > 1) tool.EnableRaisingEvents = true;")]
    [InlineData("var tool = Process.Start(\"tool\"); tool.Exited += OnExit; Watch(tool);")]
    [InlineData("var tool = Process.Start(\"tool\"); tool.Exited += OnExit; s_all.Add(tool);")]
    [InlineData("var tool = Process.Start(\"tool\"); tool.Exited += OnExit; s_last = tool;")]
    [InlineData("var tool = Make(); tool.Exited += OnExit;")]
    [InlineData("parameter.Exited += OnExit;")]
    [InlineData("s_last.Exited += OnExit;")]
    [InlineData("_watched.Exited += OnExit;")]
    [InlineData("var tool = Process.Start(\"tool\"); tool.Exited -= OnExit;")]
    [InlineData("var tool = new Own(); tool.Exited += OnExit;")]
    public Task Safe_SetOrUnknown(string statements) => Silent<UnraisedExitAnalyzer>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        public sealed class Runner
        {
            private static readonly List<Process> s_all = new();
            internal static Process s_last = new();
            private readonly Process _tool = new();
            private readonly Process _watched = new();

            public void Go(Process parameter)
            {
                {{statements}}
            }

            public void Start()
            {
                _watched.EnableRaisingEvents = true;
                _watched.Start();
            }

            private static void OnExit(object? sender, EventArgs e) { }
            private static void Watch(Process process) => process.EnableRaisingEvents = true;
            private static Process Make() => new() { EnableRaisingEvents = true };

            private sealed class Own
            {
                public event EventHandler? Exited { add { } remove { } }
            }
        }
        """;

    /// <summary>A type that derives from Process raises no more than Process does.</summary>
    [Theory]
    [InlineData("var q = new Child(); {|PSAFE709:q.Exited|} += (_, _) => Use(1); q.Start();", "")]
    [InlineData("var q = new Child(); {|PSAFE709:q.Exited|} += (_, _) => Use(1); q.Go();", "public void Go() => Start();")]
    [InlineData("new Child().Start();", "public Child() { {|PSAFE709:Exited|} += (_, _) => { }; }")]
    public Task Hazard_Derived(string statements, string members) => Reports<UnraisedExitAnalyzer>(
        ProcessSource.Sync($"{statements} }} sealed class Child : Process {{ {members}"));

    [Theory]
    [InlineData("var q = new Child(); q.Exited += (_, _) => Use(1); q.Start();", "public Child() => EnableRaisingEvents = true;")]
    [InlineData(
        "var q = new Child(); q.Exited += (_, _) => Use(1); q.Go();",
        "public void Go() => Watch(this); static void Watch(object o) { }")]
    [InlineData("var q = new Child { EnableRaisingEvents = true }; q.Exited += (_, _) => Use(1); q.Start();", "")]
    [InlineData("new Child { EnableRaisingEvents = true }.Start();", "public Child() { Exited += (_, _) => { }; }")]
    public Task Safe_Derived(string statements, string members) => Silent<UnraisedExitAnalyzer>(
        ProcessSource.Sync($"{statements} }} sealed class Child : Process {{ {members}"));

    [Fact]
    public Task Safe_DerivedByOthers() => Silent<UnraisedExitAnalyzer>(
        """
        using System.Diagnostics;
        public class Child : Process
        {
            public Child() { Exited += (_, _) => { }; }
        }
        """);
}
