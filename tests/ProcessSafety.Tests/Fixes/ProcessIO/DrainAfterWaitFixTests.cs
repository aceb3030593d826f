using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class DrainAfterWaitFixTests : RuleTest
{
    [Fact]
    public Task Fix_Statement() => Fix(
        """
                // five seconds
                {|PSAFE708:p.WaitForExit(5000)|}; // or so
                Use(s);
        """,
        """
                // five seconds
                if (p.WaitForExit(5000)) // or so
                {
                    p.WaitForExitAsync().Wait(5000);
                }
                Use(s);
        """);

    [Fact]
    public Task Fix_Condition() => Fix(
        """
                if ({|PSAFE708:p.WaitForExit(5000)|})
                {
                    Use(s);
                }
        """,
        """
                if (p.WaitForExit(5000))
                {
                    p.WaitForExitAsync().Wait(5000);
                    Use(s);
                }
        """);

    [Fact]
    public Task Fix_Condition_WithoutBraces() => Fix(
        """
                if ({|PSAFE708:p.WaitForExit(TimeSpan.FromSeconds(5))|})
                    Use(s);
        """,
        """
                if (p.WaitForExit(TimeSpan.FromSeconds(5)))
                {
                    p.WaitForExitAsync().Wait(TimeSpan.FromSeconds(5));
                    Use(s);
                }
        """);

    [Fact]
    public Task Fix_NegatedCondition() => Fix(
        """
                if (!{|PSAFE708:p.WaitForExit(5000)|})
                {
                    p.Kill();
                }

                Use(s);
        """,
        """
                if (!p.WaitForExit(5000))
                {
                    p.Kill();
                }
                else
                {
                    p.WaitForExitAsync().Wait(5000);
                }

                Use(s);
        """);

    [Fact]
    public Task Fix_NegatedCondition_ThatLeaves() => Fix(
        """
                if (!{|PSAFE708:p.WaitForExit(5000)|})
                {
                    p.Kill();
                    return;
                }

                Use(s);
        """,
        """
                if (!p.WaitForExit(5000))
                {
                    p.Kill();
                    return;
                }
                p.WaitForExitAsync().Wait(5000);

                Use(s);
        """);

    [Fact]
    public Task Fix_Else() => Fix(
        """
                if (!{|PSAFE708:p.WaitForExit(5000)|})
                    p.Kill();
                else
                    Use(s);
        """,
        """
                if (!p.WaitForExit(5000))
                    p.Kill();
                else
                {
                    p.WaitForExitAsync().Wait(5000);
                    Use(s);
                }
        """);

    [Fact]
    public Task Fix_Result() => Fix(
        """
                bool exited = {|PSAFE708:p.WaitForExit(5000)|};
                Use(exited ? s : null);
        """,
        """
                bool exited = p.WaitForExit(5000);
                if (exited)
                {
                    p.WaitForExitAsync().Wait(5000);
                }
                Use(exited ? s : null);
        """);

    [Fact]
    public Task Fix_NegatedResult() => Fix(
        """
                bool late;
                late = !{|PSAFE708:p.WaitForExit(5000)|};
                Use(late ? null : s);
        """,
        """
                bool late;
                late = !p.WaitForExit(5000);
                if (!late)
                {
                    p.WaitForExitAsync().Wait(5000);
                }
                Use(late ? null : s);
        """);

    [Fact]
    public Task Fix_Loop() => Fix(
        """
                while (!{|PSAFE708:p.WaitForExit(100)|})
                {
                    Use(".");
                }

                Use(s);
        """,
        """
                while (!p.WaitForExit(100))
                {
                    Use(".");
                }
                p.WaitForExitAsync().Wait(1000);

                Use(s);
        """);

    /// <summary>A slice of the time is too short for the lines.</summary>
    [Fact]
    public Task Fix_Slices() => Fix(
        """
                for (int i = 0; i < 20; i++)
                {
                    if ({|PSAFE708:p.WaitForExit(i)|})
                        break; // ended
                }

                Use(s);
        """,
        """
                for (int i = 0; i < 20; i++)
                {
                    if (p.WaitForExit(i))
                    {
                        p.WaitForExitAsync().Wait(1000);
                        break; // ended
                    }
                }

                Use(s);
        """);

    /// <summary>.NET Framework has no WaitForExitAsync.</summary>
    [Fact]
    public Task Fix_OldFramework() => Fix<LostLinesAnalyzer, DrainAfterWaitFix>(
        """
        using System.Diagnostics;
        using System.Text;

        static class Ping
        {
            static string Run(Process ping)
            {
                var lines = new StringBuilder();
                ping.OutputDataReceived += (sender, e) => lines.AppendLine(e.Data);
                ping.BeginOutputReadLine();
                bool exited = {|PSAFE708:ping.WaitForExit(5000)|};
                return exited ? lines.ToString() : null;
            }
        }
        """,
        """
        using System.Diagnostics;
        using System.Text;
        using System.Threading.Tasks;

        static class Ping
        {
            static string Run(Process ping)
            {
                var lines = new StringBuilder();
                ping.OutputDataReceived += (sender, e) => lines.AppendLine(e.Data);
                ping.BeginOutputReadLine();
                bool exited = ping.WaitForExit(5000);
                if (exited)
                {
                    Task.Run(() => ping.WaitForExit()).Wait(5000);
                }
                return exited ? lines.ToString() : null;
            }
        }
        """,
        static test =>
        {
            test.ReferenceAssemblies = Frameworks.Net472;
            test.LanguageVersion = LanguageVersion.CSharp7_3;
        });

    [Theory]
    [InlineData("        Use({|PSAFE708:p.WaitForExit(5000)|});\n        Use(s);")]
    [InlineData("        if ({|PSAFE708:p.WaitForExit(5000)|} && s.Length > 0)\n            Use(s);")]
    [InlineData("        if ({|PSAFE708:p.WaitForExit(s.Capacity++)|})\n            Use(s);")]
    public Task NoFix_WithinAnExpression(string statements) => NoFix<LostLinesAnalyzer, DrainAfterWaitFix>(Source(statements));

    private static Task Fix(string statements, string fixedStatements) =>
        Fix<LostLinesAnalyzer, DrainAfterWaitFix>(Source(statements), Source(fixedStatements));

    private static string Source(string statements) => ProcessSource.Of(
        $$"""
        static void Run(Process p)
            {
                var s = new StringBuilder();
                p.OutputDataReceived += (_, e) => s.AppendLine(e.Data);
                p.BeginOutputReadLine();
        {{statements}}
            }
        """);
}
