using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

/// <summary>Locks that an exit handler and the code that it alone runs take, and those that others take too.</summary>
public sealed class HandlersOwnLockTests : RuleTest
{
    [Theory]
    [InlineData("Toggle(e);", "")]
    [InlineData("Toggle(e); Run(() => { lock (_gate) _asked = true; });", "")]
    [InlineData("Close(); void Close() { object own = new(); lock (own) _asked = true; }", "")]
    [InlineData("Action close = () => { object own = new(); lock (own) _asked = true; }; close();", "")]
    public Task Safe_LockOfTheHandlerAlone(string statements, string other) => Silent<BlockingExitHandlerAnalyzer>(
        Source(statements, other));

    [Theory]
    [InlineData("{|PSAFE808:Toggle(e)|};", "lock (_gate) _asked = false;")]
    [InlineData("{|PSAFE808:Toggle(e)|};", "Toggle(null!);")]
    [InlineData("{|PSAFE808:Run(() => { lock (_gate) _asked = true; })|};", "lock (_gate) _asked = false;")]
    public Task Hazard_LockThatOthersTake(string statements, string other) => Reports<BlockingExitHandlerAnalyzer>(
        Source(statements, other));

    private static string Source(string statements, string other) =>
        $$"""
        using System;

        class Lifetime
        {
            private readonly object _gate = new();
            private bool _asked;

            public void Attach() => Console.CancelKeyPress += OnCancel;

            public void Work()
            {
                {{other}}
            }

            private void OnCancel(object? sender, ConsoleCancelEventArgs e)
            {
                {{statements}}
            }

            private void Toggle(ConsoleCancelEventArgs e)
            {
                lock (_gate) _asked = e.Cancel = !_asked;
            }

            private static void Run(Action step) => step();
        }
        """;
}
