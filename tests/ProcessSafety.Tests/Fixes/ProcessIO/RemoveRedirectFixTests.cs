using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class RemoveRedirectFixTests : RuleTest
{
    [Fact]
    public Task Fix_Initializer() => Fix(
        """
            static void Run()
            {
                Process.Start(new ProcessStartInfo("tool")
                {
                    {|PSAFE703:RedirectStandardOutput = true|},
                    UseShellExecute = false,
                    {|PSAFE703:RedirectStandardError = true|}
                });
                Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardOutput = true|} });
            }
        """,
        """
            static void Run()
            {
                Process.Start(new ProcessStartInfo("tool")
                {
                    UseShellExecute = false
                });
                Process.Start(new ProcessStartInfo("tool"));
            }
        """);

    [Fact]
    public Task Fix_Statement() => Fix(
        """
            static void Run()
            {
                var info = new ProcessStartInfo("tool");
                // quiet
                {|PSAFE703:info.RedirectStandardOutput = true|};
                Process.Start(info);
            }
        """,
        """
            static void Run()
            {
                var info = new ProcessStartInfo("tool");
                // quiet
                Process.Start(info);
            }
        """);

    [Theory]
    [InlineData(
        "static void Run() { Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|}, /* quiet */ "
            + "UseShellExecute = false }); }")]
    [InlineData("static void Run() { var p = new Process { StartInfo = { {|PSAFE703:RedirectStandardOutput = true|} } }; p.Start(); }")]
    [InlineData(
        "static void Run() { using var p = {|PSAFE703:Process.Start(Make())|}!; p.WaitForExit(); } "
            + "static ProcessStartInfo Make() => new(\"tool\") { RedirectStandardOutput = true };")]
    public Task NoFix_WhereTheRedirectDoesNotStandAlone(string members) =>
        NoFix<UnreadStreamAnalyzer, RemoveRedirectFix>(ProcessSource.Of(members));

    /// <summary>Without the redirect, a read of the stream fails.</summary>
    [Theory]
    [InlineData(
        "static void Run(bool b) { var i = new ProcessStartInfo(\"tool\"); {|PSAFE703:i.RedirectStandardOutput = true|}; "
            + "using var p = Process.Start(i)!; if (b) { Use(p.StandardOutput.ReadToEnd()); } p.WaitForExit(); }")]
    [InlineData(
        "static void Run() { var i = new ProcessStartInfo(\"tool\"); {|PSAFE703:i.RedirectStandardOutput = true|}; "
            + "using var p = Process.Start(i)!; p.OutputDataReceived += (_, e) => Use(e.Data); p.WaitForExit(); }")]
    [InlineData(
        "static void Run(bool b) { var i = new ProcessStartInfo(\"tool\"); i.RedirectStandardOutput = true; "
            + "{|PSAFE703:i.RedirectStandardError = true|}; using var q = Process.Start(i)!; "
            + "var r = b ? q.StandardError : q.StandardOutput; Use(r.ReadToEnd()); }")]
    public Task NoFix_WhereTheStreamIsNamed(string members) =>
        NoFix<UnreadStreamAnalyzer, RemoveRedirectFix>(ProcessSource.Of(members));

    /// <summary>Another member, a callee or another start has the stream.</summary>
    [Theory]
    [InlineData(
        "readonly Process _p = new(); void Run() { {|PSAFE703:_p.StartInfo.RedirectStandardOutput = true|}; _p.Start(); "
            + "_p.WaitForExit(); } void Attach() { _p.OutputDataReceived += (_, e) => Use(e.Data); }")]
    [InlineData(
        "void Run() { var i = new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} }; "
            + "using var p = Process.Start(i)!; Attach(p); p.WaitForExit(); } "
            + "void Attach(Process p) { p.OutputDataReceived += (_, e) => Use(e.Data); }")]
    [InlineData(
        "void Run() { var i = new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} }; "
            + "using (var p = Process.Start(i)!) { p.WaitForExit(); } Log(i); } "
            + "void Log(ProcessStartInfo i) { using var q = Process.Start(i)!; Use(q.StandardOutput.ReadToEnd()); }")]
    public Task NoFix_WhereOthersHaveTheStream(string members) =>
        NoFix<UnreadStreamAnalyzer, RemoveRedirectFix>(ProcessSource.Of(members));

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<UnreadStreamAnalyzer, RemoveRedirectFix>(
        """
        using System.Diagnostics;

        var info = new ProcessStartInfo("tool");
        // quiet
        {|PSAFE703:info.RedirectStandardError = true|};
        using var tool = Process.Start(info);
        tool?.WaitForExit();
        """,
        """
        using System.Diagnostics;

        var info = new ProcessStartInfo("tool");
        // quiet
        using var tool = Process.Start(info);
        tool?.WaitForExit();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_BetweenDirectives() => Fix(
        """
            static void Run()
            {
                var info = new ProcessStartInfo("tool");
        #if !NEVER
                {|PSAFE703:info.RedirectStandardOutput = true|};
        #endif
                Process.Start(info);
            }
        """,
        """
            static void Run()
            {
                var info = new ProcessStartInfo("tool");
        #if !NEVER
        #endif
                Process.Start(info);
            }
        """);

    private static Task Fix(string members, string fixedMembers) =>
        Fix<UnreadStreamAnalyzer, RemoveRedirectFix>(ProcessSource.Of(members), ProcessSource.Of(fixedMembers));
}
