using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Which locks living code can hold, and which die with their object.</summary>
public sealed class LockIdentityTests : RuleTest
{
    [Theory]
    [InlineData("s_gate", "static readonly object s_gate = new();")]
    [InlineData("Gate", "static object Gate { get; } = new();")]
    [InlineData("Gate", "static readonly object s_gate = new(); static object Gate => s_gate;")]
    [InlineData("typeof(Node)", "")]
    [InlineData("\"node\"", "")]
    [InlineData("Name", "const string Name = \"node\";")]
    [InlineData("s_gates[0]", "static readonly object[] s_gates = { new() };")]
    [InlineData("((System.Collections.ICollection)s_nodes).SyncRoot", "static readonly List<Node> s_nodes = new();")]
    [InlineData("s_first ?? s_second", "static readonly object s_first = new(), s_second = new();")]
    [InlineData("s_root._gate", "static readonly Node s_root = new(); readonly object _gate = new();")]
    [InlineData("_gate", "readonly object _gate; public Node(object gate) => _gate = gate;")]
    [InlineData("_gate", "readonly object _gate; string _name; public Node(object gate, string name) => (_gate, _name) = (gate, name);")]
    [InlineData("_gate", "readonly object _gate; public Node(object gate) => _gate = gate ?? new object();")]
    [InlineData("_gates[0]", "readonly object[] _gates; public Node(object[] gates) => _gates = gates;")]
    [InlineData("_parent", "readonly Node _parent; public Node(Node parent) => _parent = parent;")]
    [InlineData("_parent._gate", "readonly Node _parent; readonly object _gate = new(); public Node(Node parent) => _parent = parent;")]
    [InlineData("_state.Gate", "readonly State _state; public Node(State state) => _state = state;")]
    [InlineData("_state.Gate", "readonly State _state = State.Shared;")]
    [InlineData("Gate", "public object Gate { get; set; } = new();")]
    [InlineData("Gate", "public object Gate { get; init; }")]
    [InlineData("Gate", "public object Gate { get; } = new();")]
    [InlineData("_gate", "readonly object _gate = new(); public object SyncRoot => _gate;")]
    [InlineData("_gate", "readonly object _gate = new(); public object SyncRoot { get { return _gate; } }")]
    [InlineData("_gate", "readonly object _gate = new(); public object GetGate() { return _gate; }")]
    [InlineData("_gate", "readonly object _gate = new(); static object s_last; public void Publish() => s_last = _gate;")]
    [InlineData("_gate", "readonly object _gate = new(); public void Show(out object gate) => gate = _gate;")]
    [InlineData(
        "_gate",
        "readonly object _gate = new(); public Node() => Register(_gate); static readonly List<object> s_all = new(); "
            + "static void Register(object gate) => s_all.Add(gate);")]
    [InlineData(
        "_gate",
        "readonly object _gate = new(); public Node() => Keep(_gate); "
            + "[System.Runtime.InteropServices.DllImport(\"native\")] static extern void Keep(object gate);")]
    [InlineData("_gate", "readonly object _gate = new(); public State Share() => new State(_gate);")]
    [InlineData("_gate", "object _gate = new(); public void Join(Node other) => _gate = other._gate;")]
    [InlineData("_gate", "object _gate = new(); public object Gate { set => _gate = value; }")]
    [InlineData("_gate", "object _gate = new(); public void Set(object gate) => System.Threading.Interlocked.Exchange(ref _gate, gate);")]
    [InlineData("_gate", "object _gate = new(); public Node() => Fill(ref _gate); static void Fill(ref object gate) { }")]
    [InlineData("_gate", "readonly object _gate = new(); public class View { public Node Of; public object Root => Of._gate; }")]
    public Task Hazard_LockThatLivingCodeCanHold(string gate, string members) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            {{members}}

            ~Node()
            {
                {|PSAFE202:lock ({{gate}})|} { }
            }
        }

        class State
        {
            public static readonly State Shared = new();

            public readonly object Gate = new();

            public State() { }

            public State(object gate) => Gate = gate;
        }
        """);

    [Theory]
    [InlineData("this", "")]
    [InlineData("_gate", "readonly object _gate = new();")]
    [InlineData("_gate", "readonly object _gate = new(), _other = new(); public object Other => _other;")]
    [InlineData("_gate", "readonly object _gate = null!; public Node() => _gate = new object();")]
    [InlineData("_gate", "readonly object _gate; public Node() => _gate = new object();")]
    [InlineData("_gate", "readonly object _gate = new(); public Node() { } public Node(int size) => _gate = new object();")]
    [InlineData("_gate", "readonly object _gate; string _name; public Node(string name) => (_gate, _name) = (new object(), name);")]
    [InlineData("_gate", "object _gate = new(); public void Close() => _gate = null;")]
    [InlineData("_gate", "object _gate; public void Open() => _gate ??= new object();")]
    [InlineData("_gate", "object _gate; public void Open() => Interlocked.CompareExchange(ref _gate, new object(), null);")]
    [InlineData("_gate", "readonly object _gate = new(); public void Open() { lock (_gate) Monitor.PulseAll(_gate); }")]
    [InlineData("_gate", "readonly object _gate = new(); public void Open() => GC.KeepAlive(_gate);")]
    [InlineData("_gate", "readonly object _gate = new(); public Node() => Look(_gate); static void Look(object gate) { lock (gate) { } }")]
    [InlineData("_gate", "readonly object _gate = new(); public void Open() { ArgumentNullException.ThrowIfNull(_gate); }")]
    [InlineData("_gate", "readonly object _gate = new(); public bool IsOpen => _gate != null && Monitor.IsEntered(_gate);")]
    [InlineData("_gate", "readonly object _gate = new(); public Node() => new Timer(_ => { lock (_gate) { } });")]
    [InlineData("_gate", "readonly object _gate = new(); public bool Is(object other) => _gate == other || _gate.Equals(other);")]
    [InlineData("_gate!", "readonly object _gate = new();")]
    [InlineData("(object)_nodes", "readonly List<Node> _nodes = new();")]
    [InlineData("_nodes", "readonly List<int> _nodes = new(); public int Count => _nodes.Count;")]
    [InlineData("_gates[0]", "readonly object[] _gates = { new() };")]
    [InlineData("_gates[0]", "readonly object[] _gates = new object[4]; public Node() => _gates[0] = new object();")]
    [InlineData("_gate ?? this", "object _gate = new();")]
    [InlineData("Gate", "object Gate { get; } = new();")]
    [InlineData("Gate", "object Gate { get; set; } public Node() => Gate = new object();")]
    [InlineData("_state", "readonly State _state = new();")]
    [InlineData("_state.Gate", "readonly State _state = new();")]
    [InlineData("_state.Gate", "readonly State _state = new() { Size = 4 };")]
    public Task Safe_LockThatDiesWithItsObject(string gate, string members) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;

        class Node
        {
            {{members}}

            ~Node()
            {
                lock ({{gate}}) { }
            }
        }

        class State
        {
            public readonly object Gate = new();
            public int Size;
        }
        """);

    [Fact]
    public Task Safe_PrivateLockOfABaseType() => Silent<BlockingFinalizerAnalyzer>(
        """
        abstract class Resource
        {
            protected readonly object _gate = new();
        }
        """,
        """
        class Texture : Resource
        {
            ~Texture()
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_LockOfABaseTypeThatWasPassedIn() => Reports<BlockingFinalizerAnalyzer>(
        """
        abstract class Resource
        {
            protected readonly object _gate;

            protected Resource(object gate) => _gate = gate;
        }
        """,
        """
        class Texture : Resource
        {
            public Texture(object gate) : base(gate) { }

            ~Texture()
            {
                {|PSAFE202:lock (_gate)|} { }
            }
        }
        """);

    [Fact]
    public Task Hazard_LockAssignedInAnotherPart() => Reports<BlockingFinalizerAnalyzer>(
        """
        partial class Node
        {
            object _gate = new();

            ~Node()
            {
                {|PSAFE202:lock (_gate)|} { }
            }
        }
        """,
        """
        partial class Node
        {
            public Node(object gate) => _gate = gate;
        }
        """);

    [Fact]
    public Task Hazard_LockAssignedByANestedType() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            object _gate = new();

            ~Node()
            {
                {|PSAFE202:lock (_gate)|} { }
            }

            public class Builder
            {
                public object Gate;

                public Node Build() => new() { _gate = Gate };
            }
        }
        """);

    [Fact]
    public Task Safe_LockOfAnotherObjectOfTheSameTypeIsNotAssigned() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly object _gate = new();
            readonly int _id;

            public bool Same(Node other) => ReferenceEquals(_gate, other._gate) && _id == other._id;

            ~Node()
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_LockAssignedByAnotherType() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            internal object Gate = new();

            ~Node()
            {
                {|PSAFE202:lock (Gate)|} { }
            }
        }
        """,
        """
        class Pool
        {
            readonly object _gate = new();

            public Node Rent() => new() { Gate = _gate };
        }
        """);

    [Fact]
    public Task Hazard_LockOfARecordParameter() => Reports<BlockingFinalizerAnalyzer>(
        """
        record Lease(object Gate)
        {
            ~Lease()
            {
                {|PSAFE202:lock (Gate)|} { }
            }
        }
        """);
}
