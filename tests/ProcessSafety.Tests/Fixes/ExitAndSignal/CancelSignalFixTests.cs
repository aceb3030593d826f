using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
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

    /// <summary>A second Ctrl+C ends the process at once, as it did.</summary>
    [Theory]
    [InlineData(
        """
        if (s_presses++ > 0)
                    return;

                // Once is a request.
                {|PSAFE805:s_stop.Cancel()|}; // asks
        """,
        """
        if (s_presses++ > 0)
                    return;

                e.Cancel = true;
                // Once is a request.
                s_stop.Cancel(); // asks
        """)]
    [InlineData(
        """
        if (s_presses == 0)
                    {|PSAFE805:s_stop.Cancel()|}; // asks
                else
                    Console.WriteLine();
        """,
        """
        if (s_presses == 0)
                {
                    e.Cancel = true;
                    s_stop.Cancel(); // asks
                }
                else
                    Console.WriteLine();
        """)]
    [InlineData(
        """
        switch (s_presses++)
                {
                    case 0:
                        {|PSAFE805:s_stop.Cancel()|};
                        break;
                }
        """,
        """
        switch (s_presses++)
                {
                    case 0:
                        e.Cancel = true;
                        s_stop.Cancel();
                        break;
                }
        """)]
    public Task Request_BehindABranch(string body, string expected)
    {
        return Fix<UncancelledTerminationAnalyzer, CancelSignalFix>(Handler(body), Handler(expected));

        static string Handler(string body) =>
            $$"""
            using System;
            using System.Threading;

            class Program
            {
                static int s_presses;
                static readonly CancellationTokenSource s_stop = new();

                static void Main()
                {
                    Console.CancelKeyPress += OnCancel;
                    s_stop.Token.WaitHandle.WaitOne();
                }

                static void OnCancel(object? sender, ConsoleCancelEventArgs e)
                {
                    {{body}}
                }
            }
            """;
    }

    [Theory]
    [InlineData(
        "delegate { {|PSAFE805:s_stop.Cancel()|}; };",
        "delegate (object? sender, ConsoleCancelEventArgs e) { e.Cancel = true; s_stop.Cancel(); };")]
    [InlineData(
        "(_, e) => { if (s_stop.IsCancellationRequested) return; {|PSAFE805:s_stop.Cancel()|}; };",
        "(_, e) => { if (s_stop.IsCancellationRequested) return; e.Cancel = true; s_stop.Cancel(); };")]
    [InlineData(
        "(_, e) => { if (!s_stop.IsCancellationRequested) {|PSAFE805:s_stop.Cancel()|}; };",
        "(_, e) => { if (!s_stop.IsCancellationRequested) { e.Cancel = true; s_stop.Cancel(); } };")]
    public Task Request_WhereItStands(string handler, string expected) =>
        Fix<UncancelledTerminationAnalyzer, CancelSignalFix>(Program(handler), Program(expected));

    /// <summary>A method that is called may let the second Ctrl+C through, and so may the rest of an expression.</summary>
    [Theory]
    [InlineData("(_, e) => {|PSAFE805:StopOnce()|};", "PSAFE805.CancelUnobservedSignal")]
    [InlineData("(_, e) => { {|PSAFE805:s_unseen.Cancel()|}; };", "PSAFE805.CancelUnobservedSignal")]
    public Task Review_InItsPlace(string handler, string key) => Fix<UncancelledTerminationAnalyzer, CancelSignalFix>(
        Program(handler),
        Program(handler.Contains("StopOnce")
            ? "(_, e) =>\n        {\n            e.Cancel = true;\n            StopOnce();\n        };"
            : "(_, e) => { e.Cancel = true; s_unseen.Cancel(); };"),
        test =>
        {
            test.CodeActionEquivalenceKey = key;
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        });

    [Theory]
    [InlineData("(_, e) => { if (s_stop is null)\n#if !NEVER\n{|PSAFE805:s_stop.Cancel()|};\n#endif\n };")]
    [InlineData("(_, e) => _ = s_stop.IsCancellationRequested || {|PSAFE805:Stop()|};")]
    public Task NoFix_UnderAConditionOfItsExpression(string handler) =>
        NoFix<UncancelledTerminationAnalyzer, CancelSignalFix>(Program(handler));

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

            static bool Stop()
            {
                s_stop.Cancel();
                return true;
            }

            static void StopOnce()
            {
                if (s_stop.IsCancellationRequested)
                    return;

                s_stop.Cancel();
            }
        }
        """;
}
