using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary><see cref="UnraisedExitAnalyzer"/> through factories, callers and home-made waits.</summary>
public sealed class ExitRaisingTests : RuleTest
{
    [Theory]
    [InlineData("static Process Make() { var p = new Process(); p.StartInfo.FileName = \"x\"; return p; }", "Make()")]
    [InlineData("static Process Make() => Process.Start(\"x\");", "Make()")]
    [InlineData("static async Task<Process> MakeAsync() { await Task.Yield(); return Process.Start(\"x\"); }", "await MakeAsync()")]
    public Task Hazard_Factory(string factory, string call) => Reports<UnraisedExitAnalyzer>(ProcessSource.Of(
        $"{factory} static async Task Run() {{ var p = {call}; {{|PSAFE709:p.Exited|}} += (_, _) => Use(p); await Task.Yield(); }}"));

    [Theory]
    [InlineData("static Process Make() => new Process { EnableRaisingEvents = true };", "Make()")]
    [InlineData(
        "static Process Make() { var p = new Process(); On(p); return p; } static void On(Process p) => p.EnableRaisingEvents = true;",
        "Make()")]
    [InlineData("static Process Make() { var p = new Process(); new List<Process>().Add(p); return p; }", "Make()")]
    public Task Safe_Factory(string factory, string call) => Silent<UnraisedExitAnalyzer>(ProcessSource.Of(
        $"{factory} static void Run() {{ var p = {call}; p.Exited += (_, _) => Use(p); }}"));

    [Fact]
    public Task Hazard_HomeMadeWait() => Reports<UnraisedExitAnalyzer>(ProcessSource.Of(
        """
        static async Task Run() { using var p = Process.Start("x"); await ExitOf(p); }
            private static Task ExitOf(Process p)
            {
                var done = new TaskCompletionSource();
                {|PSAFE709:p.Exited|} += (_, _) => done.TrySetResult();
                return done.Task;
            }
        """));

    [Theory]
    [InlineData("p.EnableRaisingEvents = true; await ExitOf(p);", "private")]
    [InlineData("await ExitOf(p);", "public")]
    public Task Safe_HomeMadeWait(string statements, string access) => Silent<UnraisedExitAnalyzer>(
        $$"""
        using System.Diagnostics;
        using System.Threading.Tasks;
        public class Tool
        {
            static async Task Run() { using var p = Process.Start("x"); {{statements}} }
            {{access}} static Task ExitOf(Process p)
            {
                var done = new TaskCompletionSource();
                p.Exited += (_, _) => done.TrySetResult();
                return done.Task;
            }
        }
        """);

    /// <summary>The caller of a factory may turn it on.</summary>
    [Fact]
    public Task Safe_Returned() => Silent<UnraisedExitAnalyzer>(ProcessSource.Of(
        "public static Process Make() { var p = new Process(); p.Exited += (_, _) => Use(p); return p; }"));
}
