using System;
using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class WaitForLinesFixTests : RuleTest
{
    [Fact]
    public Task Fix_Lambda() => Fix(
        """
        p.Exited += (_, _) =>
        {
            // the end
            Use({|PSAFE721:s.ToString()|});
        };
        """,
        """
        p.Exited += (_, _) =>
        {
            p.WaitForExit();
            // the end
            Use(s.ToString());
        };
        """);

    [Fact]
    public Task Fix_ExpressionLambda() => Fix(
        """
        p.Exited += (_, _) => Use({|PSAFE721:s.ToString()|}); // once
        """,
        """
        p.Exited += (_, _) =>
        {
            p.WaitForExit();
            Use(s.ToString());
        }; // once
        """);

    [Fact]
    public Task Fix_LocalFunction() => Fix(
        """
        p.Exited += Done;

        void Done(object? sender, EventArgs e)
        {
            Use({|PSAFE721:s.ToString()|});
        }
        """,
        """
        p.Exited += Done;

        void Done(object? sender, EventArgs e)
        {
            ((Process)sender!).WaitForExit();
            Use(s.ToString());
        }
        """);

    [Fact]
    public Task Fix_CompletedTask() => Fix(
        """
        var done = new TaskCompletionSource();
        p.Exited += (_, _) => done.TrySetResult();
        {|PSAFE721:done.Task.Wait()|};
        Use(s.ToString());
        """,
        """
        var done = new TaskCompletionSource();
        p.Exited += (_, _) =>
        {
            p.WaitForExit();
            done.TrySetResult();
        };
        done.Task.Wait();
        Use(s.ToString());
        """);

    [Fact]
    public Task Fix_Loop() => Fix(
        """
        while (!{|PSAFE721:p.HasExited|})
            Thread.Sleep(10); // a while

        Use(s.ToString());
        """,
        """
        while (!p.HasExited)
            Thread.Sleep(10); // a while
        p.WaitForExit();

        Use(s.ToString());
        """);

    [Fact]
    public Task Fix_Method() => Fix<LostLinesAnalyzer, WaitForLinesFix>(Runner(string.Empty, "{|PSAFE721:_lines.Count|}"), Runner(
        "        ((Process)sender!).WaitForExit();\n", "_lines.Count"));

    [Theory]
    [InlineData("p.Exited += static (_, _) => Use({|PSAFE721:s_all.Length|}); p.OutputDataReceived += (_, e) => s_all.AppendLine(e.Data);")]
    [InlineData("void Done(object? _, EventArgs e) { Use({|PSAFE721:s.ToString()|}); } p.Exited += Done;")]
    [InlineData("SpinWait.SpinUntil(() => {|PSAFE721:p.HasExited|}); Use(s.ToString());")]
    [InlineData("while (!{|PSAFE721:p.HasExited|}) { if (s.Capacity > 9) break; } Use(s.ToString());")]
    [InlineData("int i = 0; while (!{|PSAFE721:p.HasExited|} && i++ < 100) { Thread.Sleep(10); } Use(s.ToString());")]
    [InlineData(
        "var q = new System.Collections.Generic.Queue<string?>(); p.ErrorDataReceived += (_, e) => q.Enqueue(e.Data); "
            + "p.BeginErrorReadLine(); while (!{|PSAFE721:p.HasExited|}) { while (q.TryDequeue(out string? line)) Use(line); }")]
    public Task NotOffered(string statements) => NoFix<LostLinesAnalyzer, WaitForLinesFix>(Source(statements));

    private static Task Fix(string statements, string changed) =>
        Fix<LostLinesAnalyzer, WaitForLinesFix>(Source(statements), Source(changed));

    private static string Indented(string statements) => statements.Replace("\n", "\n        ", StringComparison.Ordinal)
        .Replace("\n        \n", "\n\n", StringComparison.Ordinal);

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        public static class Runner
        {
            private static readonly StringBuilder s_all = new();

            public static void Run(Process p)
            {
                var s = new StringBuilder();
                p.OutputDataReceived += (_, e) => s.AppendLine(e.Data);
                p.BeginOutputReadLine();
                p.EnableRaisingEvents = true;
                {{Indented(statements)}}
            }

            private static void Use(object? value) => Console.WriteLine(value);
        }
        """;

    private static string Runner(string wait, string count) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        public sealed class Runner
        {
            private readonly Process _tool = new();
            private readonly List<string?> _lines = new();

            public void Start()
            {
                _tool.OutputDataReceived += (_, e) => _lines.Add(e.Data);
                _tool.Exited += OnExit;
                _tool.EnableRaisingEvents = true;
                _tool.Start();
                _tool.BeginOutputReadLine();
            }

            private void OnExit(object? sender, EventArgs e)
            {
        {{wait}}        Console.WriteLine({{count}});
            }
        }
        """;
}
