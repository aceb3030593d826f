using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Engine.Values;

/// <summary>Where a value comes from, one shape each: a lock of the table is shared, one that the dying object made is its own.</summary>
public sealed class ValueOriginTests : RuleTest
{
    [Theory]
    [InlineData("object gate = k switch { 0 => Table.Gate, _ => Table.Gate };")]
    [InlineData("object gate = k switch { 0 => Table.Gate, _ => throw null };")]
    [InlineData("object gate = new[] { Table.Gate, Table.Gate }[0];")]
    [InlineData("object[] gates = { Table.Gate }; object gate = gates[0];")]
    [InlineData("var pair = (Gate: Table.Gate, Number: 1); object gate = pair.Gate;")]
    [InlineData("object gate = (1, Table.Gate).Item2;")]
    [InlineData("if ((Table.Gate, k) is not (var gate, 1)) return;")]
    [InlineData("object gate = Pick(); static object Pick() => Table.Gate;")]
    [InlineData("object gate = Pick(Table.Gate); static object Pick(object given) { return given; }")]
    [InlineData("object gate = new Holder(Table.Gate).Gate;")]
    [InlineData("object gate = new Filled { Gate = Table.Gate }.Gate;")]
    [InlineData("object gate = null; System.Threading.Interlocked.CompareExchange(ref gate, Table.Gate, null);")]
    [InlineData("Pick(out object gate); void Pick(out object picked) { picked = Table.Gate; }")]
    [InlineData("if (!Pick(out object gate)) return; bool Pick(out object picked) { picked = Table.Gate; return picked is not null; }")]
    [InlineData("System.Func<object> pick = () => Table.Gate; object gate = pick();")]
    [InlineData("System.Func<object, object> pick = given => given; object gate = pick(Table.Gate);")]
    [InlineData("object gate = new System.Lazy<object>(() => Table.Gate).Value;")]
    [InlineData("object gate = new Kept(Table.Gate).Gate;")]
    [InlineData("Kept kept = new(Table.Gate); object gate = kept.Gate;")]
    public Task Hazard_SharedLock(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            int k = 1;

            ~Node()
            {
                {{statement}}
                {|PSAFE202:lock (gate)|} { }
            }
        }
        """,
        Table);

    [Theory]
    [InlineData("object gate = k switch { 0 => _own, _ => new object() };")]
    [InlineData("object gate = new[] { _own }[0];")]
    [InlineData("if ((_own, k) is not (var gate, 1)) return;")]
    [InlineData("if ((1, (_own, k)) is not (_, (var gate, 1))) return;")]
    [InlineData("object gate = Pick(_own); static object Pick(object given) => given;")]
    [InlineData("object gate = Table.Number;")]
    [InlineData("object gate = (object)Table.Number;")]
    [InlineData("object gate = Kind.One;")]
    [InlineData("object gate = new Filled { Gate = new object() }.Gate;")]
    [InlineData("object gate = Unknown(); object Unknown() => Unknown();")]
    [InlineData("object gate = null; System.Threading.Interlocked.CompareExchange(ref gate, _own, null);")]
    [InlineData("Pick(out object gate); void Pick(out object picked) { picked = _own; }")]
    [InlineData(
        "Pick(out object gate); void Pick(out object picked) { Fill(out picked); "
            + "} void Fill(out object filled) { filled = null; }")]
    [InlineData("System.Func<object> pick = () => _own; object gate = pick();")]
    [InlineData("System.Func<object, object> pick = given => given; object gate = pick(_own);")]
    [InlineData("object gate = new System.Lazy<object>(() => _own).Value;")]
    [InlineData("object gate = new Kept(_own).Gate;")]
    [InlineData("object gate = new Filled { Gate = _own }.Gate;")]
    public Task Safe_OwnOrUnknownLock(string statement) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            readonly object _own = new();
            int k = 1;

            ~Node()
            {
                {{statement}}
                lock (gate) { }
            }
        }

        enum Kind { One }
        """,
        Table);

    [NewerSyntaxFact(12)]
    public Task Hazard_PropertyOfAPrimaryConstructorsParameter() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Kept(object gate) { public object Gate => gate; }

        class Node
        {
            readonly object _own = new();

            ~Node()
            {
                object shared = new Kept(Table.Gate).Gate;
                {|PSAFE202:lock (shared)|} { }
                object own = new Kept(_own).Gate;
                lock (own) { }
            }
        }
        """,
        Table.Replace("class Kept", "class Other").Replace("record Kept", "record Other"));

    /// <summary>What is boxed once, or converted without boxing, is one object for all.</summary>
    [Theory]
    [InlineData("static readonly object s_gate = 1;", "s_gate")]
    [InlineData("static readonly string s_gate = new('a', 3);", "(object)s_gate")]
    public Task Hazard_OneObject(string member, string gate) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            {{member}}

            ~Node()
            {
                {|PSAFE202:lock ({{gate}})|} { }
            }
        }
        """);

    [NewerSyntaxFact(14)]
    public Task Hazard_ExtensionBlock_ReceiverIsTheObject() => Reports<BlockingFinalizerAnalyzer>(
        """
        static class Blocks
        {
            extension(Pool pool)
            {
                internal void Put() { lock (pool.Gate) { } }
                internal object Lock => pool.Gate;
            }
        }

        class Pool { internal readonly object Gate = new(); }

        class Node
        {
            readonly Pool _pool;

            internal Node(Pool pool) => _pool = pool;

            ~Node()
            {
                {|PSAFE202:_pool.Put()|};
                {|PSAFE202:lock (_pool.Lock)|} { }
            }
        }
        """);

    [NewerSyntaxFact(14)]
    public Task Safe_ExtensionBlock_OnAnOwnObject() => Silent<BlockingFinalizerAnalyzer>(
        """
        static class Blocks
        {
            extension(Pool pool)
            {
                internal void Put() { lock (pool.Gate) { } }
            }
        }

        class Pool { internal readonly object Gate = new(); }

        class Node
        {
            readonly Pool _pool = new();

            ~Node() => _pool.Put();
        }
        """);

    private const string Table =
        """
        static class Table
        {
            public static readonly object Gate = new();
            public static int Number = 1;
        }

        class Holder
        {
            public readonly object Gate;

            public Holder(object gate) => Gate = gate;
        }

        class Filled
        {
            public object Gate { get; set; }
        }

        record Kept(object Gate);
        """;
}
