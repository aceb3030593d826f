using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Engine.Calls;

/// <summary>Code that runs with no call in sight.</summary>
public sealed class ImplicitCallTests : RuleTest
{
    [Theory]
    [InlineData("_ = {|PSAFE202:new Money() + new Money()|};")]
    [InlineData("_ = {|PSAFE202:-new Money()|};")]
    [InlineData("int number = {|PSAFE202:new Money()|};")]
    [InlineData("Money money = new(); {|PSAFE202:money++|};")]
    [InlineData("foreach (int item in {|PSAFE202:Table.Items()|}) { }")]
    [InlineData("foreach (int item in {|PSAFE202:new Rows()|}) { }")]
    [InlineData("{|PSAFE202:(int first, int second) = new Pair()|};")]
    [InlineData("_ = new Pair() is {|PSAFE202:(1, 2)|};")]
    [InlineData("{|PSAFE202:Table.Changed += null|};")]
    [InlineData("{|PSAFE202:Table.Read|} += 1;")]
    [InlineData("{|PSAFE202:Table.Read|}++;")]
    [InlineData("{|PSAFE202:Table.Cached|} ??= new object();")]
    [InlineData("Later(); async void Later() { await using Closer closer = {|PSAFE202:new Closer()|}; }")]
    public Task Hazard_ImplicitCall(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            ~Node()
            {
                {{statement}}
            }
        }
        """,
        Table);

    [Theory]
    [InlineData("_ = Table.Items();")]
    [InlineData("Later(); async void Later() { await System.Threading.Tasks.Task.Yield(); await using Closer closer = new(); }")]
    [InlineData("foreach (int item in new int[1]) { }")]
    [InlineData("(int first, int second) = (1, 2);")]
    [InlineData("Table.Quiet += null;")]
    [InlineData("Table.Written = 1;")]
    public Task Safe_ImplicitCall(string statement) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            ~Node()
            {
                {{statement}}
            }
        }
        """,
        Table);

    private const string Table =
        """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        static class Table
        {
            static readonly object s_gate = new();

            public static event Action Changed { add => Take(); remove { } }
            public static event Action Quiet;
            public static int Read { get => Take(); set { } }
            public static int Written { get => Take(); set { } }
            public static object Cached { get { Take(); return null; } set { } }

            public static IEnumerable<int> Items() { lock (s_gate) { yield return 1; } }

            public static int Take() { lock (s_gate) { return 1; } }
        }

        class Money
        {
            public static Money operator +(Money left, Money right) { Table.Take(); return left; }
            public static Money operator -(Money money) { Table.Take(); return money; }
            public static Money operator ++(Money money) { Table.Take(); return money; }
            public static implicit operator int(Money money) => Table.Take();
        }

        class Rows
        {
            public IEnumerator<int> GetEnumerator() { Table.Take(); return null; }
        }

        class Pair
        {
            public void Deconstruct(out int first, out int second) => first = second = Table.Take();
        }

        class Closer : IAsyncDisposable
        {
            public void Dispose() { }
            public ValueTask DisposeAsync() { Table.Take(); return default; }
        }
        """;
}
