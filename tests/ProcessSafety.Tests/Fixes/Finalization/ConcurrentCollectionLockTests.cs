using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>Which locks the conversion takes away, and what it leaves in their place.</summary>
public sealed class ConcurrentCollectionLockTests : RuleTest
{
    [Fact]
    public Task Comments_AreKept() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>(); // waiting for reuse

            ~Node()
            {
                // One thread at a time.
                lock (s_gate) // the pool's
                { // begin
                    // Hand it over.
                    {|PSAFE201:s_free.Enqueue(this)|}; // done
                    // Nothing more.
                } // end
                // Last words.
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>(); // waiting for reuse

            ~Node()
            {
                // One thread at a time.
                // the pool's
                // begin
                // Hand it over.
                s_free.Enqueue(this); // done
                // Nothing more.
                // end
                // Last words.
            }
        }
        """);

    [Fact]
    public Task Comments_OnOneLine_AreKept() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node() { lock (s_gate) { {|PSAFE201:s_free.Enqueue(this)|}; /* done */ } } // end
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node() { s_free.Enqueue(this); /* done */ } // end
        }
        """);

    [Fact]
    public Task LockObject_WithAComment_Stays() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            // Guards s_free.
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            // Guards s_free.
            private static readonly object s_gate = new object();
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                s_free.Enqueue(this);
            }
        }
        """);

    [Fact]
    public Task LockObject_UsedElsewhere_Stays() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new Queue<Node>();

            private static readonly object s_gate = new object();
            private static int s_made;

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static int Made()
            {
                lock (s_gate)
                {
                    return ++s_made;
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            private static readonly object s_gate = new object();
            private static int s_made;

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static int Made()
            {
                lock (s_gate)
                {
                    return ++s_made;
                }
            }
        }
        """);

    [Fact]
    public Task LockObject_BetweenOtherMembers_LeavesTheirLines() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new Queue<Node>();

            private static readonly object s_gate = new object();
            private static int s_made;

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static int Made() => s_made++;
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            private static int s_made;

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static int Made() => s_made++;
        }
        """);

    [Fact]
    public Task Lock_OnTheCollectionItself() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new();

            ~Node()
            {
                lock (s_free)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new();

            ~Node()
            {
                s_free.Enqueue(this);
            }
        }
        """);

    [Fact]
    public Task Lock_InLivingCodeThatGuardsMore_Stays() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();
            private static int s_hits;

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static Node Rent()
            {
                lock (s_gate)
                {
                    if (s_free.Count > 0)
                    {
                        s_hits++;
                        return s_free.Dequeue();
                    }
                }

                return new Node();
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();
            private static int s_hits;

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static Node Rent()
            {
                lock (s_gate)
                {
                    if (s_free.TryDequeue(out Node? item))
                    {
                        s_hits++;
                        return item;
                    }
                }

                return new Node();
            }
        }
        """);

    [Fact]
    public Task Lock_RoundACreation_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Stack<Node> s_free = new Stack<Node>();
            private readonly byte[] _bytes = new byte[16];

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Push(this)|};
                }
            }

            static Node Rent()
            {
                lock (s_gate)
                {
                    return s_free.Count == 0 ? new Node() : s_free.Pop();
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentStack<Node> s_free = new ConcurrentStack<Node>();
            private readonly byte[] _bytes = new byte[16];

            ~Node()
            {
                s_free.Push(this);
            }

            static Node Rent()
            {
                return !s_free.TryPop(out Node? item) ? new Node() : item;
            }
        }
        """);

    [Fact]
    public Task Lock_RoundACreationThatCounts_Stays() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Stack<Node> s_free = new Stack<Node>();
            private static int s_made;

            Node() => s_made++;

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Push(this)|};
                }
            }

            static Node Rent()
            {
                lock (s_gate)
                {
                    return s_free.Count == 0 ? new Node() : s_free.Pop();
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly ConcurrentStack<Node> s_free = new ConcurrentStack<Node>();
            private static int s_made;

            Node() => s_made++;

            ~Node()
            {
                s_free.Push(this);
            }

            static Node Rent()
            {
                lock (s_gate)
                {
                    return !s_free.TryPop(out Node? item) ? new Node() : item;
                }
            }
        }
        """);

    [Fact]
    public Task Lock_WhoseVariableIsNamedAgainBeside_LeavesABlock() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    Node self = this;
                    {|PSAFE201:s_free.Enqueue(self)|};
                }

                foreach (int self in new[] { 1 })
                    System.GC.KeepAlive(self);
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                {
                    Node self = this;
                    s_free.Enqueue(self);
                }

                foreach (int self in new[] { 1 })
                    System.GC.KeepAlive(self);
            }
        }
        """);

    [Fact]
    public Task Lock_AsTheBodyOfAnIf_LeavesItsBlock() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();
            private readonly bool _pooled = true;

            ~Node()
            {
                if (_pooled)
                    lock (s_gate)
                    {
                        {|PSAFE201:s_free.Enqueue(this)|};
                    }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();
            private readonly bool _pooled = true;

            ~Node()
            {
                if (_pooled)
                {
                    s_free.Enqueue(this);
                }
            }
        }
        """);

    [Fact]
    public Task Lock_RoundADrain_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static List<Node> Drain()
            {
                lock (s_gate)
                {
                    List<Node> all = new List<Node>();
                    while (s_free.Count > 0)
                    {
                        all.Add(s_free.Dequeue());
                    }

                    return all;
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static List<Node> Drain()
            {
                List<Node> all = new List<Node>();
                while (s_free.TryDequeue(out Node? item))
                {
                    all.Add(item);
                }

                return all;
            }
        }
        """);

    [Fact]
    public Task Lock_RoundACallThatEnqueues_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:Add(this)|};
                }
            }

            private static void Add(Node node) => s_free.Enqueue(node);
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                Add(this);
            }

            private static void Add(Node node) => s_free.Enqueue(node);
        }
        """);

    [Fact]
    public Task Lock_InTheFinalizerThatClearsItsOwnField_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Buffer
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<byte[]> s_free = new Queue<byte[]>();
            private byte[]? _bytes = new byte[16];

            ~Buffer()
            {
                lock (s_gate)
                {
                    if (_bytes != null)
                        {|PSAFE201:s_free.Enqueue(_bytes)|};
                    _bytes = null;
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Buffer
        {
            private static readonly ConcurrentQueue<byte[]> s_free = new ConcurrentQueue<byte[]>();
            private byte[]? _bytes = new byte[16];

            ~Buffer()
            {
                if (_bytes != null)
                    s_free.Enqueue(_bytes);
                _bytes = null;
            }
        }
        """);

    [Fact]
    public Task Lock_RoundSeveralEnqueues_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static void Fill(IEnumerable<Node> nodes)
            {
                lock (s_gate)
                {
                    s_free.Enqueue(new Node());
                    foreach (Node node in nodes)
                        s_free.Enqueue(node);
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static void Fill(IEnumerable<Node> nodes)
            {
                s_free.Enqueue(new Node());
                foreach (Node node in nodes)
                    s_free.Enqueue(node);
            }
        }
        """);

    [Fact]
    public Task Lock_RoundALookAtAnotherCollection_Stays() => Converts(
        """
        using System.Collections.Generic;
        using System.Linq;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();
            private static readonly List<Node> s_all = new List<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static void Fill(Node node)
            {
                lock (s_gate)
                {
                    if (s_all.Any())
                        s_free.Enqueue(node);
                }
            }

            static void FillAll()
            {
                lock (s_gate)
                {
                    foreach (Node node in s_all)
                        s_free.Enqueue(node);
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();
            private static readonly List<Node> s_all = new List<Node>();

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static void Fill(Node node)
            {
                lock (s_gate)
                {
                    if (s_all.Any())
                        s_free.Enqueue(node);
                }
            }

            static void FillAll()
            {
                lock (s_gate)
                {
                    foreach (Node node in s_all)
                        s_free.Enqueue(node);
                }
            }
        }
        """);

    [Fact]
    public Task Lock_RoundACheckOfTheObjectsState_Stays() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();
            private bool _isBroken = false;

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            void Return()
            {
                lock (s_gate)
                {
                    if (!_isBroken)
                        s_free.Enqueue(this);
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();
            private bool _isBroken = false;

            ~Node()
            {
                s_free.Enqueue(this);
            }

            void Return()
            {
                lock (s_gate)
                {
                    if (!_isBroken)
                        s_free.Enqueue(this);
                }
            }
        }
        """);

    [Fact]
    public Task Lock_RoundAWaitForFinalizers_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }

            static void Settle()
            {
                lock (s_gate)
                {
                    s_free.Enqueue(new Node());
                    System.GC.WaitForPendingFinalizers();
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                s_free.Enqueue(this);
            }

            static void Settle()
            {
                s_free.Enqueue(new Node());
                System.GC.WaitForPendingFinalizers();
            }
        }
        """);

    /// <summary>Directives stay where they are; those round the braces hold statements that stand there without them.</summary>
    [Fact]
    public Task Lock_WithDirectives_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                #region Hand over
                lock (s_gate)
                {
        #pragma warning disable CS0168
                    {|PSAFE201:s_free.Enqueue(this)|};
        #pragma warning restore CS0168
                }
                #endregion
            }

            static void Settle()
            {
                lock (s_gate)
                {
        #if !NEVER
                    s_free.Enqueue(new Node());
        #endif
                    // All is done.
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                #region Hand over
        #pragma warning disable CS0168
                s_free.Enqueue(this);
        #pragma warning restore CS0168
                #endregion
            }

            static void Settle()
            {
        #if !NEVER
                s_free.Enqueue(new Node());
        #endif
                // All is done.
            }
        }
        """);

    /// <summary>What another configuration does above the lock, it does without.</summary>
    [Fact]
    public Task Lock_BelowCodeOfAnotherConfiguration_Goes() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
        #if TALKS
                System.Console.WriteLine("lost");
        #endif
                lock (s_gate)
                {
                    {|PSAFE201:s_free.Enqueue(this)|};
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
        #if TALKS
                System.Console.WriteLine("lost");
        #endif
                s_free.Enqueue(this);
            }
        }
        """);

    /// <summary>What the code under the lock makes for itself, and lambdas that it calls itself, need no lock.</summary>
    [Theory]
    [InlineData("using (new System.IO.MemoryStream())", "")]
    [InlineData("foreach (int turn in new[] { 1, 2 })", "")]
    [InlineData("System.Action add = () =>", ";\n            add();")]
    [InlineData("Add();\n            void Add()", "")]
    public Task Lock_RoundWhatIsItsOwn_Goes(string head, string end) => Converts(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {{head}}
                    {
                        {|PSAFE201:s_free.Enqueue(this)|};
                    }{{end}}
                }
            }
        }
        """,
        $$"""
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                {{head.Replace("            ", "        ")}}
                {
                    s_free.Enqueue(this);
                }{{end.Replace("            ", "        ")}}
            }
        }
        """);

    /// <summary>A lock that the finalizer makes itself holds nobody up.</summary>
    [Fact]
    public Task Lock_OfAnOwnObject_Stays() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                object own = new object();
                lock (own)
                {
                    lock (s_gate)
                    {
                        {|PSAFE201:s_free.Enqueue(this)|};
                    }
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node()
            {
                object own = new object();
                lock (own)
                {
                    s_free.Enqueue(this);
                }
            }
        }
        """);

    private static Task Converts(string source, string fixedSource) =>
        Fix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(source, fixedSource);
}
