using System.Threading.Tasks;
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
                if (p.WaitForExit(5000))
                    p.WaitForExit(); // or so
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
                    p.WaitForExit();
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
                    p.WaitForExit();

                Use(s);
        """);

    [Theory]
    [InlineData("        Use({|PSAFE708:p.WaitForExit(5000)|});\n        Use(s);")]
    [InlineData("        if ({|PSAFE708:p.WaitForExit(5000)|} && s.Length > 0)\n            Use(s);")]
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
