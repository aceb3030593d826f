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

    /// <summary>Other callers would lose what the lock guards.</summary>
    [Theory]
    [InlineData("OnExit(null, EventArgs.Empty);", "{|PSAFE801:lock (s_gate)|}\n{\nConsole.WriteLine();\n}")]
    [InlineData("Flush();", "{|PSAFE801:Flush()|};")]
    public Task NoFix_WhereOthersRunIt(string main, string handler) => NoFix<BlockingExitHandlerAnalyzer, BoundedLockFix>(
        $$"""
        using System;

        static class Log
        {
            static readonly object s_gate = new();

            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                {{main}}
            }

            static void OnExit(object? sender, EventArgs e)
            {
                {{handler}}
            }

            static void Flush()
            {
                lock (s_gate)
                {
                    Console.WriteLine();
                }
            }

            static void Fatal()
            {
                lock (s_gate)
                    Environment.Exit(1);
            }
        }
        """);

    /// <summary>PSAFE808: a lock that nobody holds around an exit.</summary>
    [Fact]
    public Task Lock_ThatOthersHold() => Fix<BlockingExitHandlerAnalyzer, BoundedLockFix>(
        """
        using System;
        using System.Collections.Generic;
        using System.Threading;

        static class Log
        {
            static readonly object s_gate = new();
            static readonly List<string> s_lines = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e) => {|PSAFE808:Flush()|};

            static void Flush()
            {
                lock (s_gate)
                {
                    s_lines.Clear();
                }
            }

            static void Write(string line)
            {
                lock (s_gate)
                {
                    s_lines.Add(line);
                }
            }
        }
        """,
        """
        using System;
        using System.Collections.Generic;
        using System.Threading;

        static class Log
        {
            static readonly object s_gate = new();
            static readonly List<string> s_lines = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e) => Flush();

            static void Flush()
            {
                if (Monitor.TryEnter(s_gate, TimeSpan.FromSeconds(5)))
                {
                    try
                    {
                        s_lines.Clear();
                    }
                    finally
                    {
                        Monitor.Exit(s_gate);
                    }
                }
            }

            static void Write(string line)
            {
                lock (s_gate)
                {
                    s_lines.Add(line);
                }
            }
        }
        """);

    [Fact]
    public Task Lock_OnOneLine() => Fix<BlockingExitHandlerAnalyzer, BoundedLockFix>(
        OneLine("{|PSAFE801:lock (s_gate)|} { Console.WriteLine(\"flushed\"); /* all */ } // let go"),
        OneLine(
            """
            if (Monitor.TryEnter(s_gate, TimeSpan.FromSeconds(5)))
                    {
                        try
                        {
                            Console.WriteLine("flushed"); /* all */
                        }
                        finally
                        {
                            Monitor.Exit(s_gate);
                        }
                    } // let go
            """));

    private static string OneLine(string statement) =>
        $$"""
        using System;
        using System.Threading;

        static class Log
        {
            static readonly object s_gate = new();

            static void Register() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e)
            {
                {{statement}}
            }

            static void Fatal()
            {
                lock (s_gate)
                    Environment.Exit(1);
            }
        }
        """;

    [NewerSyntaxFact(csharp: 13)]
    public Task Lock_OfItsOwnType() => Fix<BlockingExitHandlerAnalyzer, BoundedLockFix>(
        OfLock(
            """
            {|PSAFE801:lock (s_gate)|}
                        {
                            Console.WriteLine("flushed");
                        }
            """),
        OfLock(
            """
            if (s_gate.TryEnter(TimeSpan.FromSeconds(5)))
                        {
                            try
                            {
                                Console.WriteLine("flushed");
                            }
                            finally
                            {
                                s_gate.Exit();
                            }
                        }
            """));

    private static string OfLock(string handler) =>
        $$"""
        using System;
        using System.Threading;

        static class Log
        {
            static readonly Lock s_gate = new();

            static void Register()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                {
                    {{handler}}
                };
            }

            static void Fatal()
            {
                lock (s_gate)
                {
                    Environment.Exit(1);
                }
            }
        }
        """;

    [Theory]
    [InlineData("{|PSAFE801:Shared()|};")]
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

            static void Shared()
            {
                lock (s_gate) { }
            }

            static void Fatal()
            {
                Shared();
                lock (s_gate)
                    Environment.Exit(1);
            }
        }
        """);
}
