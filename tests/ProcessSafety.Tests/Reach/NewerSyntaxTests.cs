using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;

namespace ProcessSafety.Tests.Reach;

/// <summary>Forms that the oldest host cannot parse.</summary>
public sealed class NewerSyntaxTests : RuleTest
{
    [NewerSyntaxFact(12)]
    public Task Hazard_LockOfACapturedConstructorParameter() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node(object gate)
        {
            ~Node()
            {
                {|PSAFE202:lock (gate)|} { }
            }
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Hazard_LockInitialisedFromAConstructorParameter() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node(object gate)
        {
            readonly object _gate = gate;

            ~Node()
            {
                {|PSAFE202:lock (_gate)|} { }
            }
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Hazard_PoolThatIsACapturedConstructorParameter() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node(Pool pool)
        {
            ~Node() => {|PSAFE202:pool.Return(this)|};
        }

        class Pool
        {
            readonly object _gate = new();

            public void Return(Node node)
            {
                lock (_gate) { }
            }
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Safe_OwnLockBesideAConstructorParameter() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node(int size)
        {
            readonly object _gate = new();

            ~Node()
            {
                lock (_gate) size = 0;
            }
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Hazard_CollectionExpression() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly List<Node> s_all = [];

            ~Node()
            {
                lock (s_all) {|PSAFE201:s_all.Remove(this)|};
            }
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Hazard_SharedCollectionExpression() => Reports<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            static readonly HashSet<Node> s_all = [];

            ~Node() => {|PSAFE204:s_all.Remove(this)|};
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Safe_OwnCollectionExpression() => Silent<SharedCollectionFinalizerAnalyzer>(
        """
        using System.Collections.Generic;

        class Node
        {
            readonly List<int> _values = [];

            ~Node() => _values.Clear();
        }
        """);

    [NewerSyntaxFact(12)]
    public Task Safe_OwnLocksInACollectionExpression() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly object[] _gates = [new(), new()];

            ~Node()
            {
                lock (_gates[0]) { }
            }
        }
        """);

    [NewerSyntaxFact(13)]
    public Task Hazard_LockStatementOnALockObject() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static readonly Lock s_gate = new();

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);

    [NewerSyntaxFact(14)]
    public Task Hazard_NullConditionalAssignment() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly Table _table;

            public Node(Table table) => _table = table;

            ~Node() => {|PSAFE202:_table?.Last|} = this;
        }

        class Table
        {
            static readonly object s_gate = new();

            public Node Last
            {
                set { lock (s_gate) { } }
            }
        }
        """);

    [NewerSyntaxFact(14)]
    public Task Hazard_ExtensionBlock() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            ~Node() => {|PSAFE202:this.Recycle()|};
        }

        static class NodeExtensions
        {
            static readonly object s_gate = new();

            extension(Node node)
            {
                public void Recycle()
                {
                    lock (s_gate) { }
                }
            }
        }
        """);

    [NewerSyntaxFact(14)]
    public Task Safe_FieldKeyword() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            object Gate { get => field ??= new object(); } = new();

            ~Node()
            {
                lock (Gate) { }
            }
        }
        """);
}
