using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class LostGuardFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "Mutex mutex = {|PSAFE306:new(false, \"app\", out bool isFirst)|}; // the first",
        "using Mutex mutex = new(false, \"app\", out bool isFirst); // the first")]
    [InlineData(
        "var mutex = {|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|};",
        "using var mutex = new Mutex(false, \"app\", out bool isFirst);")]
    [InlineData(
        "Mutex mutex = ((Mutex){|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|})!;",
        "using Mutex mutex = ((Mutex)new Mutex(false, \"app\", out bool isFirst))!;")]
    [InlineData(
        "_ = {|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|}; // the first",
        "using var instance = new Mutex(false, \"app\", out bool isFirst); // the first")]
    [InlineData(
        "{|PSAFE306:new Mutex(true, \"app\", out bool isFirst)|};",
        "using var instance = new Mutex(true, \"app\", out bool isFirst);")]
    public Task Fix_Statement(string statement, string expected) =>
        Fix<LostGuardAnalyzer, LostGuardFix>(AsyncMain(statement), AsyncMain(expected));

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        // Only one of us.
        Mutex mutex = {|PSAFE306:new(false, "app", out bool isFirst)|};
        if (isFirst)
            await Task.Delay(1000);
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;

        // Only one of us.
        using Mutex mutex = new(false, "app", out bool isFirst);
        if (isFirst)
            await Task.Delay(1000);
        """,
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("Mutex mutex;")]
    [InlineData("Mutex? mutex = null;")]
    public Task Fix_Assignment(string declaration) => Fix<LostGuardAnalyzer, LostGuardFix>(
        AsyncMain(
            "bool isFirst;\n        " + declaration
            + "\n        mutex = {|PSAFE306:new Mutex(false, \"app\", out isFirst)|}; // the first"),
        AsyncMain("bool isFirst;\n        using Mutex mutex = new Mutex(false, \"app\", out isFirst); // the first"));

    /// <summary>A using variable keeps its value.</summary>
    [Fact]
    public Task Fix_AssignmentOnBothSides_GetsAField() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static async Task Main(string[] args)
            {
                Mutex mutex;
                if (args.Length > 0)
                {
                    mutex = new Mutex(false, args[0]);
                }

                mutex = {|PSAFE306:new Mutex(false, "app", out bool isFirst)|};
                if (isFirst)
                {
                    await Task.Delay(1000);
                }
            }
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            private static Mutex? s_mutex;

            static async Task Main(string[] args)
            {
                if (args.Length > 0)
                {
                    s_mutex = new Mutex(false, args[0]);
                }

                s_mutex = new Mutex(false, "app", out bool isFirst);
                if (isFirst)
                {
                    await Task.Delay(1000);
                }
            }
        }
        """);

    /// <summary>Its Dispose releases the mutex, which throws on the thread that goes on after an await.</summary>
    [Fact]
    public Task NoFix_ObjectThatHoldsTheMutex() => NoFix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static async Task Main()
            {
                var single = {|PSAFE306:new Single()|};
                if (single.IsFirst)
                {
                    await Task.Delay(1000);
                }
            }
        }

        internal sealed class Single : IDisposable
        {
            private readonly Mutex _mutex;

            public Single()
            {
                _mutex = new Mutex(true, "app", out bool createdNew);
                IsFirst = createdNew;
            }

            public bool IsFirst { get; }

            public void Dispose() => _mutex.ReleaseMutex();
        }
        """);

    private static string AsyncMain(string statement) =>
        $$"""
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static async Task Main()
            {
                // Only one of us.
                {{statement}}
                if (!isFirst)
                    return;

                await Task.Delay(1000);
            }
        }
        """;
}
