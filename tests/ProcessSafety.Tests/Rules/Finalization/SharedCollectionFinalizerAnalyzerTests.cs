using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class SharedCollectionFinalizerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Queue<Node>", "s_nodes.Enqueue(this)")]
    [InlineData("Stack<Node>", "s_nodes.Push(this)")]
    [InlineData("List<Node>", "s_nodes.Remove(this)")]
    [InlineData("List<Node>", "s_nodes.Clear()")]
    [InlineData("Dictionary<Node, int>", "s_nodes[this] = 1")]
    [InlineData("Dictionary<Node, int>", "s_nodes.Remove(this)")]
    [InlineData("LinkedList<Node>", "s_nodes.AddLast(this)")]
    [InlineData("SortedList<int, Node>", "s_nodes.Add(1, this)")]
    [InlineData("SortedDictionary<int, Node>", "s_nodes.Remove(1)")]
    [InlineData("SortedSet<Node>", "s_nodes.Remove(this)")]
    [InlineData("HashSet<Node>", "s_nodes.Add(this)")]
    [InlineData("PriorityQueue<Node, int>", "s_nodes.Enqueue(this, 1)")]
    public Task Hazard_MutationOfAStaticCollection(string type, string mutation) => Reports<SharedCollectionFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            static readonly {{type}} s_nodes = new();

            ~Node()
            {
                {|PSAFE204:{{mutation}}|};
            }
        }
        """);

    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            ~Buffer() => {|#0:Close()|};

            void Close() => {|#1:Pool.Return(this)|};
        }

        static class Pool
        {
            static readonly Queue<Buffer> s_free = new();

            public static void Return(Buffer buffer) => {|#2:s_free.Enqueue(buffer)|};
        }
        """,
        new DiagnosticResult(Rules.FinalizerMutatesSharedCollection).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Buffer → Close → Return → s_free.Enqueue()", "s_free"));

    [Fact]
    public Task Hazard_CollectionOfASingleton() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            ~Buffer() => {|PSAFE204:Pool.Shared.Return(this)|};
        }

        class Pool
        {
            public static readonly Pool Shared = new();

            readonly Stack<Buffer> _free = new();

            public void Return(Buffer buffer) => _free.Push(buffer);
        }
        """);

    [Fact]
    public Task Hazard_CollectionOfThePoolThatWasPassedIn() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Buffer
        {
            readonly Pool _pool;

            public Buffer(Pool pool) => _pool = pool;

            ~Buffer() => {|PSAFE204:_pool.Return(this)|};
        }

        class Pool
        {
            readonly Stack<Buffer> _free = new();

            public void Return(Buffer buffer) => _free.Push(buffer);
        }
        """);

    [Fact]
    public Task Hazard_TypeDerivedFromACollection() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Registry : List<Node> { }

        class Node
        {
            static readonly Registry s_live = new();

            ~Node() => {|PSAFE204:s_live.Remove(this)|};
        }
        """);

    [Fact]
    public Task Hazard_StaticProperty() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static List<Node> Live { get; } = new();

            ~Node() => {|PSAFE204:Live.Remove(this)|};
        }
        """);

    [Theory]
    [InlineData("ConcurrentQueue<Node>", "s_nodes.Enqueue(this)")]
    [InlineData("ConcurrentStack<Node>", "s_nodes.Push(this)")]
    [InlineData("ConcurrentBag<Node>", "s_nodes.Add(this)")]
    [InlineData("ConcurrentDictionary<Node, int>", "s_nodes[this] = 1")]
    [InlineData("ConcurrentDictionary<Node, int>", "s_nodes.TryRemove(this, out _)")]
    [InlineData("ConditionalWeakTable<Node, object>", "s_nodes.Remove(this)")]
    [InlineData("Queue<Node>", "_ = s_nodes.Count")]
    [InlineData("List<Node>", "s_nodes.Contains(this)")]
    [InlineData("Dictionary<Node, int>", "s_nodes.TryGetValue(this, out _)")]
    [InlineData("Dictionary<Node, int>", "_ = s_nodes[this]")]
    public Task Safe_ConcurrentOrOnlyRead(string type, string use) => Silent<SharedCollectionFinalizerAnalyzer>(
        $$"""
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;

        class Node
        {
            static readonly {{type}} s_nodes = new();

            ~Node()
            {
                {{use}};
            }
        }
        """);

    [Fact]
    public Task Safe_ConcurrentDictionaryBehindItsInterface() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            static readonly IDictionary<Node, int> s_nodes = new ConcurrentDictionary<Node, int>();

            ~Node() => s_nodes.Remove(this);
        }
        """);

    [Fact]
    public Task Safe_ChannelWriter() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Threading.Channels;

        class Node
        {
            static readonly Channel<Node> s_free = Channel.CreateUnbounded<Node>();

            ~Node() => s_free.Writer.TryWrite(this);
        }
        """);

    [Fact]
    public Task Safe_ImmutableListReplacedAtomically() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Immutable;

        class Node
        {
            static ImmutableList<Node> s_live = ImmutableList<Node>.Empty;

            ~Node() => ImmutableInterlocked.Update(ref s_live, static (live, node) => live.Remove(node), this);
        }
        """);

    [Fact]
    public Task Safe_SynchronizedWrapper() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections;

        class Node
        {
            static readonly Queue s_free = Queue.Synchronized(new Queue());

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Theory]
    [InlineData("{|PSAFE204:s_live?.Remove(this)|};")]
    [InlineData("List<Node> live = s_live; {|PSAFE204:live.Remove(this)|};")]
    [InlineData("{|PSAFE204:Registry.Instance.Live.Remove(this)|};")]
    [InlineData("{|PSAFE204:Forget(s_live, this)|};")]
    [InlineData("{|PSAFE204:Forget(node: this, live: s_live)|};")]
    public Task Hazard_CollectionReachedIndirectly(string statement) => Reports<SharedCollectionFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            static readonly List<Node> s_live = new();

            ~Node()
            {
                {{statement}}
            }

            static void Forget(List<Node> live, Node node) => live.Remove(node);
        }

        class Registry
        {
            public static Registry Instance { get; } = new();

            public List<Node> Live { get; } = new();
        }
        """);

    [Theory]
    [InlineData("List<Node> live = new(s_live); live.Remove(this);")]
    [InlineData("List<Node> live = s_live.ToList(); live.Remove(this);")]
    [InlineData("s_live.ToList().Remove(this);")]
    [InlineData("List<Node> live = s_live.FindAll(node => node != this); live.Clear();")]
    [InlineData("List<Node> live = s_live.GetRange(0, 1); live.Clear();")]
    [InlineData("_ = s_live.Where(node => node != this).ToList();")]
    public Task Safe_CopyOfASharedCollection(string statement) => Silent<SharedCollectionFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;
        using System.Linq;

        class Node
        {
            static readonly List<Node> s_live = new();

            ~Node()
            {
                {{statement}}
            }
        }
        """);
}
