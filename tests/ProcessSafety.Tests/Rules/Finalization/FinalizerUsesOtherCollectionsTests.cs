using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>The near misses of PSAFE201: what it leaves to another rule, and what it leaves alone.</summary>
public sealed class FinalizerUsesOtherCollectionsTests : RuleTest
{
    [Theory]
    [InlineData("_ = s_nodes.Count")]
    [InlineData("_ = s_nodes.Contains(this)")]
    [InlineData("_ = s_nodes.Peek()")]
    [InlineData("foreach (Node node in s_nodes) node.Touch()")]
    public Task Hazard_CollectionOnlyReadUnderTheLock_IsATakenLock(string read) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|}
                {
                    {{read}};
                }
            }

            void Touch() { }
        }
        """);

    [Fact]
    public Task Hazard_OwnCollectionUnderASharedLock_IsATakenLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();
            readonly List<int> _values = new();

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|}
                {
                    _values.Clear();
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_ConcurrentCollectionUnderASharedLock_IsATakenLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Concurrent;

        class Node
        {
            static readonly object s_gate = new();
            static readonly ConcurrentQueue<Node> s_nodes = new();

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|}
                {
                    s_nodes.Enqueue(this);
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_ArrayElementUnderASharedLock_IsATakenLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();
            static readonly Node[] s_nodes = new Node[16];
            int _index;

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|}
                {
                    s_nodes[_index] = null;
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_MutationAfterTheLock_IsATakenLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();
            static int s_count;

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|}
                {
                    s_count--;
                }
                s_nodes.Enqueue(this);
            }
        }
        """);

    [Fact]
    public Task Safe_LockOfTheDyingObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly Queue<int> _values = new();

            ~Node()
            {
                lock (this) _values.Enqueue(1);
            }
        }
        """);

    [Fact]
    public Task Safe_PrivateLockAndCollectionOfTheDyingObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly object _gate = new();
            readonly Queue<int> _values = new();

            public void Add(int value)
            {
                lock (_gate) _values.Enqueue(value);
            }

            ~Node()
            {
                lock (_gate) _values.Clear();
            }
        }
        """);

    [Fact]
    public Task Safe_OwnCollectionIsItsOwnLock() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly List<int> _values = new();

            ~Node()
            {
                lock (_values) _values.Clear();
            }
        }
        """);

    [Theory]
    [InlineData("Monitor.TryEnter(s_gate)")]
    [InlineData("Monitor.TryEnter(s_gate, 0)")]
    [InlineData("Monitor.TryEnter(s_gate, TimeSpan.FromMilliseconds(50))")]
    public Task Safe_TriedLock(string attempt) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();

            ~Node()
            {
                if ({{attempt}})
                {
                    try { s_nodes.Enqueue(this); }
                    finally { Monitor.Exit(s_gate); }
                }
            }
        }
        """);

    [Fact]
    public Task Safe_ConcurrentCollectionWithoutALock() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Concurrent;

        class Node
        {
            static readonly ConcurrentQueue<Node> s_nodes = new();

            ~Node() => s_nodes.Enqueue(this);
        }
        """);

    [Fact]
    public Task Safe_LockedMutationOfLivingCode() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();

            public static void Return(Node node)
            {
                lock (s_gate) s_nodes.Enqueue(node);
            }

            ~Node() { }
        }
        """);

    [Fact]
    public Task Safe_WorkHandedToThePool() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();

            ~Node() => ThreadPool.QueueUserWorkItem(static node => Return(node), this, preferLocal: false);

            static void Return(Node node)
            {
                lock (s_gate) s_nodes.Enqueue(node);
            }
        }
        """);
}
