using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Which code of a called member runs on the thread that calls it.</summary>
public sealed class CalledBodyTests : RuleTest
{
    [Theory]
    [InlineData("public Scope() { Take(); }")]
    [InlineData("public Scope() : this(1) { } Scope(int size) { Take(); }")]
    [InlineData("readonly int _size = Take();")]
    [InlineData("readonly int _size = Take(); public Scope() { }")]
    [InlineData("int Size { get; } = Take();")]
    public Task Hazard_CodeOfAConstruction(string members) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            ~Node() => _ = {|PSAFE202:new Scope()|};
        }

        class Scope
        {
            static readonly object s_gate = new();

            {{members}}

            static int Take()
            {
                lock (s_gate) return 1;
            }
        }
        """);

    [Theory]
    [InlineData("public Scope() { } public Scope(int size) { Take(); }")]
    [InlineData("public Scope() { } public Scope(int size) : this() { Take(); }")]
    [InlineData("int Size => Take();")]
    [InlineData("readonly System.Func<int> _size = () => Take();")]
    [InlineData("~Scope() { }")]
    public Task Safe_CodeThatAConstructionDoesNotRun(string members) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            ~Node() => _ = new Scope();
        }

        class Scope
        {
            static readonly object s_gate = new();

            {{members}}

            static int Take()
            {
                lock (s_gate) return 1;
            }
        }
        """);

    [Theory]
    [InlineData("public Derived() { }")]
    [InlineData("public Derived() : base() { }")]
    [InlineData("")]
    public Task Hazard_ConstructorOfTheBase(string constructor) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            ~Node() => _ = {|PSAFE202:new Derived()|};
        }

        class Base
        {
            static readonly object s_gate = new();

            protected Base()
            {
                lock (s_gate) { }
            }

            protected Base(int size) { }
        }

        class Derived : Base
        {
            {{constructor}}
        }
        """);

    [Fact]
    public Task Safe_AnotherConstructorOfTheBase() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            ~Node() => _ = new Derived();
        }

        class Base
        {
            static readonly object s_gate = new();

            protected Base()
            {
                lock (s_gate) { }
            }

            protected Base(int size) { }
        }

        class Derived : Base
        {
            public Derived() : base(1) { }
        }
        """);

    [Fact]
    public Task Hazard_AsynchronousMethodBeforeItsFirstAwait() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Node
        {
            static readonly object s_gate = new();

            ~Node() => _ = {|PSAFE202:CloseAsync()|};

            static async Task CloseAsync()
            {
                lock (s_gate) { }
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task Safe_AsynchronousMethodAfterYielding() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Node
        {
            static readonly object s_gate = new();

            ~Node() => _ = CloseAsync();

            static async Task CloseAsync()
            {
                await Task.Yield();
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_IteratorThatIsNotEnumerated() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();

            ~Node() => _ = Children();

            static IEnumerable<int> Children()
            {
                lock (s_gate) { }
                yield return 1;
            }
        }
        """);

    [Fact]
    public Task Hazard_ExpressionBodiedProperty() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => Use({|PSAFE202:Count|});

            static int Count
            {
                get { lock (s_gate) return 1; }
            }

            static void Use(int count) { }
        }
        """);

    [Fact]
    public Task Hazard_CompoundAssignmentRunsBothAccessors() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Count|} += 1;

            static int Count
            {
                get => 1;
                set { lock (s_gate) { } }
            }
        }
        """);

    [Fact]
    public Task Safe_AccessorThatIsNotUsed() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => Count = 1;

            static int Count
            {
                get { lock (s_gate) return 1; }
                set { }
            }
        }
        """);
}
