using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Own locks that other types use: still own while they are only taken, shared once they are handed out.</summary>
public sealed class LockExposureTests : RuleTest
{
    [Fact]
    public Task Safe_LockTakenByANestedType() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly object _gate = new();
            int _version;

            ~Node()
            {
                lock (_gate) _version++;
            }

            public Enumerator GetEnumerator() => new(this);

            public struct Enumerator
            {
                readonly Node _node;

                public Enumerator(Node node) => _node = node;

                public bool MoveNext()
                {
                    lock (_node._gate) return _node._version > 0;
                }
            }
        }
        """);

    [Fact]
    public Task Safe_LockTakenByAnotherType() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            internal readonly object _gate = new();

            ~Node()
            {
                lock (_gate) { }
            }
        }
        """,
        """
        class Pool
        {
            public void Use(Node node)
            {
                lock (node._gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_LockOfAnObjectThatIsRegistered() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node
        {
            readonly object _gate = new();

            public Node() => Registry.Add(this);

            ~Node()
            {
                lock (this) { }
                lock (_gate) { }
            }
        }
        """,
        """
        using System;
        using System.Collections.Concurrent;

        static class Registry
        {
            static readonly ConcurrentBag<WeakReference<object>> s_all = new();

            public static void Add(object item) => s_all.Add(new WeakReference<object>(item));
        }
        """);

    [Fact]
    public Task Hazard_ProtectedLockThatADerivedTypeShows() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            protected readonly object _gate = new();

            ~Node()
            {
                {|PSAFE202:lock (_gate)|} { }
            }
        }
        """,
        """
        class Leaf : Node
        {
            public object SyncRoot => _gate;
        }
        """);

    [Fact]
    public Task Hazard_InternalLockThatAnotherTypeKeeps() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            internal readonly object _gate = new();

            ~Node()
            {
                {|PSAFE202:lock (_gate)|} { }
            }
        }
        """,
        """
        class Pool
        {
            object _last;

            public void Use(Node node) => _last = node._gate;
        }
        """);

    [Fact]
    public Task Hazard_LockInsideAnOwnObjectThatAPropertyShows() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly State _state = new();

            public State State => _state;

            ~Node() => {|PSAFE202:_state.Close()|};
        }

        class State
        {
            readonly object _gate = new();

            public void Close()
            {
                lock (_gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("Monitor.Enter(this); Monitor.Exit(this);")]
    [InlineData("Monitor.Enter(_gate); try { } finally { Monitor.Exit(_gate); }")]
    [InlineData("bool taken = false; Monitor.Enter(_gate, ref taken); if (taken) Monitor.Exit(_gate);")]
    public Task Safe_MonitorOfTheDyingObject(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Node
        {
            readonly object _gate = new();

            ~Node()
            {
                {{body}}
            }
        }
        """);
}
