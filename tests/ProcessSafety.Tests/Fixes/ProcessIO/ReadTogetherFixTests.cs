using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class ReadTogetherFixTests : RuleTest
{
    [Fact]
    public Task Fix_Sync() => Fix(
        """
            static string Run(Process p)
            {
                string output = {|PSAFE702:p.StandardOutput.ReadToEnd()|};
                string error = p.StandardError.ReadToEnd();
                p.WaitForExit();
                return output + error;
            }
        """,
        """
            static string Run(Process p)
            {
                Task<string> errorTask = p.StandardError.ReadToEndAsync();
                string output = p.StandardOutput.ReadToEnd();
                string error = errorTask.GetAwaiter().GetResult();
                p.WaitForExit();
                return output + error;
            }
        """);

    [Fact]
    public Task Fix_Async() => Fix(
        """
            static async Task<string> Run(Process p, CancellationToken token)
            {
                string output = await {|PSAFE702:p.StandardOutput.ReadToEndAsync(token)|};
                string error = await p.StandardError.ReadToEndAsync(token);
                await p.WaitForExitAsync(token);
                return output + error;
            }
        """,
        """
            static async Task<string> Run(Process p, CancellationToken token)
            {
                Task<string> errorTask = p.StandardError.ReadToEndAsync(token);
                string output = await p.StandardOutput.ReadToEndAsync(token);
                string error = await errorTask;
                await p.WaitForExitAsync(token);
                return output + error;
            }
        """);

    [Fact]
    public Task Fix_OneExpression_AndALoop() => Fix(
        """
            static string Run(Process p, Process q)
            {
                while ({|PSAFE702:q.StandardOutput.ReadLine()|} is { } line)
                    Use(line);
                Use(q.StandardError.ReadToEnd());
                return {|PSAFE702:p.StandardOutput.ReadToEnd()|} + p.StandardError.ReadToEnd();
            }
        """,
        """
            static string Run(Process p, Process q)
            {
                Task<string> errorTask = q.StandardError.ReadToEndAsync();
                while (q.StandardOutput.ReadLine() is { } line)
                    Use(line);
                Use(errorTask.GetAwaiter().GetResult());
                Task<string> errorTask2 = p.StandardError.ReadToEndAsync();
                return p.StandardOutput.ReadToEnd() + errorTask2.GetAwaiter().GetResult();
            }
        """);

    [Theory]
    [InlineData(
        "static void Run(Process p) { Use({|PSAFE702:p.StandardOutput.ReadToEnd()|}); while (p.StandardError.ReadLine() is { } "
            + "line) Use(line); }")]
    [InlineData(
        "static void Run(Process p, bool capture) { Use({|PSAFE702:p.StandardOutput.ReadToEnd()|}); "
            + "if (capture) Use(p.StandardError.ReadToEnd()); }")]
    public Task NoFix_WhereAReadCannotBeginEarly(string members) =>
        NoFix<WaitBeforeReadAnalyzer, ReadTogetherFix>(ProcessSource.Of(members));

    private static Task Fix(string members, string fixedMembers) =>
        Fix<WaitBeforeReadAnalyzer, ReadTogetherFix>(ProcessSource.Of(members), ProcessSource.Of(fixedMembers));
}
