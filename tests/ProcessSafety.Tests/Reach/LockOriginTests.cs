using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Locks reached through a local, a parameter, or the receiver of a call.</summary>
public sealed class LockOriginTests : RuleTest
{
    [Theory]
    [InlineData("object gate = s_gate; {|PSAFE202:lock (gate)|} { }")]
    [InlineData("Pool pool = _pool; {|PSAFE202:lock (pool)|} { }")]
    [InlineData("object gate = Volatile.Read(ref s_gate); {|PSAFE202:lock (gate)|} { }")]
    [InlineData("object gate = _pool?.Gate; if (gate != null) {|PSAFE202:lock (gate)|} { }")]
    [InlineData("object gate = _pool?.Gate ?? s_gate; {|PSAFE202:lock (gate)|} { }")]
    [InlineData("if (_owner is Pool pool) {|PSAFE202:lock (pool)|} { }")]
    [InlineData("if (_pool is { } pool) {|PSAFE202:lock (pool.Gate)|} { }")]
    [InlineData("if (_pool is { Gate: { } gate }) {|PSAFE202:lock (gate)|} { }")]
    [InlineData("switch (_owner) { case Pool pool: {|PSAFE202:lock (pool)|} { } break; }")]
    [InlineData("Pool pool = Interlocked.Exchange(ref _pool, null); if (pool != null) {|PSAFE202:lock (pool)|} { }")]
    [InlineData("Pool pool = Interlocked.Exchange(ref _pool, null); {|PSAFE202:pool?.Return(this)|};")]
    [InlineData("{|PSAFE202:Interlocked.Exchange(ref _pool, null)?.Return(this)|};")]
    [InlineData("if (Interlocked.Exchange(ref _pool, null) is { } pool) {|PSAFE202:pool.Return(this)|};")]
    [InlineData("{|PSAFE202:((Pool)_owner).Return(this)|};")]
    [InlineData("{|PSAFE202:(_owner as Pool)?.Return(this)|};")]
    [InlineData("Pool pool = _pool; Pool same = pool; {|PSAFE202:same.Return(this)|};")]
    [InlineData("Pool pool = _owner != null ? _pool : Pool.Shared; {|PSAFE202:pool.Return(this)|};")]
    [InlineData("{|PSAFE202:(_pool ?? Pool.Shared).Return(this)|};")]
    [InlineData("{|PSAFE202:Pool.Shared.Return(this)|};")]
    [InlineData("{|PSAFE202:Pool.Lazy.Return(this)|};")]
    [InlineData("{|PSAFE202:Pool.GetInstance().Return(this)|};")]
    [InlineData("{|PSAFE202:GetPool().Return(this)|};")]
    [InlineData("var (pool, _) = (_pool, 1); {|PSAFE202:pool.Return(this)|};")]
    public Task Hazard_LocalOfASharedOrigin(string body) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Node
        {
            static object s_gate = new();
            readonly object _owner;
            Pool _pool;

            public Node(Pool pool, object owner) => (_pool, _owner) = (pool, owner);

            ~Node()
            {
                {{body}}
            }

            Pool GetPool() => _pool;
        }

        class Pool
        {
            static readonly Lazy<Pool> s_lazy = new();
            static Pool s_instance;

            public readonly object Gate = new();

            public static Pool Shared { get; } = new();

            public static Pool Lazy => s_lazy.Value;

            public static Pool GetInstance()
            {
                s_instance ??= new Pool();
                return s_instance;
            }

            public void Return(Node node)
            {
                lock (Gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("object gate = _gate; lock (gate) { }")]
    [InlineData("object gate = Volatile.Read(ref _gate); lock (gate) { }")]
    [InlineData("object gate = Interlocked.Exchange(ref _gate, null); if (gate != null) lock (gate) { }")]
    [InlineData("if (_gate is { } gate) lock (gate) { }")]
    [InlineData("object gate = _gate ?? this; lock (gate) { }")]
    [InlineData("object gate = new(); lock (gate) { }")]
    [InlineData("Node self = this; lock (self) { }")]
    [InlineData("State state = _state; state.Close();")]
    [InlineData("State state = Interlocked.Exchange(ref _state, null); state?.Close();")]
    [InlineData("if (_state is { } state) state.Close();")]
    [InlineData("State state = new(); state.Close();")]
    [InlineData("new State().Close();")]
    [InlineData("object gate = _reference.Target; if (gate != null) lock (gate) { }")]
    [InlineData("if (_factory() is { } gate) lock (gate) { }")]
    [InlineData("object gate = _gate; if (_flag) gate = Activator.CreateInstance(typeof(object)); lock (gate) { }")]
    [InlineData("while (_states.TryDequeue(out State state)) state.Close();")]
    [InlineData("while (s_states.TryDequeue(out State state)) state.Close();")]
    [InlineData("foreach (State state in _states) state.Close();")]
    [InlineData("object gate = AppContext.GetData(\"gate\"); lock (gate) { }")]
    [InlineData("if (_weak.TryGetTarget(out State state)) state.Close();")]
    [InlineData("if (_weak.TryGetTarget(out State state)) lock (state) { }")]
    [InlineData("State state = Activator.CreateInstance<State>(); state.Close();")]
    [InlineData("object gate = ((ICloneable)new object[1]).Clone(); lock (gate) { }")]
    public Task Safe_LocalOfAnOwnOrUnknownOrigin(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Threading;

        class Node
        {
            readonly WeakReference _reference = new(null);
            readonly WeakReference<State> _weak = new(null);
            static readonly ConcurrentQueue<State> s_states = new();
            readonly ConcurrentQueue<State> _states = new();
            readonly Func<object> _factory;
            object _gate = new();
            State _state = new();
            bool _flag;

            public Node(Func<object> factory, bool flag) => (_factory, _flag) = (factory, flag);

            ~Node()
            {
                {{body}}
            }
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
    [InlineData("{|PSAFE202:Free(_parent)|};")]
    [InlineData("{|PSAFE202:Free(node: s_root)|};")]
    [InlineData("{|PSAFE202:Hand(_parent)|};")]
    [InlineData("{|PSAFE202:_parent.Close()|};")]
    [InlineData("{|PSAFE202:s_root.Close()|};")]
    [InlineData("{|PSAFE202:Root.Close()|};")]
    [InlineData("{|PSAFE202:_parent._parent.Close()|};")]
    public Task Hazard_ParameterOrReceiverThatOutlives(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            static readonly Node s_root = new(null);
            readonly object _gate = new();
            readonly Node _parent;

            public Node(Node parent) => _parent = parent;

            static Node Root => s_root;

            ~Node()
            {
                {{statement}}
            }

            static void Hand(Node node) => Free(node);

            static void Free(Node node)
            {
                lock (node) { }
            }

            void Close()
            {
                lock (_gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("Free(this);")]
    [InlineData("Free(new Node(null));")]
    [InlineData("Hand(this);")]
    [InlineData("Close();")]
    [InlineData("this.Close();")]
    [InlineData("if (_weak.TryGetTarget(out Node node)) Free(node);")]
    public Task Safe_ParameterOrReceiverThatDies(string statement) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;

        class Node
        {
            readonly object _gate = new();
            readonly WeakReference<Node> _weak;

            public Node(WeakReference<Node> weak) => _weak = weak;

            ~Node()
            {
                {{statement}}
            }

            static void Hand(Node node) => Free(node);

            static void Free(Node node)
            {
                lock (node) { }
            }

            void Close()
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_SharedObjectInsideAnOwnOne() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly State _state;

            public Node(Pool pool) => _state = new State(pool);

            ~Node() => {|PSAFE202:_state.Close()|};
        }

        class State
        {
            readonly Pool _pool;

            public State(Pool pool) => _pool = pool;

            public void Close() => _pool.Return(this);
        }

        class Pool
        {
            readonly object _gate = new();

            public void Return(State state)
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_StaticLockOfAnUnknownReceiver() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node
        {
            static readonly object s_gate = new();
            readonly WeakReference<Node> _weak = new(null);

            ~Node()
            {
                if (_weak.TryGetTarget(out Node node))
                    {|PSAFE202:node.Close()|};
            }

            void Close()
            {
                lock (s_gate) { }
            }
        }
        """);
}
