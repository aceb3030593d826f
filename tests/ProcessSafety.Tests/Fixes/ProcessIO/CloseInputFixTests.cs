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

    [Theory]
    [InlineData(
        "static void Run(Process p, byte[] all) { {|PSAFE704:p.StandardInput.BaseStream.Write(all, 0, all.Length)|}; "
            + "p.StandardInput.Close(); Use(p.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "static void Run(Process p, string text) { var t = p.StandardInput.WriteAsync(text); "
            + "Use({|PSAFE704:p.StandardOutput.ReadToEnd()|}); }")]
    [InlineData(
        "static void Run(Process p, string text) { Send(p, text); {|PSAFE704:p.WaitForExit()|}; } "
            + "static void Send(Process p, string text) => p.StandardInput.WriteLine(text);")]
    public Task NoFix_WhereTheLastWriteIsNotSeen(string members) => NoFix<ChildInputAnalyzer, CloseInputFix>(ProcessSource.Of(members));

    private static Task Fix(string members, string fixedMembers) =>
        Fix<ChildInputAnalyzer, CloseInputFix>(ProcessSource.Of(members), ProcessSource.Of(fixedMembers));
}
