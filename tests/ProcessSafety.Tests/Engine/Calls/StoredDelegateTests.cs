using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Engine.Calls;

/// <summary>Delegates that one body stores and another runs: a finalizer reaches what is seen to be given to it.</summary>
public sealed class StoredDelegateTests : RuleTest
{
    private const string Owner =
        """
        using System;
        using System.Collections.Generic;

        class Owner
        {
            readonly object _gate = new();

            public void Free() { lock (_gate) { } }
        }

        static class Table
        {
            static readonly object s_gate = new();

            public static void Free() { lock (s_gate) { } }
        }
        """;

    [Theory]
    [InlineData("readonly Action _free = Table.Free; ~Node() { {|PSAFE202:_free()|}; }")]
    [InlineData("readonly Action _free = () => Table.Free(); ~Node() { {|PSAFE202:_free?.Invoke()|}; }")]
    [InlineData(
        "readonly Action _free; Node(Action free) => _free = free; ~Node() { {|PSAFE202:_free()|}; } Node Make(Owner o) => new(o.Free);")]
    [InlineData(
        "readonly Action _free; public Node(Action free) => _free = free; ~Node() { {|PSAFE202:_free()|}; } "
            + "Node Make() => new(Table.Free);")]
    [InlineData("readonly Action _free; Node(Action free) => _free = free ?? Table.Free; ~Node() { {|PSAFE202:_free()|}; }")]
    [InlineData("readonly Action _free; Node(bool all) => _free = all ? Table.Free : () => { }; ~Node() { {|PSAFE202:_free()|}; }")]
    [InlineData("readonly Action _free; Node(int k) => _free = k switch { 0 => Table.Free, _ => null }; ~Node() { {|PSAFE202:_free()|}; }")]
    [InlineData(
        "readonly Action _free; Node() : this(Table.Free) { } Node(Action free) => _free = free; ~Node() { {|PSAFE202:_free()|}; }")]
    [InlineData(
        "Action _free; public void On(Action free) => _free = free; ~Node() { {|PSAFE202:_free()|}; } void Set(Owner o) => On(o.Free);")]
    [InlineData("public Action Gone { get; set; } ~Node() { {|PSAFE202:Gone()|}; } static Node Make(Owner o) => new() { Gone = o.Free };")]
    [InlineData("event Action Gone; ~Node() { {|PSAFE202:Gone?.Invoke()|}; } static void Hook(Node n, Owner o) => n.Gone += o.Free;")]
    [InlineData("event Action Gone = () => Table.Free(); ~Node() { {|PSAFE202:Gone()|}; }")]
    [InlineData("static Action s_free; ~Node() { {|PSAFE202:s_free()|}; } static void Start() => s_free = Table.Free;")]
    [InlineData(
        "readonly List<Action> _on = new(); public void On(Action a) => _on.Add(a); ~Node() { foreach (var a in _on) {|PSAFE202:a()|}; } "
            + "void Set() => On(Table.Free);")]
    [InlineData(
        "readonly object _gate = new(); readonly List<Action> _on = new(); void Join(Node other) => other._on.Add(Free); "
            + "void Free() { lock (_gate) { } } ~Node() { foreach (var a in _on) {|PSAFE202:a()|}; }")]
    [InlineData("readonly Lazy<int> _once = new(() => { Table.Free(); return 1; }); ~Node() { _ = {|PSAFE202:_once.Value|}; }")]
    [InlineData("~Node() { {|PSAFE202:Run(Table.Free)|}; } static void Run(Action a) => a();")]
    [InlineData("~Node() { {|PSAFE202:Run(() => Table.Free())|}; } static void Run(Action a) => a();")]
    [InlineData("readonly Action _free = Make(); static Action Make() => Table.Free; ~Node() { {|PSAFE202:_free()|}; }")]
    public Task Hazard_StoredDelegate(string members) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;

        class Node
        {
            {{members}}
        }
        """,
        Owner);

    [NewerSyntaxFact(12)]
    public Task Hazard_PrimaryConstructorParameter() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node(Action free) { ~Node() => {|PSAFE202:free()|}; }

        record Leaf(Action Gone) { ~Leaf() => {|PSAFE202:Gone()|}; }

        class Maker
        {
            object Make(Owner owner) => new Node(() => owner.Free());
            object MakeLeaf() => new Leaf(Table.Free);
        }
        """,
        Owner);

    [Theory]
    [InlineData("readonly Action _free = () => { }; ~Node() => _free();")]
    [InlineData("readonly Action _free; public Node(Action free) => _free = free; ~Node() => _free();")]
    [InlineData("~Node() { Run(() => { }); } static void Run(Action a) => a(); static void Live() => Run(Table.Free);")]
    [InlineData(
        "readonly object _gate = new(); readonly Action _free; Node() => _free = Free; void Free() { lock (_gate) { } } "
            + "~Node() => _free();")]
    [InlineData(
        "readonly object _gate = new(); readonly List<Action> _on = new(); Node() => _on.Add(Free); "
            + "void Free() { lock (_gate) { } } ~Node() { foreach (var a in _on) a(); }")]
    [InlineData("readonly Inner _inner = new(); readonly Action _free; Node() => _free = _inner.Free; ~Node() => _free();")]
    [InlineData("event Action Gone; ~Node() => Gone?.Invoke(); static void Unhook(Node n, Owner o) => n.Gone -= o.Free;")]
    [InlineData("readonly Action _free = Table.Free; ~Node() => System.Threading.Tasks.Task.Run(_free);")]
    [InlineData("readonly Action _free = () => System.Threading.Tasks.Task.Run(Table.Free); ~Node() => _free();")]
    [InlineData("readonly List<Action> _on = new(), _off = new(); Node() => _off.Add(Table.Free); ~Node() { foreach (var a in _on) a(); }")]
    [InlineData("readonly Action<bool> _free = all => { if (all) Table.Free(); }; ~Node() => _free(false);")]
    public Task Safe_StoredDelegate(string members) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;

        class Node
        {
            {{members}}
        }

        class Inner
        {
            readonly object _gate = new();

            internal void Free() { lock (_gate) { } }
        }
        """,
        Owner);

    [Fact]
    public Task Safe_MakerKeepsWhatRunsItsCode() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node
        {
            readonly Action _free;

            internal Node(Action free) => _free = free;

            ~Node() => _free();
        }

        class Maker
        {
            readonly object _gate = new();
            readonly Node _node;

            Maker()
            {
                Node node = new(Free);
                _node = node;
            }

            void Free() { lock (_gate) { } }
        }
        """);

    [Fact]
    public Task Safe_DelegateThatHandsItselfOn_Ends() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node
        {
            Action _one, _two;

            void Swap(Action next)
            {
                _one = _two;
                _two = _one;
                Swap(next);
                _one = next;
            }

            ~Node() => _one();
        }
        """);
}
