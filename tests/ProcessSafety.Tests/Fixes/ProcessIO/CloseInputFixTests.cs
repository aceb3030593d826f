using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class CloseInputFixTests : RuleTest
{
    [Fact]
    public Task Fix_AfterTheLastWrite() => Fix(
        """
            static string Run(Process p, string[] lines)
            {
                Task<string> output = p.StandardOutput.ReadToEndAsync();
                foreach (string line in lines)
                    p.StandardInput.WriteLine(line);

                // The end.
                {|PSAFE704:p.WaitForExit()|};
                return output.Result;
            }
        """,
        """
            static string Run(Process p, string[] lines)
            {
                Task<string> output = p.StandardOutput.ReadToEndAsync();
                foreach (string line in lines)
                    p.StandardInput.WriteLine(line);
                p.StandardInput.Close();

                // The end.
                p.WaitForExit();
                return output.Result;
            }
        """);

    [Fact]
    public Task Fix_AwaitedWriteThroughALocal() => Fix(
        """
            static async Task<string> Run(Process p, string text)
            {
                var writer = p.StandardInput;
                await writer.WriteAsync($"{text}").ConfigureAwait(false);
                return await {|PSAFE704:p.StandardOutput.ReadToEndAsync()|};
            }
        """,
        """
            static async Task<string> Run(Process p, string text)
            {
                var writer = p.StandardInput;
                await writer.WriteAsync($"{text}").ConfigureAwait(false);
                p.StandardInput.Close();
                return await p.StandardOutput.ReadToEndAsync();
            }
        """);

    [Fact]
    public Task Fix_AfterTheStart() => Fix(
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardInput = true })!;
                {|PSAFE704:p.WaitForExit()|};
            }
        """,
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardInput = true })!;
                p.StandardInput.Close();
                p.WaitForExit();
            }
        """);

    [Fact]
    public Task Fix_Patterns() => Fix(
        """
            static void Run()
            {
                if (Process.Start(new ProcessStartInfo("a") { RedirectStandardInput = true }) is { } p)
                    {|PSAFE704:p.WaitForExit()|};

                if (!(Process.Start(new ProcessStartInfo("b") { RedirectStandardInput = true }) is { } q))
                    return;

                {|PSAFE704:q.WaitForExit()|};
            }
        """,
        """
            static void Run()
            {
                if (Process.Start(new ProcessStartInfo("a") { RedirectStandardInput = true }) is { } p)
                {
                    p.StandardInput.Close();
                    p.WaitForExit();
                }

                if (!(Process.Start(new ProcessStartInfo("b") { RedirectStandardInput = true }) is { } q))
                    return;

                q.StandardInput.Close();
                q.WaitForExit();
            }
        """);

    [Fact]
    public Task Fix_Keyword() => Fix(
        """
            static void Run()
            {
                using var @in = Process.Start(new ProcessStartInfo("tool") { RedirectStandardInput = true })!;
                {|PSAFE704:@in.WaitForExit()|};
            }
        """,
        """
            static void Run()
            {
                using var @in = Process.Start(new ProcessStartInfo("tool") { RedirectStandardInput = true })!;
                @in.StandardInput.Close();
                @in.WaitForExit();
            }
        """);

    /// <summary>Each of these throws on a closed input.</summary>
    [Theory]
    [InlineData("p.StandardInput.WriteLine(text);\n        p.StandardInput.Flush();", "p.StandardInput")]
    [InlineData("var w = p.StandardInput;\n        p.StandardInput.WriteLine(text);\n        w.Flush();", "p.StandardInput")]
    [InlineData("p.StandardInput.WriteLine(text);\n        p.StandardInput.BaseStream.Flush();", "p.StandardInput")]
    [InlineData("p.StandardInput.WriteLine(text);\n        p.StandardInput.AutoFlush = true;", "p.StandardInput")]
    [InlineData(
        "var w = new StreamWriter(p.StandardInput.BaseStream);\n        w.Write($\"{text}\");\n        w.Flush();",
        "w")]
    public Task Fix_AfterTheLastUse(string uses, string closed) => Fix(
        $$"""
            static void Run(Process p, string text)
            {
                {{uses}}
                {|PSAFE704:p.WaitForExit()|};
            }
        """,
        $$"""
            static void Run(Process p, string text)
            {
                {{uses}}
                {{closed}}.Close();
                p.WaitForExit();
            }
        """);

    /// <summary>The process was made here, and goes to a method that writes first.</summary>
    [Fact]
    public Task Fix_AfterTheLastUse_OfSeveralMethods() => Fix(
        """
            static void Run(string text)
            {
                Process p = new() { StartInfo = new("sort") { RedirectStandardInput = true } };
                p.Start();
                Send(p, text);
                p.StandardInput.Flush();
                {|PSAFE704:p.WaitForExit()|};
            }

            static void Send(Process p, string text) => p.StandardInput.WriteLine(text);
        """,
        """
            static void Run(string text)
            {
                Process p = new() { StartInfo = new("sort") { RedirectStandardInput = true } };
                p.Start();
                Send(p, text);
                p.StandardInput.Flush();
                p.StandardInput.Close();
                p.WaitForExit();
            }

            static void Send(Process p, string text) => p.StandardInput.WriteLine(text);
        """);

    /// <summary>What one branch does to the input, the other does not wait for.</summary>
    [Fact]
    public Task Fix_InEachBranch() => Fix(
        """
            static void Run(Process p, string text)
            {
                if (text.Length > 9)
                {
                    p.StandardInput.WriteLine(text);
                    {|PSAFE704:p.WaitForExit()|};
                }
                else
                {
                    p.StandardInput.Write(text);
                    p.StandardInput.Flush();
                    {|PSAFE704:p.WaitForExit()|};
                }
            }
        """,
        """
            static void Run(Process p, string text)
            {
                if (text.Length > 9)
                {
                    p.StandardInput.WriteLine(text);
                    p.StandardInput.Close();
                    p.WaitForExit();
                }
                else
                {
                    p.StandardInput.Write(text);
                    p.StandardInput.Flush();
                    p.StandardInput.Close();
                    p.WaitForExit();
                }
            }
        """);

    /// <summary>The wait of a local function or lambda is where that is called.</summary>
    [Theory]
    [InlineData("void Wait() => {|PSAFE704:p.WaitForExit()|};", "Wait();")]
    [InlineData("Action wait = () => {|PSAFE704:p.WaitForExit()|};", "wait();")]
    public Task Fix_BeforeTheCallThatWaits(string function, string call) => Fix(
        $$"""
            static void Run(Process p, string text)
            {
                {{function}}
                p.StandardInput.WriteLine(text);
                {{call}}
            }
        """,
        $$"""
            static void Run(Process p, string text)
            {
                {{function.Replace("{|PSAFE704:", "").Replace("|}", "")}}
                p.StandardInput.WriteLine(text);
                p.StandardInput.Close();
                {{call}}
            }
        """);

    [Fact]
    public Task Fix_UsedWithoutAWrite() => Fix(
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardInput = true })!;
                p.StandardInput.AutoFlush = true;
                {|PSAFE704:p.WaitForExit()|};
            }
        """,
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardInput = true })!;
                p.StandardInput.AutoFlush = true;
                p.StandardInput.Close();
                p.WaitForExit();
            }
        """);

    [Fact]
    public Task Fix_BodyOnOneLine() => Fix(
        """
            static void Run(Process p, string text) { p.StandardInput.WriteLine(text); {|PSAFE704:p.WaitForExit()|}; }
        """,
        """
            static void Run(Process p, string text)
            {
                p.StandardInput.WriteLine(text);
                p.StandardInput.Close();
                p.WaitForExit();
            }
        """);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<ChildInputAnalyzer, CloseInputFix>(
        """
        using System.Diagnostics;

        using var sort = Process.Start(new ProcessStartInfo("sort") { RedirectStandardInput = true })!;
        sort.StandardInput.WriteLine(args.Length);
        sort.StandardInput.Flush(); // all of it
        {|PSAFE704:sort.WaitForExit()|};
        """,
        """
        using System.Diagnostics;

        using var sort = Process.Start(new ProcessStartInfo("sort") { RedirectStandardInput = true })!;
        sort.StandardInput.WriteLine(args.Length);
        sort.StandardInput.Flush(); // all of it
        sort.StandardInput.Close();
        sort.WaitForExit();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    /// <summary>The reads begin right behind the start, whatever is done between.</summary>
    [Fact]
    public Task Fix_BulkWrite_AfterTheStart() => Fix(
        """
            static string Run(ProcessStartInfo info, byte[] all)
            {
                using var p = Process.Start(info)!;

                // All of it.
                Use(p.Id);
                {|PSAFE704:p.StandardInput.BaseStream.Write(all, 0, all.Length)|};
                p.StandardInput.Close();
                string output = p.StandardOutput.ReadToEnd();
                p.WaitForExit();
                return output;
            }
        """,
        """
            static string Run(ProcessStartInfo info, byte[] all)
            {
                using var p = Process.Start(info)!;
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();

                // All of it.
                Use(p.Id);
                p.StandardInput.BaseStream.Write(all, 0, all.Length);
                p.StandardInput.Close();
                string output = outputTask.GetAwaiter().GetResult();
                p.WaitForExit();
                return output;
            }
        """);

    [Fact]
    public Task Fix_BulkWrite_OfAParameter_InALoop() => Fix(
        """
            static async Task<string> Run(Process p, string[] lines)
            {
                foreach (string line in lines)
                {
                    await {|PSAFE704:p.StandardInput.WriteLineAsync(line)|};
                }

                p.StandardInput.Close();
                return await p.StandardOutput.ReadToEndAsync();
            }
        """,
        """
            static async Task<string> Run(Process p, string[] lines)
            {
                Task<string> outputTask = p.StandardOutput.ReadToEndAsync();
                foreach (string line in lines)
                {
                    await p.StandardInput.WriteLineAsync(line);
                }

                p.StandardInput.Close();
                return await outputTask;
            }
        """);

    [Fact]
    public Task Fix_OldFramework() => Fix<ChildInputAnalyzer, CloseInputFix>(
        """
        using System.Diagnostics;

        static class Filter
        {
            static string Run(ProcessStartInfo info, char[] text)
            {
                using (Process p = Process.Start(info))
                {
                    {|PSAFE704:p.StandardInput.Write(text)|};
                    p.StandardInput.Close();
                    return p.StandardOutput.ReadToEnd();
                }
            }
        }
        """,
        """
        using System.Diagnostics;

        static class Filter
        {
            static string Run(ProcessStartInfo info, char[] text)
            {
                using (Process p = Process.Start(info))
                {
                    var outputTask = p.StandardOutput.ReadToEndAsync();
                    p.StandardInput.Write(text);
                    p.StandardInput.Close();
                    return outputTask.GetAwaiter().GetResult();
                }
            }
        }
        """,
        static test =>
        {
            test.ReferenceAssemblies = Frameworks.Net472;
            test.LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp7_3;
        });

    [Fact]
    public Task Fix_ReadThatHasBegun() => Fix(
        """
            static async Task<string> Run(Process p, string text)
            {
                Task<string> reading = p.StandardOutput.ReadToEndAsync();
                await p.StandardInput.WriteLineAsync(text);
                await p.StandardInput.FlushAsync();
                return {|PSAFE704:await reading|};
            }
        """,
        """
            static async Task<string> Run(Process p, string text)
            {
                Task<string> reading = p.StandardOutput.ReadToEndAsync();
                await p.StandardInput.WriteLineAsync(text);
                await p.StandardInput.FlushAsync();
                p.StandardInput.Close();
                return await reading;
            }
        """);

    /// <summary>A read by lines cannot begin early, and of a conditional redirect nobody knows whether it can.</summary>
    [Theory]
    [InlineData(
        "static void Run(Process p, byte[] all) { {|PSAFE704:p.StandardInput.BaseStream.Write(all, 0, all.Length)|}; "
            + "p.StandardInput.Close(); while (p.StandardOutput.ReadLine() is { } line) Use(line); }")]
    [InlineData(
        "static void Run(Process p, byte[] all, bool b) { {|PSAFE704:p.StandardInput.BaseStream.Write(all, 0, all.Length)|}; "
            + "p.StandardInput.Close(); if (b) Use(p.StandardOutput.ReadToEnd()); }")]
    public Task NoFix_WhereTheReadCannotBeginEarly(string members) => NoFix<ChildInputAnalyzer, CloseInputFix>(ProcessSource.Of(members));

    [Theory]
    [InlineData(
        "static void Run(Process p, string text) { var t = p.StandardInput.WriteAsync(text); "
            + "Use({|PSAFE704:p.StandardOutput.ReadToEnd()|}); }")]
    [InlineData(
        "static void Run(Process p, string text) { Send(p, text); {|PSAFE704:p.WaitForExit()|}; } "
            + "static void Send(Process p, string text) => p.StandardInput.WriteLine(text);")]
    public Task NoFix_WhereTheLastWriteIsNotSeen(string members) => NoFix<ChildInputAnalyzer, CloseInputFix>(ProcessSource.Of(members));

    /// <summary>Behind the wait, in a lambda, in a caller, or by a writer that leaves the input open.</summary>
    [Theory]
    [InlineData(
        "static void Run(Process p, string text) { var w = p.StandardInput; w.WriteLine(text); {|PSAFE704:p.WaitForExit()|}; w.Flush(); }")]
    [InlineData(
        "static void Run(Process p, string text) { p.StandardInput.WriteLine(text); try { {|PSAFE704:p.WaitForExit()|}; } "
            + "catch (SystemException) { p.StandardInput.Flush(); } }")]
    [InlineData(
        "static void Run(Process p, string text) { p.OutputDataReceived += (_, e) => p.StandardInput.Flush(); "
            + "p.StandardInput.WriteLine(text); {|PSAFE704:p.WaitForExit()|}; }")]
    [InlineData(
        "static void Go(Process p) { Run(p, \"a\"); p.StandardInput.Flush(); } "
            + "static void Run(Process p, string text) { p.StandardInput.WriteLine(text); {|PSAFE704:p.WaitForExit()|}; }")]
    [InlineData(
        "static void Run(Process p, string text) { var w = new StreamWriter(p.StandardInput.BaseStream, leaveOpen: true); "
            + "w.Write($\"{text}\"); {|PSAFE704:p.WaitForExit()|}; }")]
    public Task NoFix_WhereTheInputIsUsedElsewhere(string members) => NoFix<ChildInputAnalyzer, CloseInputFix>(ProcessSource.Of(members));

    private static Task Fix(string members, string fixedMembers) =>
        Fix<ChildInputAnalyzer, CloseInputFix>(ProcessSource.Of(members), ProcessSource.Of(fixedMembers));
}
