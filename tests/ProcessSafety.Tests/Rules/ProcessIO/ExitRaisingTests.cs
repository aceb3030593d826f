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

    [Theory]
    [InlineData("var p = new Git(); {|PSAFE709:p.Exited|} += (_, _) => Use(p); p.Start(); p.Log();")]
    [InlineData("using (Git p = new() { Name = \"x\" }) { {|PSAFE709:p.Exited|} += (_, _) => Use(p); p.Start(); }")]
    [InlineData("Process p = new Fetch(); {|PSAFE709:p.Exited|} += (_, _) => Use(p);")]
    [InlineData("s_git = new Git(); {|PSAFE709:s_git.Exited|} += (_, _) => Use(s_git); s_git.Start();")]
    public Task Hazard_Subclass(string statements) => Reports<UnraisedExitAnalyzer>(Subclass(statements, "Log();"));

    [Theory]
    [InlineData("var p = new Git(); p.Exited += (_, _) => Use(p); p.Start();", "EnableRaisingEvents = true;")]
    [InlineData("var p = new Fetch(); p.Exited += (_, _) => Use(p); p.Start();", "EnableRaisingEvents = true;")]
    [InlineData("var p = new Git(); p.Exited += (_, _) => Use(p); p.Start();", "Watch(this);")]
    [InlineData("var p = new Git(); p.Exited += (_, _) => Use(p); p.EnableRaisingEvents = true; p.Start();", "")]
    [InlineData("var p = new Git { EnableRaisingEvents = true }; p.Exited += (_, _) => Use(p); p.Start();", "")]
    public Task Safe_Subclass(string statements, string constructor) =>
        Silent<UnraisedExitAnalyzer>(Subclass(statements, constructor));

    [Theory]
    [InlineData("internal", "new Git().Watch();", "{|PSAFE709:Exited|}")]
    [InlineData("internal", "using var p = new Git(); p.Watch(); p.Start();", "{|PSAFE709:this.Exited|}")]
    public Task Hazard_OwnEvent(string access, string statements, string raised) =>
        Reports<UnraisedExitAnalyzer>(OwnEvent(access, statements, raised));

    [Theory]
    [InlineData("internal", "using var p = new Git(); p.EnableRaisingEvents = true; p.Watch();")]
    [InlineData("internal", "Use(new Git());")]
    [InlineData("public", "new Git().Watch();")]
    public Task Safe_OwnEvent(string access, string statements) => Silent<UnraisedExitAnalyzer>(OwnEvent(access, statements, "Exited"));

    private static string OwnEvent(string access, string statements, string raised) =>
        $$"""
        using System;
        using System.Diagnostics;

        {{access}} class Git : Process
        {
            public void Watch() => {{raised}} += (_, _) => Console.WriteLine();
        }

        internal static class Tool
        {
            static void Run() { {{statements}} }

            static void Use(Process p) => p.EnableRaisingEvents = true;
        }
        """;

    private static string Subclass(string statements, string constructor) => ProcessSource.Of(
        $$"""
        private static Git s_git = null!;

            static void Run() { {{statements}} }

            static void Watch(Process p) => p.EnableRaisingEvents = true;

            class Git : Process
            {
                public Git() { StartInfo.FileName = "git"; {{constructor}} }

                public string Name { get; set; } = "";

                public void Log() => Console.WriteLine(this.Name);
            }

            sealed class Fetch : Git { }
        """);

    /// <summary>The caller of a factory may turn it on.</summary>
    [Fact]
    public Task Safe_Returned() => Silent<UnraisedExitAnalyzer>(ProcessSource.Of(
        "public static Process Make() { var p = new Process(); p.Exited += (_, _) => Use(p); return p; }"));
}
