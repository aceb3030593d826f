using System;
using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary><see cref="WaitForExitFix"/>, <see cref="KillTreeFix"/>, <see cref="KillWhenCanceledFix"/>.</summary>
public sealed class ProcessEndFixTests : RuleTest
{
    [Fact]
    public Task Wait_AfterKill() => Wait(
        """
                p.Kill(); // at once
                return {|PSAFE710:p.ExitCode|};
        """,
        """
                p.Kill(); // at once
                p.WaitForExit();
                return p.ExitCode;
        """);

    [Fact]
    public Task Wait_AfterKill_WithoutBraces() => Wait(
        """
                if (!p.WaitForExit(1000))
                    p.Kill(); // late

                return {|PSAFE710:p.ExitCode|};
        """,
        """
                if (!p.WaitForExit(1000))
                {
                    p.Kill(); // late
                    p.WaitForExit();
                }

                return p.ExitCode;
        """);

    [Fact]
    public Task Wait_AfterKill_OfLines() => Wait(
        """
                p.BeginOutputReadLine();
                p.Kill();
                return {|PSAFE710:p.ExitCode|};
        """,
        """
                p.BeginOutputReadLine();
                p.Kill(entireProcessTree: true);
                p.WaitForExit();
                return p.ExitCode;
        """);

    [Fact]
    public Task Wait_AfterEachKill() => Wait(
        """
                if (p.Id > 9)
                {
                    p.Kill();
                }
                else
                {
                    p.WaitForExit(1000);
                }

                return {|PSAFE710:p.ExitCode|};
        """,
        """
                if (p.Id > 9)
                {
                    p.Kill();
                    p.WaitForExit();
                }
                else
                {
                    if (!p.WaitForExit(1000))
                    {
                        p.Kill(entireProcessTree: true);
                        p.WaitForExit();
                    }
                }

                return p.ExitCode;
        """);

    [Fact]
    public Task Wait_Timed() => Wait(
        """
                // a second
                p.WaitForExit(1000); // or so
                return {|PSAFE710:p.ExitCode|};
        """,
        """
                // a second
                if (!p.WaitForExit(1000)) // or so
                {
                    p.Kill(entireProcessTree: true);
                    p.WaitForExit();
                }
                return p.ExitCode;
        """);

    [Fact]
    public Task Wait_Discarded() => Wait(
        """
                _ = p.WaitForExit(TimeSpan.FromSeconds(1));

                return {|PSAFE710:p.ExitCode|};
        """,
        """
                if (!p.WaitForExit(TimeSpan.FromSeconds(1)))
                {
                    p.Kill(entireProcessTree: true);
                    p.WaitForExit();
                }

                return p.ExitCode;
        """);

    [Theory]
    [InlineData("bool ended = p.WaitForExit(1000);")]
    [InlineData("if (p.Id > 0) p.WaitForExit(1000); else p.WaitForExit();")]
    [InlineData("System.Action<Process> stop = static q => q.Kill(); stop(p);")]
    [InlineData("System.Action stop = () => p.Kill(); stop();")]
    public Task Wait_NotOffered(string cause) => NoFix<ProcessEndAnalyzer, WaitForExitFix>(
        Method("int", $"        {cause}\n        return {{|PSAFE710:p.ExitCode|}};"));

    [Fact]
    public Task Wait_FrameworkWithoutTrees() => Fix<ProcessEndAnalyzer, WaitForExitFix>(
        Method("int", "        p.WaitForExit(1000);\n        return {|PSAFE710:p.ExitCode|};"),
        Method(
            "int",
            "        if (!p.WaitForExit(1000))\n        {\n            p.Kill();\n            p.WaitForExit();\n        }\n        return "
                + "p.ExitCode;"),
        static test => test.ReferenceAssemblies = Frameworks.Net472);

    [Fact]
    public Task Tree_All() => Fix<ProcessEndAnalyzer, KillTreeFix>(
        Method(
            "void",
            """
                    p.BeginOutputReadLine();
                    if (!p.WaitForExit(1000))
                    {
                        {|PSAFE712:p.Kill(/* alone */)|};
                    }
                    else if (p.Id > 9)
                    {
                        {|PSAFE712:p.Kill(false)|};
                    }

                    p.WaitForExit();
            """),
        Method(
            "void",
            """
                    p.BeginOutputReadLine();
                    if (!p.WaitForExit(1000))
                    {
                        p.Kill(/* alone */entireProcessTree: true);
                    }
                    else if (p.Id > 9)
                    {
                        p.Kill(entireProcessTree: true);
                    }

                    p.WaitForExit();
            """));

    [Fact]
    public Task Tree_NotOfHelpers() => NoFix<ProcessEndAnalyzer, KillTreeFix>(
        Method(
            "void",
            "        p.BeginOutputReadLine();\n        {|PSAFE712:Stop(p)|};\n        p.WaitForExit();\n    }\n\n    static void "
                + "Stop(Process q)\n    {\n        q.Kill();"));

    [Fact]
    public Task Kill_InACatchOfItsOwn() => Kill(
        """
                // to its end
                await {|PSAFE724:q.WaitForExitAsync(token)|}.ConfigureAwait(false); // or not
                Console.WriteLine(q.ExitCode);
        """,
        """
                // to its end
                try
                {
                    await q.WaitForExitAsync(token).ConfigureAwait(false); // or not
                }
                catch (OperationCanceledException)
                {
                    q.Kill(entireProcessTree: true);
                    throw;
                }
                Console.WriteLine(q.ExitCode);
        """);

    [Fact]
    public Task Kill_InACatchOfItsOwn_ForTimeouts() => Kill(
        """
                Task exit = q.WaitForExitAsync();
                await {|PSAFE724:exit.WaitAsync(TimeSpan.FromSeconds(5))|};
        """,
        """
                Task exit = q.WaitForExitAsync();
                try
                {
                    await exit.WaitAsync(TimeSpan.FromSeconds(5));
                }
                catch (TimeoutException)
                {
                    q.Kill(entireProcessTree: true);
                    throw;
                }
        """);

    [Fact]
    public Task Kill_InACatchOfAll() => Kill(
        """
                await {|PSAFE724:q.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5), token)|};
        """,
        """
                try
                {
                    await q.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5), token);
                }
                catch
                {
                    q.Kill(entireProcessTree: true);
                    throw;
                }
        """);

    [Fact]
    public Task Kill_InTheCatchThatIsThere() => Kill(
        """
                try
                {
                    await {|PSAFE724:q.WaitForExitAsync(token)|};
                }
                catch (OperationCanceledException)
                {
                    Console.WriteLine("late");
                }
        """,
        """
                try
                {
                    await q.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    q.Kill(entireProcessTree: true);
                    Console.WriteLine("late");
                }
        """);

    [Fact]
    public Task Kill_InTheCatchThatIsThere_AndEmpty() => Kill(
        """
                try
                {
                    await {|PSAFE724:q.WaitForExitAsync(token)|};
                }
                catch (OperationCanceledException)
                {
                    // as asked
                }
        """,
        """
                try
                {
                    await q.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    q.Kill(entireProcessTree: true);
                    // as asked
                }
        """);

    [Fact]
    public Task Kill_BehindADelay() => Kill(
        """
                await {|PSAFE724:Task.WhenAny(q.WaitForExitAsync(), Task.Delay(5000))|};
                Console.WriteLine("done");
        """,
        """
                await Task.WhenAny(q.WaitForExitAsync(), Task.Delay(5000));
                if (!q.HasExited)
                {
                    q.Kill(entireProcessTree: true);
                }
                Console.WriteLine("done");
        """);

    [Fact]
    public Task Kill_WhenTheDelayWasFirst() => Kill(
        """
                Task exit = q.WaitForExitAsync();
                if (await {|PSAFE724:Task.WhenAny(exit, Task.Delay(5000))|} != exit)
                    throw new TimeoutException();
        """,
        """
                Task exit = q.WaitForExitAsync();
                if (await Task.WhenAny(exit, Task.Delay(5000)) != exit)
                {
                    q.Kill(entireProcessTree: true);
                    throw new TimeoutException();
                }
        """);

    [Theory]
    [InlineData("await {|PSAFE724:Wait(q, token)|};")]
    [InlineData("Task first = await {|PSAFE724:Task.WhenAny(q.WaitForExitAsync(), Task.Delay(5000))|};")]
    [InlineData("if (token.CanBeCanceled) await {|PSAFE724:q.WaitForExitAsync(token)|};")]
    public Task Kill_NotOffered(string wait) => NoFix<ProcessEndAnalyzer, KillWhenCanceledFix>(Async($"        {wait}"));

    private static Task Wait(string statements, string changed) =>
        Fix<ProcessEndAnalyzer, WaitForExitFix>(Method("int", statements), Method("int", changed));

    private static Task Kill(string statements, string changed) =>
        Fix<ProcessEndAnalyzer, KillWhenCanceledFix>(Async(statements), Async(changed));

    private static string Method(string result, string statements) =>
        $$"""
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static {{result}} End(Process p)
            {
        {{Indented(statements)}}
            }
        }
        """;

    private static string Async(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        public static class Runner
        {
            public static async Task Run(CancellationToken token)
            {
                using var q = Process.Start(new ProcessStartInfo("tool"))!;
        {{Indented(statements)}}
            }

            private static async Task Wait(Process q, CancellationToken stop) => await q.WaitForExitAsync(stop);
        }
        """;

    /// <summary>Raw strings take their indentation from their end.</summary>
    private static string Indented(string statements) =>
        statements.StartsWith("        ", StringComparison.Ordinal)
            ? statements
            : "        " + statements.Replace("\n", "\n        ", StringComparison.Ordinal)
                .Replace("\n        \n", "\n\n", StringComparison.Ordinal);
}
