using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>The calls that a path follows, one form each.</summary>
public sealed class CallTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE202:Table.Take()|};")]
    [InlineData("_ = {|PSAFE202:Table.Count|};")]
    [InlineData("{|PSAFE202:Table.Last|} = this;")]
    [InlineData("_ = {|PSAFE202:new Table()|};")]
    [InlineData("Table table = {|PSAFE202:new()|};")]
    [InlineData("{|PSAFE202:this.Recycle()|};")]
    [InlineData("{|PSAFE202:Extensions.Recycle(this)|};")]
    [InlineData("{|PSAFE202:Table.Forget<Node>(this)|};")]
    [InlineData("{|PSAFE202:Table.Forget(this)|};")]
    [InlineData("{|PSAFE202:Slots<int>.Clear()|};")]
    [InlineData("Touch({|PSAFE202:Table.Count|});")]
    [InlineData("if ({|PSAFE202:Table.Count|} > 0) Touch(1);")]
    [InlineData("Touch(({|PSAFE202:Table.Take()|}).GetHashCode());")]
    [InlineData("for (int i = {|PSAFE202:Table.Count|}; i > 0; i--) Touch(i);")]
    [InlineData("try { Touch(0); } catch { {|PSAFE202:Table.Take()|}; }")]
    [InlineData("try { Touch(0); } finally { {|PSAFE202:Table.Take()|}; }")]
    [InlineData("Touch(_open ? {|PSAFE202:Table.Take()|} : 0);")]
    [InlineData("string text = $\"{{|PSAFE202:Table.Count|}}\";")]
    public Task Hazard_CallForm(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            bool _open = true;

            ~Node()
            {
                {{statement}}
            }

            static void Touch(int value) { }
        }
        """,
        """
        class Table
        {
            static readonly object s_gate = new();

            public Table() => Take();

            public static int Count => Take();

            public static object Last
            {
                get => null;
                set => Take();
            }

            public static void Forget<T>(T item) => Take();

            public static int Take()
            {
                lock (s_gate) return 1;
            }
        }

        static class Slots<T>
        {
            static readonly object s_gate = new();

            public static void Clear()
            {
                lock (s_gate) { }
            }
        }

        static class Extensions
        {
            public static void Recycle(this object item) => Table.Take();
        }
        """);

    [Theory]
    [InlineData("_ = Table.Last;")]
    [InlineData("_ = nameof(Table.Take);")]
    [InlineData("System.Linq.Expressions.Expression<System.Func<int>> take = () => Table.Take();")]
    [InlineData("Later -= OnLater; void OnLater() => Table.Take();")]
    [InlineData("System.Func<int> take = Table.Take;")]
    [InlineData("System.Func<int> take = () => Table.Take();")]
    [InlineData("int Local() => Table.Take();")]
    [InlineData("new System.Threading.Thread(() => Table.Take()).Start();")]
    [InlineData("System.Threading.Tasks.Task.Run(Table.Take);")]
    [InlineData("_ = Table.Items();")]
    public Task Safe_NotACall(string statement) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;

        class Node
        {
            event Action Later = () => Table.Take();

            ~Node()
            {
                {{statement}}
            }
        }
        """,
        """
        using System.Collections.Generic;

        static class Table
        {
            static readonly object s_gate = new();

            public static object Last
            {
                get => null;
                set => Take();
            }

            public static IEnumerable<int> Items()
            {
                lock (s_gate) yield return 1;
            }

            public static int Take()
            {
                lock (s_gate) return 1;
            }
        }
        """);

    [Theory]
    [InlineData("{|PSAFE202:_pool?.Return(this)|}")]
    [InlineData("{|PSAFE202:_pool?.Next?.Return(this)|}")]
    [InlineData("_ = {|PSAFE202:_pool?.Count|}")]
    public Task Hazard_ConditionalAccess(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            readonly Pool _pool;

            public Node(Pool pool) => _pool = pool;

            ~Node()
            {
                {{statement}};
            }
        }

        class Pool
        {
            readonly object _gate = new();
            readonly Pool _next = null;

            public Pool Next => _next;

            public int Count
            {
                get { lock (_gate) return 1; }
            }

            public void Return(Node node)
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_Indexer() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly Table _table;
            readonly int _id;

            public Node(Table table, int id) => (_table, _id) = (table, id);

            ~Node() => {|PSAFE202:_table[_id]|} = null;
        }

        class Table
        {
            static readonly object s_gate = new();

            public Node this[int id]
            {
                get => null;
                set { lock (s_gate) { } }
            }
        }
        """);

    [Fact]
    public Task Hazard_LocalFunction() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                Close();

                void Close()
                {
                    {|PSAFE202:lock (s_gate)|} { }
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_LocalFunctionFurtherDown() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Close()|};

            static void Close()
            {
                Core();

                static void Core()
                {
                    lock (s_gate) { }
                }
            }
        }
        """);

    [Theory]
    [InlineData("Action close = () => { {|PSAFE202:lock (s_gate)|} { } }; close();")]
    [InlineData("Action close = delegate { {|PSAFE202:lock (s_gate)|} { } }; close.Invoke();")]
    [InlineData("((Action)(() => { {|PSAFE202:lock (s_gate)|} { } }))();")]
    [InlineData("new Action(() => { {|PSAFE202:lock (s_gate)|} { } })();")]
    [InlineData("Action close = Close; {|PSAFE202:close()|};")]
    public Task Hazard_DelegateInvokedThere(string body) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;

        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                {{body}}
            }

            static void Close()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("using (Scope scope = {|PSAFE202:new Scope()|}) { }")]
    [InlineData("using ({|PSAFE202:new Scope()|}) { }")]
    [InlineData("using Scope scope = {|PSAFE202:new()|};")]
    [InlineData("using Scope scope = {|PSAFE202:Open()|};")]
    [InlineData("Scope scope = new(); using ({|PSAFE202:scope|}) { }")]
    [InlineData("Scope scope = new(); {|PSAFE202:scope.Dispose()|};")]
    public Task Hazard_DisposeOfAUsing(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;

        class Node
        {
            ~Node()
            {
                {{statement}}
            }

            static Scope Open() => new();
        }

        sealed class Scope : IDisposable
        {
            static readonly object s_gate = new();

            public void Dispose()
            {
                lock (s_gate) { }
            }
        }
        """);
}
