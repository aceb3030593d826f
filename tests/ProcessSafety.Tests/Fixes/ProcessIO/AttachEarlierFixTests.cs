using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class AttachEarlierFixTests : RuleTest
{
    [Fact]
    public Task Fix_AboveTheSwitch() => Fix<LateHandlerAnalyzer, AttachEarlierFix>(
        Source(
            """
            var tool = Process.Start("tool");
            tool.EnableRaisingEvents = true;

            // The end is told.
            {|PSAFE714:tool.Exited|} += (_, _) => Console.WriteLine("done"); // once
            tool.WaitForExit();
            """),
        Source(
            """
            var tool = Process.Start("tool");
            // The end is told.
            tool.Exited += (_, _) => Console.WriteLine("done"); // once
            tool.EnableRaisingEvents = true;

            tool.WaitForExit();
            """));

    [Fact]
    public Task Fix_AboveTheStart() => Fix<LateHandlerAnalyzer, AttachEarlierFix>(
        Source(
            """
            using Process tool = new() { StartInfo = new("tool"), EnableRaisingEvents = true };
            if (!tool.Start())
            {
                return;
            }

            {|PSAFE714:tool.Exited|} += OnExit;
            tool.WaitForExit();
            """),
        Source(
            """
            using Process tool = new() { StartInfo = new("tool"), EnableRaisingEvents = true };
            tool.Exited += OnExit;
            if (!tool.Start())
            {
                return;
            }

            tool.WaitForExit();
            """));

    [Fact]
    public Task Fix_SeveralLines_KeepTheirOrder() => Fix<LateHandlerAnalyzer, AttachEarlierFix>(
        Source(
            """
            tool.BeginOutputReadLine();
            tool.BeginErrorReadLine();
            {|PSAFE714:tool.OutputDataReceived|} += (_, e) => lines.Add(e.Data);
            {|PSAFE714:tool.OutputDataReceived|} += OnLine;
            {|PSAFE714:tool.ErrorDataReceived|} += OnLine;
            tool.WaitForExit();
            """),
        Source(
            """
            tool.OutputDataReceived += (_, e) => lines.Add(e.Data);
            tool.OutputDataReceived += OnLine;
            tool.BeginOutputReadLine();
            tool.ErrorDataReceived += OnLine;
            tool.BeginErrorReadLine();
            tool.WaitForExit();
            """));

    [Fact]
    public Task Fix_OnOneLine() => Fix<LateHandlerAnalyzer, AttachEarlierFix>(
        Source("tool.BeginOutputReadLine(); {|PSAFE714:tool.OutputDataReceived|} += OnLine;\ntool.WaitForExit();"),
        Source("tool.OutputDataReceived += OnLine;\ntool.BeginOutputReadLine();\ntool.WaitForExit();"));

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<LateHandlerAnalyzer, AttachEarlierFix>(
        """
        using System;
        using System.Diagnostics;

        var tool = Process.Start("tool");
        tool.EnableRaisingEvents = true;
        Console.WriteLine("started");
        {|PSAFE714:tool.Exited|} += (_, _) => Console.WriteLine("done");
        tool.WaitForExit();
        """,
        """
        using System;
        using System.Diagnostics;

        var tool = Process.Start("tool");
        tool.Exited += (_, _) => Console.WriteLine("done");
        tool.EnableRaisingEvents = true;
        Console.WriteLine("started");
        tool.WaitForExit();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("tool.BeginOutputReadLine(); string log = \"\"; {|PSAFE714:tool.OutputDataReceived|} += (_, e) => log += e.Data;")]
    [InlineData("string log; tool.BeginOutputReadLine(); log = \"\"; {|PSAFE714:tool.OutputDataReceived|} += (_, e) => log += e.Data;")]
    [InlineData("tool.BeginOutputReadLine(); _last = \"\"; {|PSAFE714:tool.OutputDataReceived|} += OnLine;")]
    [InlineData("tool.BeginOutputReadLine(); ++_count; {|PSAFE714:tool.OutputDataReceived|} += OnLine;")]
    [InlineData("tool.BeginOutputReadLine(); _count--; {|PSAFE714:tool.OutputDataReceived|} += OnLine;")]
    [InlineData("tool.BeginOutputReadLine(); _count++; {|PSAFE714:tool.OutputDataReceived|} += OnLine;")]
    [InlineData("tool.BeginOutputReadLine(); --_count; {|PSAFE714:tool.OutputDataReceived|} += OnLine;")]
    [InlineData("tool.BeginOutputReadLine(); Prepare(); {|PSAFE714:tool.OutputDataReceived|} += OnLine;")]
    [InlineData("tool.BeginOutputReadLine(); {|PSAFE714:tool.OutputDataReceived|} += Make();")]
    [InlineData("tool.BeginOutputReadLine(); if (lines.Count > 0) { {|PSAFE714:tool.OutputDataReceived|} += OnLine; }")]
    [InlineData("Use(tool.Id); { tool.BeginOutputReadLine(); } {|PSAFE714:tool.OutputDataReceived|} += Make();")]
    [InlineData("tool.BeginOutputReadLine(); var handler = Make(); {|PSAFE714:tool.OutputDataReceived|} += handler;")]
    [InlineData("tool.BeginOutputReadLine(); int n = 0; {|PSAFE714:tool.OutputDataReceived|} += Count; "
        + "void Count(object o, DataReceivedEventArgs e) => n++;")]
    public Task NoFix_WhereTheOrderMatters(string statements) => NoFix<LateHandlerAnalyzer, AttachEarlierFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Runner
        {
            private string _last = "";
            private int _count;

            void Go{{(statements.Contains("tool =") ? "(List<string?> lines)" : "(Process tool, List<string?> lines)")}}
            {
                {{statements.ReplaceLineEndings("\n        ").Replace("\n        \n", "\n\n")}}
            }

            private static void OnExit(object? sender, EventArgs e) { }
            private void OnLine(object sender, DataReceivedEventArgs e) => _last += e.Data;
            private static DataReceivedEventHandler Make() => (_, _) => { };
            private static void Prepare() { }
            private static void Use(object? value) { }
        }
        """;
}
