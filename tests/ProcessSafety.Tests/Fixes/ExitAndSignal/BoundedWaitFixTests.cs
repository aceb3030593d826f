using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class BoundedWaitFixTests : RuleTest
{
    [Theory]
    [InlineData("ManualResetEventSlim", "s_x.Wait()", "s_x.Wait(TimeSpan.FromSeconds(5))")]
    [InlineData("AutoResetEvent", "s_x.WaitOne()", "s_x.WaitOne(TimeSpan.FromSeconds(5))")]
    [InlineData("Thread", "s_x?.Join()", "s_x?.Join(TimeSpan.FromSeconds(5))")]
    [InlineData("Process", "s_x.WaitForExit( /* gone */ )", "s_x.WaitForExit( /* gone */ TimeSpan.FromSeconds(5))")]
    public Task Wait_GetsABound(string type, string wait, string expected) => Fix<BlockingExitHandlerAnalyzer, BoundedWaitFix>(
        Program(type, $"{{|PSAFE801:{wait}|}}"),
        Program(type, expected));

    [Theory]
    [InlineData("SemaphoreSlim", "{|PSAFE801:s_x.Wait()|}")]
    [InlineData("Mutex", "{|PSAFE801:s_x.WaitOne()|}")]
    [InlineData("Task<int>", "Console.WriteLine({|PSAFE801:s_x.Result|})")]
    [InlineData("AutoResetEvent", "Console.WriteLine({|PSAFE801:s_x.WaitOne()|})")]
    public Task NoFix_WhereTheOutcomeMatters(string type, string wait) =>
        NoFix<BlockingExitHandlerAnalyzer, BoundedWaitFix>(Program(type, wait));

    [Fact]
    public Task Wait_InAnotherFile() => Fix<BlockingExitHandlerAnalyzer, BoundedWaitFix>(
        new[] { Subscribing("{|PSAFE801:Work.Drain()|}"), Waiting("s_idle.Wait()", "") },
        new[] { Subscribing("Work.Drain()"), Waiting("s_idle.Wait(TimeSpan.FromSeconds(5))", "using System;\n") });

    private static string Subscribing(string drain) =>
        $$"""
        using System;

        internal static class Program
        {
            private static void Main() => AppDomain.CurrentDomain.ProcessExit += (_, _) => {{drain}};
        }
        """;

    private static string Waiting(string wait, string imports) =>
        imports
        + $$"""
        using System.Threading;

        internal static class Work
        {
            private static readonly ManualResetEventSlim s_idle = new();

            internal static void Drain()
            {
                {{wait}};
            }

            internal static void End() => s_idle.Set();
        }
        """;

    /// <summary>Main waits in the same method, and needs what it waits for.</summary>
    [Theory]
    [InlineData("Drain();")]
    [InlineData("Action drain = Drain; drain();")]
    public Task NoFix_WhereOthersWaitToo(string main) => NoFix<BlockingExitHandlerAnalyzer, BoundedWaitFix>(
        $$"""
        using System;
        using System.Threading;

        class Program
        {
            static readonly ManualResetEventSlim s_idle = new();

            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE801:Drain()|};
                new Thread(() => s_idle.Set()).Start();
                {{main}}
            }

            static void Drain() => s_idle.Wait();
        }
        """);

    private static string Program(string type, string wait) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static {{type}} s_x = Create();

            static {{type}} Create() => throw new NotImplementedException();

            static void Main() => AppDomain.CurrentDomain.ProcessExit += (_, _) => {{wait}};
        }
        """;
}
