using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class ExitCodeFixTests : RuleTest
{
    [Theory]
    [InlineData("(_, _) => {|PSAFE802:Environment.Exit(1)|}", "(_, _) => Environment.ExitCode = 1")]
    [InlineData(
        "(_, _) => { {|PSAFE802:System.Environment.Exit( /* bad */ Code())|}; /* end */ }",
        "(_, _) => { System.Environment.ExitCode = /* bad */ Code(); /* end */ }")]
    [InlineData("(_, _) => { {|PSAFE802:Environment.Exit(exitCode: 1)|}; return; }", "(_, _) => { Environment.ExitCode = 1; return; }")]
    [InlineData(
        "(_, _) => { try { Code(); } catch (Exception) { {|PSAFE802:Environment.Exit(1)|}; } }",
        "(_, _) => { try { Code(); } catch (Exception) { Environment.ExitCode = 1; } }")]
    [InlineData(
        "(_, _) => { if (Code() > 0) { {|PSAFE802:Environment.Exit(1)|}; } Code(); }",
        "(_, _) => { if (Code() > 0) { Environment.ExitCode = 1; return; } Code(); }")]
    [InlineData(
        "(_, _) => { if (Code() > 0) {|PSAFE802:Environment.Exit(1)|}; Code(); }",
        "(_, _) => { if (Code() > 0) { Environment.ExitCode = 1; return; } Code(); }")]
    [InlineData(
        "(_, _) => { for (int i = 0; i < Code(); i++) { if (Code() > i) { {|PSAFE802:Environment.Exit(i)|}; } } Code(); }",
        "(_, _) => { for (int i = 0; i < Code(); i++) { if (Code() > i) { Environment.ExitCode = i; return; } } Code(); }")]
    [InlineData(
        "(_, _) => { foreach (int i in new[] { Code() }) { {|PSAFE802:Environment.Exit(i)|}; } Code(); }",
        "(_, _) => { foreach (int i in new[] { Code() }) { Environment.ExitCode = i; return; } Code(); }")]
    [InlineData(
        "(_, _) => { try { {|PSAFE802:Environment.Exit(1)|}; } catch (Exception) { } Code(); }",
        "(_, _) => { try { Environment.ExitCode = 1; return; } catch (Exception) { } Code(); }")]
    [InlineData(
        "(_, _) => { switch (Code()) { case 0: {|PSAFE802:Environment.Exit(1)|}; break; } }",
        "(_, _) => { switch (Code()) { case 0: Environment.ExitCode = 1; break; } }")]
    public Task Exit_InALambda(string handler, string expected) =>
        Fix<ExitInExitHandlerAnalyzer, ExitCodeFix>(Program(handler), Program(expected));

    /// <summary>What is written into one file moves no place of another, whichever of them is edited first.</summary>
    [Fact]
    public Task Exit_InTwoFiles()
    {
        const string Before = "(_, _) => {|PSAFE802:Environment.Exit(1)|}";
        const string After = "(_, _) => Environment.ExitCode = 1";
        string first = Program($"{Before}; static void Again() => AppDomain.CurrentDomain.ProcessExit += {Before}");
        string last = Program($"{After}; static void Again() => AppDomain.CurrentDomain.ProcessExit += {After}");
        return Fix<ExitInExitHandlerAnalyzer, ExitCodeFix>([first, Other(first)], [last, Other(last)]);

        static string Other(string program) => program.Replace("class Program", "class AnotherProgram");
    }

    /// <summary>After the edit the program would go on where it ended: it is called, from another file too, or runs on Ctrl+C.</summary>
    [Theory]
    [InlineData("OnExit(null, EventArgs.Empty);", "")]
    [InlineData("Other.Leave();", "Program.OnExit(null, EventArgs.Empty)")]
    [InlineData("Console.CancelKeyPress += OnExit;", "")]
    [InlineData("EventHandler leave = OnExit; leave(null, EventArgs.Empty);", "")]
    public Task MethodThatOthersRunToo_HasNoFix(string main, string leave) => NoFix<ExitInExitHandlerAnalyzer, ExitCodeFix>(
        $$"""
        using System;

        class Program
        {
            static void Main(string[] args)
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                if (args.Length == 0)
                {
                    {{main}}
                }
            }

            internal static void OnExit(object? sender, EventArgs e) => {|PSAFE802:Environment.Exit(1)|};
        }
        """,
        $$"""
        using System;

        static class Other
        {
            public static void Leave() => {{(leave.Length > 0 ? leave : "Console.WriteLine()")}};
        }
        """);

    [Fact]
    public Task HandlerThatIsTakenBack_HasTheFix() => Fix<ExitInExitHandlerAnalyzer, ExitCodeFix>(
        """
        using System;

        class Program
        {
            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                Console.ReadLine();
                AppDomain.CurrentDomain.ProcessExit -= OnExit;
            }

            static void OnExit(object? sender, EventArgs e) => {|PSAFE802:Environment.Exit(1)|};
        }
        """,
        """
        using System;

        class Program
        {
            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                Console.ReadLine();
                AppDomain.CurrentDomain.ProcessExit -= OnExit;
            }

            static void OnExit(object? sender, EventArgs e) => Environment.ExitCode = 1;
        }
        """);

    [Fact]
    public Task Exit_OnLinesOfItsOwn() => Fix<ExitInExitHandlerAnalyzer, ExitCodeFix>(
        """
        using System;

        class Program
        {
            static void Main() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e)
            {
                if (Environment.ExitCode == 0)
                    {|PSAFE802:Environment.Exit(1)|}; // nothing was done

                if (sender is null)
                {
                    Console.WriteLine("failed");
                    {|PSAFE802:Environment.Exit(2)|};
                }

                Console.WriteLine("done");
                {|PSAFE802:Environment.Exit(0)|};
            }
        }
        """,
        """
        using System;

        class Program
        {
            static void Main() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            static void OnExit(object? sender, EventArgs e)
            {
                if (Environment.ExitCode == 0)
                {
                    Environment.ExitCode = 1; // nothing was done
                    return;
                }

                if (sender is null)
                {
                    Console.WriteLine("failed");
                    Environment.ExitCode = 2;
                    return;
                }

                Console.WriteLine("done");
                Environment.ExitCode = 0;
            }
        }
        """);

    [Theory]
    [InlineData("(_, _) => {|PSAFE802:Fail()|}")]
    [InlineData("(_, _) => { {|PSAFE802:Environment.Exit(1)|}; Code(); }")]
    [InlineData("(_, _) => { { {|PSAFE802:Environment.Exit(1)|}; } Code(); }")]
    [InlineData("(_, _) => { for (int i = 0; i < 9; i++) { {|PSAFE802:Environment.Exit(i)|}; } }")]
    [InlineData("(_, _) => { try { Code(); } finally { {|PSAFE802:Environment.Exit(1)|}; } Code(); }")]
    [InlineData("(_, _) => { lock (s_gate) { if (Code() > 1) { return; } else { {|PSAFE802:Environment.Exit(1)|}; } } Code(); }")]
    [InlineData("(_, _) => { void Leave() => {|PSAFE802:Environment.Exit(1)|}; Leave(); }")]
    public Task NoFix_WhereOtherCodeWouldRunOrNot(string handler) => NoFix<ExitInExitHandlerAnalyzer, ExitCodeFix>(Program(handler));

    private static string Program(string handler) =>
        $$"""
        using System;

        class Program
        {
            static void Main() => AppDomain.CurrentDomain.ProcessExit += {{handler}};

            static readonly object s_gate = new();

            static int Code() => 1;

            static void Fail() => Environment.Exit(1);
        }
        """;
}
