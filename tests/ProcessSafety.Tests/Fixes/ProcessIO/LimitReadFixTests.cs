using System;
using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class LimitReadFixTests : RuleTest
{
    [Fact]
    public Task Fix_DroppedWait() => Fix(
        """
        // all of it
        string text = {|PSAFE722:p.StandardOutput.ReadToEnd()|}.Trim(); // at once
        p.WaitForExit(5000); // at most
        Use(text);
        """,
        """
        // all of it
        Task<string> outputTask = p.StandardOutput.ReadToEndAsync(); // at once
        if (!p.WaitForExit(5000)) // at most
        {
            p.Kill(entireProcessTree: true);
        }
        string text = outputTask.GetAwaiter().GetResult().Trim();
        Use(text);
        """);

    [Fact]
    public Task Fix_Awaited() => Fix(
        """
        var text = await {|PSAFE722:p.StandardError.ReadToEndAsync()|}.ConfigureAwait(false);
        if (!p.WaitForExit(5000))
        {
            p.Kill();
            throw new TimeoutException();
        }

        Use(text);
        """,
        """
        Task<string> errorTask = p.StandardError.ReadToEndAsync();
        if (!p.WaitForExit(5000))
        {
            p.Kill(entireProcessTree: true);
            throw new TimeoutException();
        }
        var text = await errorTask.ConfigureAwait(false);

        Use(text);
        """);

    [Fact]
    public Task Fix_Assigned() => Fix(
        """
        string text;
        text = {|PSAFE722:p.StandardOutput.ReadToEnd()|};
        Use("read");
        p.WaitForExit(5000);
        Use(text);
        """,
        """
        string text;
        Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
        Use("read");
        if (!p.WaitForExit(5000))
        {
            p.Kill(entireProcessTree: true);
        }
        text = outputTask.GetAwaiter().GetResult();
        Use(text);
        """);

    [Theory]
    [InlineData("string text = {|PSAFE722:p.StandardOutput.ReadToEnd()|}; Use(text); p.WaitForExit(5000);")]
    [InlineData("string text = {|PSAFE722:p.StandardOutput.ReadToEnd()|}; if (!p.WaitForExit(5000)) { Use(text); p.Kill(); }")]
    [InlineData("Use({|PSAFE722:p.StandardOutput.ReadToEnd()|}); p.WaitForExit(5000);")]
    [InlineData("string text = {|PSAFE722:p.StandardOutput.ReadToEnd()|}; bool ended = p.WaitForExit(5000); Use(ended); Use(text);")]
    [InlineData("string text = {|PSAFE722:p.StandardOutput.ReadToEnd()|}; if (!p.WaitForExit(5000)) throw new TimeoutException(text);")]
    [InlineData("while ({|PSAFE722:p.StandardOutput.ReadLine()|} is { } line) { Use(line); } p.WaitForExit(5000);")]
    [InlineData("string text = {|PSAFE722:p.StandardOutput.ReadToEnd()|}; if (p.Id > 0) { p.WaitForExit(5000); } Use(text);")]
    public Task NotOffered(string statements) => NoFix<OutputReadAnalyzer, LimitReadFix>(Source(statements));

    private static Task Fix(string statements, string changed) =>
        Fix<OutputReadAnalyzer, LimitReadFix>(Source(statements), Source(changed));

    private static string Indented(string statements) => statements.Replace("\n", "\n        ", StringComparison.Ordinal)
        .Replace("\n        \n", "\n\n", StringComparison.Ordinal);

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        public static class Runner
        {
            public static async Task Run(Process p)
            {
                {{Indented(statements)}}
                await Task.Yield();
            }

            private static void Use(object? value) => Console.WriteLine(value);
        }
        """;
}
