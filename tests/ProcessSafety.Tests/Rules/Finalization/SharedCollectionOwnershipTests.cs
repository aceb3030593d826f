using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>The near misses of PSAFE204: collections that are not proved shared, and code that holds a lock or is not reached.</summary>
public sealed class SharedCollectionOwnershipTests : RuleTest
{
    [Fact]
    public Task Safe_CollectionOfTheDyingObject() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly List<int> _values = new();

            ~Node() => _values.Clear();
        }
        """);

    [Fact]
    public Task Safe_CollectionOfAnObjectThatTheDyingOneCreated() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly State _state = new();

            ~Node() => _state.Reset();
        }

        class State
        {
            readonly List<int> _values = new();

            public void Reset() => _values.Clear();
        }
        """);

    [Fact]
    public Task Safe_LocalCollection() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            ~Node()
            {
                List<int> values = new();
                values.Add(1);
            }
        }
        """);

    [Fact]
    public Task Safe_CollectionOfUnknownOrigin() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;

        class Node
        {
            readonly WeakReference<List<Node>> _siblings;

            public Node(WeakReference<List<Node>> siblings) => _siblings = siblings;

            ~Node()
            {
                if (_siblings.TryGetTarget(out List<Node> siblings))
                    siblings.Remove(this);
            }
        }
        """);

    [Fact]
    public Task Safe_CollectionOfTheThread() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;

        class Node
        {
            [ThreadStatic]
            static List<int> s_scratch;

            ~Node()
            {
                s_scratch ??= new List<int>();
                s_scratch.Add(1);
            }
        }
        """);

    [Theory]
    [InlineData("lock (s_gate) s_nodes.Enqueue(this);")]
    [InlineData("Monitor.Enter(s_gate); try { s_nodes.Enqueue(this); } finally { Monitor.Exit(s_gate); }")]
    [InlineData("if (Monitor.TryEnter(s_gate)) { s_nodes.Enqueue(this); Monitor.Exit(s_gate); }")]
    [InlineData("if (!Monitor.TryEnter(s_gate)) return; try { s_nodes.Enqueue(this); } finally { Monitor.Exit(s_gate); }")]
    [InlineData("lock (s_gate) Store(this);")]
    [InlineData("using (new Scope(s_gate)) s_nodes.Enqueue(this);")]
    [InlineData("using Scope scope = new(s_gate); s_nodes.Enqueue(this);")]
    [InlineData("Enter(); try { s_nodes.Enqueue(this); } finally { Leave(); }")]
    [InlineData("s_mutex.WaitOne(); s_nodes.Enqueue(this); s_mutex.ReleaseMutex();")]
    [InlineData("s_semaphore.Wait(); s_nodes.Enqueue(this); s_semaphore.Release();")]
    [InlineData("bool taken = false; s_spin.Enter(ref taken); s_nodes.Enqueue(this); s_spin.Exit();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => s_nodes.Enqueue(this));")]
    [InlineData("Action later = () => s_nodes.Enqueue(this); s_later = later;")]
    public Task Safe_LockedOrRunElsewhere(string body) => Silent<SharedCollectionFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();
            static readonly Mutex s_mutex = new();
            static readonly SemaphoreSlim s_semaphore = new(1, 1);
            static SpinLock s_spin = new(false);
            static Action s_later;

            ~Node()
            {
                {{body}}
            }

            static void Store(Node node) => s_nodes.Enqueue(node);

            static void Enter() => Monitor.Enter(s_gate);

            static void Leave() => Monitor.Exit(s_gate);
        }

        readonly struct Scope : IDisposable
        {
            readonly object _gate;

            public Scope(object gate)
            {
                _gate = gate;
                Monitor.Enter(gate);
            }

            public void Dispose() => Monitor.Exit(_gate);
        }
        """);

    [Fact]
    public Task Hazard_MutationAfterTheLock() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly object s_gate = new();
            static readonly Queue<Node> s_nodes = new();
            static int s_count;

            ~Node()
            {
                lock (s_gate) s_count--;
                {|PSAFE204:s_nodes.Enqueue(this)|};
            }
        }
        """);

    [Fact]
    public Task Safe_OnlyWhileDisposing() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;

        class Node : IDisposable
        {
            static readonly List<Node> s_live = new();

            ~Node() => Dispose(false);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                    s_live.Remove(this);
            }
        }
        """);

    [Fact]
    public Task Hazard_OutsideTheDisposingBranch() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System;
        using System.Collections.Generic;

        class Node : IDisposable
        {
            static readonly List<Node> s_live = new();

            ~Node() => {|PSAFE204:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                    GC.KeepAlive(this);

                s_live.Remove(this);
            }
        }
        """);

    [Fact]
    public Task Safe_MutationByLivingCode() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly List<Node> s_live = new();

            public Node() => s_live.Add(this);

            ~Node() { }
        }
        """);

    [Fact]
    public Task Safe_OwnCollectionThatAPropertyShows() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly List<int> _values = new();

            public IReadOnlyList<int> Values => _values;

            ~Node() => _values.Clear();
        }
        """);

    [Theory]
    [InlineData("ThreadLocal<List<int>>", "new(() => new())")]
    [InlineData("AsyncLocal<List<int>>", "new()")]
    public Task Safe_CollectionOfTheThreadOrFlow(string type, string creation) => Silent<SharedCollectionFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;
        using System.Threading;

        class Node
        {
            static readonly {{type}} s_scratch = {{creation}};

            ~Node() => s_scratch.Value.Add(1);
        }
        """);
}
