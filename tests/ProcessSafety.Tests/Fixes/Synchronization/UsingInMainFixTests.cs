using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class UsingInMainFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "Mutex mutex = {|PSAFE306:new(false, \"app\", out bool isFirst)|}; // the first",
        "using Mutex mutex = new(false, \"app\", out bool isFirst); // the first")]
    [InlineData(
        "var mutex = {|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|};",
        "using var mutex = new Mutex(false, \"app\", out bool isFirst);")]
    [InlineData(
        "_ = {|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|}; // the first",
        "using var instance = new Mutex(false, \"app\", out bool isFirst); // the first")]
    [InlineData(
        "{|PSAFE306:new Mutex(true, \"app\", out bool isFirst)|};",
        "using var instance = new Mutex(true, \"app\", out bool isFirst);")]
    public Task Fix_Statement(string statement, string expected) =>
        Fix<LostGuardAnalyzer, UsingInMainFix>(AsyncMain(statement), AsyncMain(expected));

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<LostGuardAnalyzer, UsingInMainFix>(
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
    [InlineData("Mutex mutex; bool isFirst; mutex = {|PSAFE306:new Mutex(false, \"app\", out isFirst)|};")]
    [InlineData("bool isFirst = {|PSAFE306:new Mutex(false, \"app\")|}.WaitOne(0);")]
    [InlineData("_ = {|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|}; string instance = \"\";")]
    public Task NoFix_OtherForms(string statement) => NoFix<LostGuardAnalyzer, UsingInMainFix>(AsyncMain(statement));

    /// <summary>Its Dispose releases the mutex, which throws on the thread that goes on after an await.</summary>
    [Fact]
    public Task NoFix_ObjectThatHoldsTheMutex() => NoFix<LostGuardAnalyzer, UsingInMainFix>(
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

    [Fact]
    public Task NoFix_VariableOfAnInnerBlock() => NoFix<LostGuardAnalyzer, UsingInMainFix>(
        """
        using System.IO;
        using System.Threading.Tasks;
        class Program
        {
            static async Task Main()
            {
                try
                {
                    var stream = {|PSAFE306:new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)|};
                }
                catch (IOException)
                {
                    return;
                }

                await Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task NoFix_OldLanguage() => NoFix<LostGuardAnalyzer, UsingInMainFix>(
        test => test.LanguageVersion = LanguageVersion.CSharp7_3,
        AsyncMain("var mutex = {|PSAFE306:new Mutex(false, \"app\", out bool isFirst)|};"));

    [Fact]
    public Task NoFix_Method() => NoFix<LostGuardAnalyzer, UsingInMainFix>(
        """
        using System.Threading;
        class Program
        {
            static bool IsFirst()
            {
                var mutex = {|PSAFE306:new Mutex(false, "app", out bool isFirst)|};
                return isFirst;
            }
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
