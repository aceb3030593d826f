using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class CancelSignalFixTests : RuleTest
{
    [Theory]
    [InlineData("(_, e) => { {|PSAFE805:s_stop.Cancel()|}; };", "(_, e) => { e.Cancel = true; s_stop.Cancel(); };")]
    [InlineData(
        "(sender, @event) => { {|PSAFE805:s_stop.Cancel()|}; };",
        "(sender, @event) => { @event.Cancel = true; s_stop.Cancel(); };")]
    [InlineData(
        "delegate (object? _, ConsoleCancelEventArgs args) { {|PSAFE805:s_stop.Cancel()|}; };",
        "delegate (object? _, ConsoleCancelEventArgs args) { args.Cancel = true; s_stop.Cancel(); };")]
    [InlineData(
        "async (_, e) => { {|PSAFE805:s_stop.Cancel()|}; await Task.Yield(); e.Cancel = true; };",
        "async (_, e) => { e.Cancel = true; s_stop.Cancel(); await Task.Yield(); e.Cancel = true; };")]
    public Task Block_OnOneLine(string handler, string expected) =>
        Fix<UncancelledTerminationAnalyzer, CancelSignalFix>(Program(handler), Program(expected));

    [Fact]
    public Task ExpressionLambdas_GetBlocks() => Fix<UncancelledTerminationAnalyzer, CancelSignalFix>(
        """
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                using CancellationTokenSource stop = new();
                Console.CancelKeyPress += (_, _) => {|PSAFE805:stop.Cancel()|}; // ask
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => {|PSAFE805:stop.Cancel()|});
                stop.Token.WaitHandle.WaitOne();
            }
        }
        """,
        """
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                using CancellationTokenSource stop = new();
                Console.CancelKeyPress += (_, e) =>
                {
                    e.Cancel = true;
                    stop.Cancel();
                }; // ask
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
                {
                    context.Cancel = true;
                    stop.Cancel();
                });
                stop.Token.WaitHandle.WaitOne();
            }
        }
        """);

    [Fact]
    public Task Methods_WithAndWithoutBlock() => Fix<UncancelledTerminationAnalyzer, CancelSignalFix>(
        """
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static bool s_stopping;

            static void Main()
            {
                Console.CancelKeyPress += OnCancel;
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerm);
                while (!s_stopping) { }
            }

            static void OnCancel(object? sender, ConsoleCancelEventArgs e)
            {
                // The loop ends by itself.
                {|PSAFE805:s_stopping = true|};
            }

            static void OnTerm(PosixSignalContext context) => {|PSAFE805:Stop()|};

            static void Stop() => s_stopping = true;
        }
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static bool s_stopping;

            static void Main()
            {
                Console.CancelKeyPress += OnCancel;
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerm);
                while (!s_stopping) { }
            }

            static void OnCancel(object? sender, ConsoleCancelEventArgs e)
            {
                e.Cancel = true;
                // The loop ends by itself.
                s_stopping = true;
            }

            static void OnTerm(PosixSignalContext context)
            {
                context.Cancel = true;
                Stop();
            }

            static void Stop() => s_stopping = true;
        }
        """);

    [Theory]
    [InlineData("delegate { {|PSAFE805:s_stop.Cancel()|}; };")]
    [InlineData("(_, e) => { {|PSAFE805:s_unseen.Cancel()|}; };")]
    public Task NoFix_WithoutParameterOrObserver(string handler) =>
        NoFix<UncancelledTerminationAnalyzer, CancelSignalFix>(Program(handler));

    [Fact]
    public Task Review_WhereNothingLooksAtTheToken() => Fix<UncancelledTerminationAnalyzer, CancelUnobservedSignalFix>(
        Program("(_, e) => { {|PSAFE805:s_unseen.Cancel()|}; };"),
        Program("(_, e) => { e.Cancel = true; s_unseen.Cancel(); };"));

    [Fact]
    public Task NoReview_WhereTheTokenIsLookedAt() =>
        NoFix<UncancelledTerminationAnalyzer, CancelUnobservedSignalFix>(Program("(_, e) => { {|PSAFE805:s_stop.Cancel()|}; };"));

    private static string Program(string handler) =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static readonly CancellationTokenSource s_stop = new();
            static readonly CancellationTokenSource s_unseen = new();

            static void Main()
            {
                Console.CancelKeyPress += {{handler}}
                s_stop.Token.WaitHandle.WaitOne();
                s_unseen.Dispose();
            }
        }
        """;
}
