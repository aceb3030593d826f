using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class BoundedLockFixTests : RuleTest
{
    [Fact]
    public Task Lock_OfTheHandler() => Fix<BlockingExitHandlerAnalyzer, BoundedLockFix>(
        """
        using System;

        static class Log
        {
            static readonly object s_gate = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e)
            {
                // The last lines.
                {|PSAFE801:lock (s_gate)|}
                {
                    if (sender is null)
                        return; // nobody asks

                    Console.WriteLine("flushed");
                }

                Console.WriteLine("done");
            }

            static void Fatal()
            {
                lock (s_gate)
                    Environment.Exit(1);
            }
        }
        """,
        """
        using System;
        using System.Threading;

        static class Log
        {
            static readonly object s_gate = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e)
            {
                // The last lines.
                if (Monitor.TryEnter(s_gate, TimeSpan.FromSeconds(5)))
                {
                    try
                    {
                        if (sender is null)
                            return; // nobody asks

                        Console.WriteLine("flushed");
                    }
                    finally
                    {
                        Monitor.Exit(s_gate);
                    }
                }

                Console.WriteLine("done");
            }

            static void Fatal()
            {
                lock (s_gate)
                    Environment.Exit(1);
            }
        }
        """);

    [Theory]
    [InlineData("{|PSAFE801:Flush()|};")]
    [InlineData("{|PSAFE801:lock (s_gate)|} { }")]
    [InlineData("int lines;\n{|PSAFE801:lock (s_gate)|}\n{\nlines = 1;\n}\nConsole.WriteLine(lines);")]
    [InlineData("{|PSAFE801:lock (s_gate)|}\n{\nthrow new InvalidOperationException();\n}")]
    [InlineData("{|PSAFE801:lock (s_gate)|}\n{\nConsole.WriteLine(@\"two\nlines\");\n}")]
    public Task NoFix_WhereOtherCodeNeedsTheStatement(string statements) => NoFix<BlockingExitHandlerAnalyzer, BoundedLockFix>(
        $$"""
        using System;

        static class Log
        {
            static readonly object s_gate = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                {{statements}}
            };

            static void Flush()
            {
                lock (s_gate) { }
            }

            static void Fatal()
            {
                lock (s_gate)
                    Environment.Exit(1);
            }
        }
        """);
}
