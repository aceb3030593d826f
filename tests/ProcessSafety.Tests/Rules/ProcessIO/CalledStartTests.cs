using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE703: a method that starts what it is given; what one caller passes counts for that caller.</summary>
public sealed class CalledStartTests : RuleTest
{
    private const string Redirect = "RedirectStandardOutput = true";

    private const string Starts =
        """

        public static class Starts
        {
            public static void Begin(this Process process)
            {
                try { process.Start(); }
                catch (Exception e) { Console.WriteLine(e.Message + process.StartInfo.FileName); throw; }
            }

            public static async Task EndAsync(this Process process)
            {
                if (process.HasExited) { return; }
                await process.WaitForExitAsync();
            }

            public static Process Run(string file, bool capture, string arguments = "")
            {
                var p = new Process { StartInfo = new(file, arguments) { RedirectStandardOutput = capture } };
                p.Begin();
                return p;
            }
        }

        public class Host
        {
            public virtual Process Run(string file)
            {
                var p = new Process { StartInfo = new(file) { RedirectStandardOutput = true } };
                p.Begin();
                return p;
            }

            public virtual Task EndAsync(Process p) => p.EndAsync();
        }
        """;

    [Theory]
    [InlineData(
        "var q = new Process { StartInfo = { FileName = \"a\", {|PSAFE703:RedirectStandardOutput = true|} } }; q.Begin(); "
            + "await q.EndAsync(); var r = new Process { StartInfo = { FileName = \"b\" } }; r.Begin();")]
    [InlineData("using var q = {|PSAFE703:Starts.Run(\"a\", true)|}; await q.EndAsync(); using var r = Starts.Run(\"b\", false);")]
    [InlineData("using var q = {|PSAFE703:Starts.Run(arguments: \"b\", capture: true, file: \"a\")|}; q.WaitForExit();")]
    [InlineData("using var q = {|PSAFE703:new Host().Run(\"a\")|}; await q.EndAsync();")]
    public Task Hazard(string statements) => Reports<UnreadStreamAnalyzer>(ProcessSource.Async(statements) + Starts);

    [Theory]
    [InlineData("var q = new Process { StartInfo = { FileName = \"a\" } }; q.Begin(); await q.EndAsync();")]
    [InlineData("using var q = Starts.Run(\"a\", false); await q.EndAsync();")]
    [InlineData("using var q = Starts.Run(\"a\", token.CanBeCanceled); await q.EndAsync();")]
    [InlineData("using var q = Starts.Run(\"a\", true); Use(q.StandardOutput.ReadToEnd());")]
    [InlineData("using var q = Starts.Run(\"chmod\", true); await q.EndAsync();")]
    [InlineData("using var q = Starts.Run(\"a\", true, \"--version\"); await q.EndAsync();")]
    [InlineData("var q = Starts.Run(\"a\", true); new List<object>().Add(q); await q.EndAsync();")]
    [InlineData(
        "var q = new Process { StartInfo = { RedirectStandardOutput = true } }; q.StartInfo.RedirectStandardOutput = false; q.Begin(); "
            + "await q.EndAsync();")]
    public Task Safe(string statements) => Silent<UnreadStreamAnalyzer>(ProcessSource.Async(statements) + Starts);

    /// <summary>Both a parameter that decides about the read and a start that lies elsewhere.</summary>
    [Theory]
    [InlineData("await Go(\"a\", false);")]
    [InlineData("await Go(\"a\", true); await Go(\"b\", token.CanBeCanceled);")]
    public Task Hazard_AParameterDecides(string calls) => Reports<UnreadStreamAnalyzer>(Deciding(calls, marked: true));

    [Theory]
    [InlineData("await Go(\"a\", true);")]
    [InlineData("await Go(\"a\", read: 1 > 0);")]
    public Task Safe_AParameterDecides(string calls) => Silent<UnreadStreamAnalyzer>(Deciding(calls, marked: false));

    /// <summary>A factory that keeps what it returns: others read it by that name.</summary>
    [Theory]
    [InlineData("private Process? _p; Process Make() { var p = Starts.Run(\"a\", true); _p = p; return p; }")]
    [InlineData(
        "static readonly List<Process> s_all = new(); Process? _p; "
            + "Process Make() { var p = Starts.Run(\"a\", true); s_all.Add(p); return p; }")]
    public Task Safe_KeptByItsFactory(string members) => Silent<UnreadStreamAnalyzer>(ProcessSource.Of(
        members + " void Go() { var q = Make(); q.WaitForExit(); } string? Read() => _p?.StandardOutput.ReadToEnd();") + Starts);

    private static string Deciding(string calls, bool marked) => ProcessSource.Of(
        $$"""
        private static async Task<string> Go(string file, bool read)
            {
                using var p = new Process { StartInfo = { FileName = file, {{(marked ? "{|PSAFE703:" + Redirect + "|}" : Redirect)}} } };
                p.Begin();
                string text = "";
                if (read) { text = p.StandardOutput.ReadToEnd(); }
                await p.EndAsync();
                return text;
            }

            async Task All(CancellationToken token) { {{calls}} }
        """) + Starts;
}
