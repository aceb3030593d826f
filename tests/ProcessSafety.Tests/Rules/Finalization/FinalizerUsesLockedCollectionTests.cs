using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class FinalizerUsesLockedCollectionTests : RuleTest
{
    [Theory]
    [InlineData("Queue<Node>", "s_nodes.Enqueue(this)")]
    [InlineData("Queue<Node>", "s_nodes.Dequeue()")]
    [InlineData("Queue<Node>", "s_nodes.TryDequeue(out _)")]
    [InlineData("Stack<Node>", "s_nodes.Push(this)")]
    [InlineData("Stack<Node>", "s_nodes.Pop()")]
    [InlineData("List<Node>", "s_nodes.Add(this)")]
    [InlineData("List<Node>", "s_nodes.Insert(0, this)")]
    [InlineData("List<Node>", "s_nodes.Remove(this)")]
    [InlineData("List<Node>", "s_nodes.RemoveAll(n => n == this)")]
    [InlineData("List<Node>", "s_nodes.Clear()")]
    [InlineData("Dictionary<Node, int>", "s_nodes.Add(this, 1)")]
    [InlineData("Dictionary<Node, int>", "s_nodes.Remove(this)")]
    [InlineData("Dictionary<Node, int>", "s_nodes.TryAdd(this, 1)")]
    [InlineData("Dictionary<Node, int>", "s_nodes[this] = 1")]
    [InlineData("LinkedList<Node>", "s_nodes.AddLast(this)")]
    [InlineData("LinkedList<Node>", "s_nodes.RemoveFirst()")]
    [InlineData("SortedList<int, Node>", "s_nodes.Add(1, this)")]
    [InlineData("SortedDictionary<int, Node>", "s_nodes[1] = this")]
    [InlineData("SortedSet<Node>", "s_nodes.Remove(this)")]
    [InlineData("HashSet<Node>", "s_nodes.Add(this)")]
    [InlineData("PriorityQueue<Node, int>", "s_nodes.Enqueue(this, 1)")]
    public Task Hazard_MutationUnderAStaticLock(string type, string mutation) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();
            static readonly {{type}} s_nodes = new();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:{{mutation}}|};
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            ~Buffer() => {|#0:Pool.Return(this)|};
        }

        static class Pool
        {
            static readonly object s_gate = new();
            static readonly Queue<Buffer> s_free = new();

            public static void Return(Buffer buffer) => {|#1:Store(buffer)|};

            static void Store(Buffer buffer)
            {
                lock (s_gate)
                {
                    {|#2:s_free.Enqueue(buffer)|};
                }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerUsesLockedCollection).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Buffer → Return → Store → lock (s_gate)", "s_free"));

    [Fact]
    public Task Hazard_InTheFinalizerItself_IsStatedWithoutHops() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            static readonly object s_gate = new();
            static readonly Queue<Buffer> s_free = new();

            ~Buffer()
            {
                lock (s_gate) { {|#0:s_free.Enqueue(this)|}; }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerUsesLockedCollection).WithLocation(0)
            .WithArguments("~Buffer → lock (s_gate)", "s_free"));

    [Fact]
    public Task Hazard_CollectionIsItsOwnLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            static readonly Queue<Buffer> s_free = new();

            ~Buffer()
            {
                lock (s_free) {|PSAFE201:s_free.Enqueue(this)|};
            }
        }
        """);

    [Fact]
    public Task Hazard_MutationBetweenMonitorEnterAndExit() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;

        class Buffer
        {
            static readonly Stack<Buffer> s_free = new();

            ~Buffer()
            {
                Monitor.Enter(s_free);
                try { {|PSAFE201:s_free.Push(this)|}; }
                finally { Monitor.Exit(s_free); }
            }
        }
        """);

    [Fact]
    public Task Hazard_MutationInALockScope() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;

        class Buffer
        {
            static readonly Lock s_gate = new();
            static readonly List<Buffer> s_all = new();

            ~Buffer()
            {
                using (s_gate.EnterScope())
                {
                    {|PSAFE201:s_all.Remove(this)|};
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_MutationUnderAWriteLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Threading;

        class Handle
        {
            static readonly ReaderWriterLockSlim s_lock = new();
            static readonly Dictionary<int, string> s_names = new();
            int _id;

            ~Handle()
            {
                s_lock.EnterWriteLock();
                try { {|PSAFE201:s_names.Remove(_id)|}; }
                finally { s_lock.ExitWriteLock(); }
            }
        }
        """);

    [Fact]
    public Task Hazard_MutationInAMethodCalledUnderTheLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            static readonly object s_gate = new();
            static readonly List<Buffer> s_all = new();

            ~Buffer()
            {
                lock (s_gate)
                {
                    {|PSAFE201:Forget(this)|};
                }
            }

            static void Forget(Buffer buffer) => s_all.Remove(buffer);
        }
        """);

    [Fact]
    public Task Hazard_SeveralMutationsUnderOneLock_AreOneFinding() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            static readonly object s_gate = new();
            static readonly Queue<Buffer> s_free = new();

            ~Buffer()
            {
                lock (s_gate)
                {
                    while (s_free.Count > 8)
                        {|PSAFE201:s_free.Dequeue()|};
                    s_free.Enqueue(this);
                    s_free.TrimExcess();
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_TwoCollectionsUnderOneLock_AreTwoFindings() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            static readonly object s_gate = new();
            static readonly HashSet<Buffer> s_used = new();
            static readonly Queue<Buffer> s_free = new();

            ~Buffer()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_used.Remove(this)|};
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }
        }
        """);

    [Theory]
    [InlineData("lock (this) lock (s_gate) {|PSAFE201:s_free.Enqueue(this)|};")]
    [InlineData("lock (s_gate) lock (_own) {|PSAFE201:s_free.Enqueue(this)|};")]
    [InlineData("lock (s_gate) { if (s_free.Count < 8) {|PSAFE201:s_free.Enqueue(this)|}; }")]
    [InlineData("lock (s_gate) { try { {|PSAFE201:s_free.Enqueue(this)|}; } catch { } }")]
    [InlineData("lock (s_gate) { Queue<Buffer> free = s_free; {|PSAFE201:free.Enqueue(this)|}; }")]
    [InlineData("lock (s_gate) {|PSAFE201:s_free?.Enqueue(this)|};")]
    public Task Hazard_MutationDeeperUnderTheLock(string body) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;

        class Buffer
        {
            static readonly object s_gate = new();
            static readonly Queue<Buffer> s_free = new();
            readonly object _own = new();

            ~Buffer()
            {
                {{body}}
            }
        }
        """);
}
