using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class ReadBeforeWaitFixTests : RuleTest
{
    [Fact]
    public Task Fix_OneStream() => Fix(
        """
            static string Run(Process p)
            {
                // The tool is quick.
                {|PSAFE701:p.WaitForExit()|};

                return p.StandardOutput.ReadToEnd().Trim();
            }
        """,
        """
            static string Run(Process p)
            {
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                // The tool is quick.
                p.WaitForExit();

                return outputTask.GetAwaiter().GetResult().Trim();
            }
        """);

    [Fact]
    public Task Fix_TwoStreams_KeepsTheTimeout() => Fix(
        """
            static string Run(ProcessStartInfo info)
            {
                using var p = Process.Start(info)!;
                if (!{|PSAFE701:p.WaitForExit(5000)|})
                {
                    p.Kill();
                    return "";
                }

                string output = p.StandardOutput.ReadToEnd();
                string error = p.StandardError.ReadToEnd();
                return p.ExitCode == 0 ? output : error;
            }
        """,
        """
            static string Run(ProcessStartInfo info)
            {
                using var p = Process.Start(info)!;
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                Task<string> errorTask = p.StandardError.ReadToEndAsync();
                if (!p.WaitForExit(5000))
                {
                    p.Kill();
                    return "";
                }

                string output = outputTask.GetAwaiter().GetResult();
                string error = errorTask.GetAwaiter().GetResult();
                return p.ExitCode == 0 ? output : error;
            }
        """);

    [Fact]
    public Task Fix_Async_PassesTheTokenOn() => Fix(
        """
            static async Task<string> Run(Process p, CancellationToken token)
            {
                await {|PSAFE701:p.WaitForExitAsync(token)|}.ConfigureAwait(false);
                string output = await p.StandardOutput.ReadToEndAsync(token).ConfigureAwait(false);
                string error = p.StandardError.ReadToEnd().Trim();
                return output + error;
            }
        """,
        """
            static async Task<string> Run(Process p, CancellationToken token)
            {
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync(token);
                Task<string> errorTask = p.StandardError.ReadToEndAsync();
                await p.WaitForExitAsync(token).ConfigureAwait(false);
                string output = await outputTask.ConfigureAwait(false);
                string error = (await errorTask.ConfigureAwait(false)).Trim();
                return output + error;
            }
        """);

    [Fact]
    public Task Fix_ReaderDeclaredAfterTheWait_AndTakenName() => Fix(
        """
            static string Run(Process p)
            {
                int outputTask = 1;
                while (!{|PSAFE701:p.HasExited|})
                    Thread.Sleep(outputTask);
                using (var reader = p.StandardOutput)
                {
                    return reader.ReadToEnd();
                }
            }
        """,
        """
            static string Run(Process p)
            {
                int outputTask = 1;
                Task<string> outputTask2 = p.StandardOutput.ReadToEndAsync();
                while (!p.HasExited)
                    Thread.Sleep(outputTask);
                using (var reader = p.StandardOutput)
                {
                    return outputTask2.GetAwaiter().GetResult();
                }
            }
        """);

    [Fact]
    public Task Fix_ReadOnlyOnFailure() => Fix(
        """
            static void Run(Process p)
            {
                {|PSAFE701:p.WaitForExit()|};
                if (p.ExitCode != 0)
                    throw new Exception(p.StandardError.ReadToEnd());
            }
        """,
        """
            static void Run(Process p)
            {
                Task<string> errorTask = p.StandardError.ReadToEndAsync();
                p.WaitForExit();
                if (p.ExitCode != 0)
                    throw new Exception(errorTask.GetAwaiter().GetResult());
            }
        """);

    [Fact]
    public Task Fix_Loop_MovesTheWait() => Fix(
        """
            static void Run(Process p)
            {
                {|PSAFE701:p.WaitForExit()|}; // done
                while (p.StandardOutput.ReadLine() is { } line)
                    Use(line);
                Use(p.ExitCode);
            }
        """,
        """
            static void Run(Process p)
            {
                while (p.StandardOutput.ReadLine() is { } line)
                    Use(line);
                p.WaitForExit(); // done
                Use(p.ExitCode);
            }
        """);

    [Fact]
    public Task Fix_ReadInACallee_MovesTheWait() => Fix(
        """
            static async Task Run(Process p)
            {
                p.Start();
                await {|PSAFE701:p.WaitForExitAsync()|}.ConfigureAwait(false);
                Drain(p.StandardOutput);
            }

            static void Drain(StreamReader reader) => Use(reader.ReadToEnd());
        """,
        """
            static async Task Run(Process p)
            {
                p.Start();
                Drain(p.StandardOutput);
                await p.WaitForExitAsync().ConfigureAwait(false);
            }

            static void Drain(StreamReader reader) => Use(reader.ReadToEnd());
        """);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(
        """
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        using Process p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        {|PSAFE701:p.WaitForExit()|};
        Console.WriteLine(p.StandardOutput.ReadToEnd());
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        using Process p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
        p.WaitForExit();
        Console.WriteLine(outputTask.GetAwaiter().GetResult());
        """,
        test => test.TestState.OutputKind = test.FixedState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_BodyOnOneLine() => Fix(
        """
            static string Run(Process p) { {|PSAFE701:p.WaitForExit()|}; return p.StandardOutput.ReadToEnd(); }
        """,
        """
            static string Run(Process p)
            {
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                p.WaitForExit();
                return outputTask.GetAwaiter().GetResult();
            }
        """);

    /// <summary>Right behind the start, so that what is written between finds a reader too.</summary>
    [Fact]
    public Task Fix_AfterTheStart() => Fix(
        """
            static string Run(ProcessStartInfo info, string text)
            {
                using var p = Process.Start(info)!;

                // The question.
                p.StandardInput.Write(text);
                p.StandardInput.Close();
                {|PSAFE701:p.WaitForExit()|};
                return p.StandardOutput.ReadToEnd();
            }
        """,
        """
            static string Run(ProcessStartInfo info, string text)
            {
                using var p = Process.Start(info)!;
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();

                // The question.
                p.StandardInput.Write(text);
                p.StandardInput.Close();
                p.WaitForExit();
                return outputTask.GetAwaiter().GetResult();
            }
        """);

    [Fact]
    public Task Fix_AfterTheStart_OutsideOfATry() => Fix(
        """
            static string Run(ProcessStartInfo info, string text)
            {
                using var p = Process.Start(info)!;
                try
                {
                    p.StandardInput.Write(text);
                    p.StandardInput.Close();
                    {|PSAFE701:p.WaitForExit()|};
                    return p.StandardOutput.ReadToEnd();
                }
                finally
                {
                    Use("ended");
                }
            }
        """,
        """
            static string Run(ProcessStartInfo info, string text)
            {
                using var p = Process.Start(info)!;
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                try
                {
                    p.StandardInput.Write(text);
                    p.StandardInput.Close();
                    p.WaitForExit();
                    return outputTask.GetAwaiter().GetResult();
                }
                finally
                {
                    Use("ended");
                }
            }
        """);

    /// <summary>Behind the check, which may leave, and behind what the read needs.</summary>
    [Fact]
    public Task Fix_AfterTheStart_AndAGuard() => Fix(
        """
            static async Task<string?> Run(ProcessStartInfo info)
            {
                using (var p = Process.Start(info))
                {
                    if (p is null)
                    {
                        return null;
                    }

                    Use(p.Id);
                    var token = CancellationToken.None;
                    p.StandardInput.Close();
                    await {|PSAFE701:p.WaitForExitAsync(token)|};
                    return await p.StandardOutput.ReadToEndAsync(token);
                }
            }
        """,
        """
            static async Task<string?> Run(ProcessStartInfo info)
            {
                using (var p = Process.Start(info))
                {
                    if (p is null)
                    {
                        return null;
                    }

                    Use(p.Id);
                    var token = CancellationToken.None;
                    Task<string> outputTask = p.StandardOutput.ReadToEndAsync(token);
                    p.StandardInput.Close();
                    await p.WaitForExitAsync(token);
                    return await outputTask;
                }
            }
        """);

    /// <summary>A line that is read between must not be read by the task.</summary>
    [Fact]
    public Task Fix_BeforeTheWait_WhereALineIsReadBefore() => Fix(
        """
            static string Run(ProcessStartInfo info)
            {
                using var p = Process.Start(info)!;
                Use(p.StandardOutput.ReadLine());
                {|PSAFE701:p.WaitForExit()|};
                return p.StandardOutput.ReadToEnd();
            }
        """,
        """
            static string Run(ProcessStartInfo info)
            {
                using var p = Process.Start(info)!;
                Use(p.StandardOutput.ReadLine());
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                p.WaitForExit();
                return outputTask.GetAwaiter().GetResult();
            }
        """);

    [Fact]
    public Task Fix_TopLevelStatements_MovesTheWait() => Fix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(
        """
        using System;
        using System.Diagnostics;

        using Process p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        {|PSAFE701:p.WaitForExit()|}; // done
        while (p.StandardOutput.ReadLine() is { } line)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine("ended");
        """,
        """
        using System;
        using System.Diagnostics;

        using Process p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
        while (p.StandardOutput.ReadLine() is { } line)
        {
            Console.WriteLine(line);
        }
        p.WaitForExit(); // done

        Console.WriteLine("ended");
        """,
        test => test.TestState.OutputKind = test.FixedState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    /// <summary>One run takes one of the branches.</summary>
    [Theory]
    [InlineData("if (p.ExitCode != 0) { throw new IOException(READ); } return READ;")]
    [InlineData("if (p.ExitCode != 0) { Use(READ); return \"\"; } Use(p); return READ;")]
    [InlineData("if (p.ExitCode != 0) { Use(READ); } else { return READ; } return \"\";")]
    public Task Fix_ReadsOfBranches(string rest) => Fix(
        $$"""
            static string Run(Process p)
            {
                {|PSAFE701:p.WaitForExit()|};
                {{rest.Replace("READ", "p.StandardOutput.ReadToEnd()")}}
            }
        """,
        $$"""
            static string Run(Process p)
            {
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                p.WaitForExit();
                {{rest.Replace("READ", "outputTask.GetAwaiter().GetResult()")}}
            }
        """);

    /// <summary>A large write blocks for want of a reader too: the read begins before it, out of whatever holds the wait.</summary>
    [Theory]
    [InlineData("checked { {|PSAFE701:p.WaitForExit()|}; } return p.StandardOutput.ReadToEnd();")]
    [InlineData("do { {|PSAFE701:p.WaitForExit()|}; } while (!p.HasExited); return p.StandardOutput.ReadToEnd();")]
    [InlineData("while (!{|PSAFE701:p.HasExited|}) { p.WaitForExit(100); } return p.StandardOutput.ReadToEnd();")]
    [InlineData("Wait(); return p.StandardOutput.ReadToEnd(); void Wait() { {|PSAFE701:p.WaitForExit()|}; }")]
    [InlineData("Action wait = () => {|PSAFE701:p.WaitForExit()|}; wait(); return p.StandardOutput.ReadToEnd();")]
    public Task Fix_BeforeAWrite(string rest) => Fix(BeforeAWrite("", rest), BeforeAWrite(
        "Task<string> outputTask = p.StandardOutput.ReadToEndAsync();",
        rest.Replace("{|PSAFE701:", "").Replace("|}", "").Replace("p.StandardOutput.ReadToEnd()", "outputTask.GetAwaiter().GetResult()")));

    /// <summary>A wrapper's call that waits may have started the process: it is no wait that could come behind the read.</summary>
    [Fact]
    public Task NoFix_CallThatStartsAndWaits() => NoFix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(
        """
        using System.Diagnostics;

        class Tool
        {
            private readonly Process _process = new()
            {
                StartInfo = new ProcessStartInfo("tool") { RedirectStandardOutput = true, UseShellExecute = false },
            };

            public string Output => _process.StandardOutput.ReadToEnd();

            public void Run()
            {
                _process.Start();
                _process.WaitForExit();
            }
        }

        static class Program
        {
            static int Main()
            {
                Tool tool = new();
                {|PSAFE701:tool.Run()|};
                return tool.Output.Length;
            }
        }
        """);

    [Fact]
    public Task NoFix_WaitUnderADirective() => NoFix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(ProcessSource.Of(
        """
        static void Run(Process p)
            {
        #if !QUICK
                {|PSAFE701:p.WaitForExit()|};
        #endif
                while (p.StandardOutput.ReadLine() is { } line)
                    Use(line);
            }
        """));

    [Theory]
    [InlineData(
        "static string? Run(Process p, bool capture) { {|PSAFE701:p.WaitForExit()|}; "
            + "return capture ? p.StandardOutput.ReadToEnd() : null; }")]
    [InlineData(
        "static string Run(ProcessStartInfo info) { string s; { var p = new Process { StartInfo = info }; p.Start(); "
            + "{|PSAFE701:p.WaitForExit(100)|}; s = Drain(p.StandardOutput); } return s; } "
            + "static string Drain(StreamReader r) => r.ReadToEnd();")]
    [InlineData(
        "static string Run(Process p) { var q = p; try { q.Start(); {|PSAFE701:q.WaitForExit()|}; } catch (Exception) { } "
            + "return q.StandardOutput.ReadToEnd(); }")]
    [InlineData(
        "static int Run(Process p) { {|PSAFE701:p.WaitForExit(100)|}; while (p.StandardOutput.ReadLine() is { } line) Use(line); "
            + "return p.ExitCode; }")]
    [InlineData(
        "static string Run(ProcessStartInfo info, char[] text) { using Process p = Process.Start(info)!; p.StandardInput.Write(text); "
            + "p.StandardInput.Close(); if (text.Length > 9) { {|PSAFE701:p.WaitForExit()|}; return p.StandardOutput.ReadToEnd(); } "
            + "return string.Empty; }")]
    [InlineData(
        "static string Run(Process p) { {|PSAFE701:p.WaitForExit()|}; if (p.ExitCode != 0) Use(p.StandardOutput.ReadToEnd()); "
            + "return p.StandardOutput.ReadToEnd(); }")]
    [InlineData(
        "static string Run(Process p) { {|PSAFE701:p.WaitForExit()|}; try { if (p.ExitCode != 0) throw new IOException("
            + "p.StandardOutput.ReadToEnd()); } catch (IOException) { } return p.StandardOutput.ReadToEnd(); }")]
    [InlineData(
        "static string Run(Process p) { {|PSAFE701:p.WaitForExit()|}; return Later(() => p.StandardOutput.ReadToEnd()); } "
            + "static string Later(Func<string> read) => read();")]
    public Task NoFix_WhereAReadCannotBeginEarly(string members) =>
        NoFix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(ProcessSource.Of(members));

    private static string BeforeAWrite(string read, string rest) =>
        $$"""
            static string Run(ProcessStartInfo info, string[] lines)
            {
                using Process p = Process.Start(info)!;{{(read.Length > 0 ? "\n        " + read : "")}}
                foreach (string line in lines)
                {
                    p.StandardInput.WriteLine(line);
                }

                p.StandardInput.Close();
                {{rest}}
            }
        """;

    private static Task Fix(string members, string fixedMembers) =>
        Fix<WaitBeforeReadAnalyzer, ReadBeforeWaitFix>(ProcessSource.Of(members), ProcessSource.Of(fixedMembers));
}
