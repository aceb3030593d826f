using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

public sealed class TryAddFixTests : RuleTest
{
    [Fact]
    public Task Add_InTheFinalizer() => Converts(
        "~Job() => {|PSAFE203:s_done.Add(_id)|};",
        "~Job() => s_done.TryAdd(_id);");

    [Fact]
    public Task Add_AsAStatementWithComments() => Converts(
        "~Job() { /* tell */ {|PSAFE203:s_done.Add( _id /* who */ )|}; }",
        "~Job() { /* tell */ s_done.TryAdd( _id /* who */ ); }");

    [Fact]
    public Task Add_WithANamedArgument() => Converts(
        "~Job() { {|PSAFE203:s_done.Add(item: _id)|}; }",
        "~Job() { s_done.TryAdd(item: _id); }");

    [Fact]
    public Task Add_WithAToken() => Converts(
        "~Job() { {|PSAFE203:s_done.Add(_id, CancellationToken.None)|}; }",
        "~Job() { s_done.TryAdd(_id, 0, CancellationToken.None); }");

    [Fact]
    public Task Add_WithANamedToken() => Converts(
        "~Job() { {|PSAFE203:s_done.Add(cancellationToken: CancellationToken.None, item: _id)|}; }",
        "~Job() { s_done.TryAdd(cancellationToken: CancellationToken.None, item: _id, millisecondsTimeout: 0); }");

    [Fact]
    public Task Add_InAnotherFile_OnceForTwoFinalizers() => Fix<BlockingFinalizerAnalyzer, TryAddFix>(
        new[]
        {
            """
            class Job
            {
                ~Job() => {|PSAFE203:Ledger.Enter(this)|};
            }

            class Task
            {
                ~Task() => {|PSAFE203:Ledger.Enter(this)|};
            }
            """,
            """
            using System.Collections.Concurrent;

            static class Ledger
            {
                private static readonly BlockingCollection<object> s_done = new BlockingCollection<object>(4);

                public static void Enter(object job)
                {
                    s_done.Add(job);
                }
            }
            """,
        },
        new[]
        {
            """
            class Job
            {
                ~Job() => Ledger.Enter(this);
            }

            class Task
            {
                ~Task() => Ledger.Enter(this);
            }
            """,
            """
            using System.Collections.Concurrent;

            static class Ledger
            {
                private static readonly BlockingCollection<object> s_done = new BlockingCollection<object>(4);

                public static void Enter(object job)
                {
                    s_done.TryAdd(job);
                }
            }
            """,
        },
        test => test.NumberOfIncrementalIterations = 1);

    [Fact]
    public Task FixAll_SeveralInOneFile() => Converts(
        """
        ~Job()
            {
                {|PSAFE203:s_done.Add(_id)|};
                {|PSAFE203:s_done.Add(_id + 1)|};
            }
        """,
        """
        ~Job()
            {
                s_done.TryAdd(_id);
                s_done.TryAdd(_id + 1);
            }
        """,
        iterations: 2);

    [Theory]
    [InlineData("public static void Close(int job) => Enter(job);")]
    [InlineData("public static System.Action<int> Closing() => Enter;")]
    public Task Stays_WhereOthersAddToo(string other) => NoFix<BlockingFinalizerAnalyzer, TryAddFix>(Source(
        $$"""
        ~Job() => {|PSAFE203:Enter(_id)|};

            private static void Enter(int job) => s_done.Add(job);

            {{other}}
        """));

    /// <summary>Whoever has the assembly may call it.</summary>
    [Fact]
    public Task Stays_InAPublicMethod() => NoFix<BlockingFinalizerAnalyzer, TryAddFix>(
        """
        using System.Collections.Concurrent;

        public class Job
        {
            private static readonly BlockingCollection<int> s_done = new BlockingCollection<int>(4);

            ~Job() => {|PSAFE203:Enter(1)|};

            public static void Enter(int job) => s_done.Add(job);
        }
        """);

    private static Task Converts(string members, string converted, int iterations = 1) => Fix<BlockingFinalizerAnalyzer, TryAddFix>(
        Source(members), Source(converted), test => test.NumberOfIncrementalIterations = iterations);

    private static string Source(string members) =>
        $$"""
        using System.Collections.Concurrent;
        using System.Threading;

        class Job
        {
            private static readonly BlockingCollection<int> s_done = new BlockingCollection<int>(4);
            private readonly int _id = 1;

            {{members}}
        }
        """;
}
