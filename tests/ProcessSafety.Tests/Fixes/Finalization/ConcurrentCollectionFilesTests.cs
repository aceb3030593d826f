using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>One conversion edits every file that the field, its uses and the diagnostics lie in, each once.</summary>
public sealed class ConcurrentCollectionFilesTests : RuleTest
{
    [Fact]
    public Task Field_Use_AndDiagnosticInThreeFiles() => Fix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(
        new[]
        {
            """
            using System.Collections.Generic;

            partial class Node
            {
                private static readonly object s_gate = new object();
                private static readonly Queue<Node> s_free = new Queue<Node>(16);
            }
            """,
            """
            partial class Node
            {
                static Node Rent()
                {
                    lock (s_gate)
                    {
                        return s_free.Count > 0 ? s_free.Dequeue() : new Node();
                    }
                }

                static Node Sure()
                {
                    lock (s_gate)
                    {
                        return s_free.Dequeue();
                    }
                }
            }
            """,
            """
            partial class Node
            {
                ~Node()
                {
                    lock (s_gate)
                    {
                        {|PSAFE201:s_free.Enqueue(this)|};
                    }
                }
            }
            """,
        },
        new[]
        {
            """
            using System.Collections.Concurrent;
            using System.Collections.Generic;

            partial class Node
            {
                private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();
            }
            """,
            """
            using System;

            partial class Node
            {
                static Node Rent()
                {
                    return s_free.TryDequeue(out Node? item) ? item : new Node();
                }

                static Node Sure()
                {
                    return s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");
                }
            }
            """,
            """
            partial class Node
            {
                ~Node()
                {
                    s_free.Enqueue(this);
                }
            }
            """,
        });

    /// <summary>Another file may use the lock object where, in the file of the lock, the lock names it.</summary>
    [Fact]
    public Task LockObject_UsedAtTheSamePlaceOfAnotherFile()
    {
        const string begin = "partial class Node\n{\n    ~Node()\n    {\n        ";
        const string gate = "*/ static object Gate() => (";
        string other = "partial class Node { /*".PadRight(begin.Length + "lock (".Length - gate.Length) + gate + "s_gate); }";
        return Fix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(
            new[]
            {
                Fields("Queue<Node> s_free = new Queue<Node>();", "using System.Collections.Generic;\n"),
                begin + "lock (s_gate)\n        {\n            {|PSAFE201:s_free.Enqueue(this)|};\n        }\n    }\n}\n",
                other,
            },
            new[]
            {
                Fields(
                    "ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();",
                    "using System.Collections.Concurrent;\nusing System.Collections.Generic;\n"),
                begin + "s_free.Enqueue(this);\n    }\n}\n",
                other,
            });

        static string Fields(string collection, string imports) =>
            imports + "\npartial class Node\n{\n    private static readonly object s_gate = new object();\n"
                + $"    private static readonly {collection}\n}}\n";
    }

    [Fact]
    public Task FixAll_TakesEachCollectionOnce() => Fix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(
        new[]
        {
            """
            using System.Collections.Generic;

            static class Pools
            {
                internal static readonly object Gate = new object();
                internal static readonly Queue<object> Nodes = new Queue<object>();
                internal static readonly Stack<object> Edges = new Stack<object>();
            }
            """,
            """
            class Node
            {
                ~Node()
                {
                    lock (Pools.Gate)
                    {
                        {|PSAFE201:Pools.Nodes.Enqueue(this)|};
                    }
                }
            }

            class Leaf
            {
                ~Leaf()
                {
                    lock (Pools.Gate)
                    {
                        {|PSAFE201:Pools.Nodes.Enqueue(this)|};
                    }
                }
            }
            """,
            """
            class Edge
            {
                ~Edge()
                {
                    lock (Pools.Gate)
                    {
                        {|PSAFE201:Pools.Edges.Push(this)|};
                    }
                }
            }
            """,
        },
        new[]
        {
            """
            using System.Collections.Concurrent;
            using System.Collections.Generic;

            static class Pools
            {
                internal static readonly object Gate = new object();
                internal static readonly ConcurrentQueue<object> Nodes = new ConcurrentQueue<object>();
                internal static readonly ConcurrentStack<object> Edges = new ConcurrentStack<object>();
            }
            """,
            """
            class Node
            {
                ~Node()
                {
                    Pools.Nodes.Enqueue(this);
                }
            }

            class Leaf
            {
                ~Leaf()
                {
                    Pools.Nodes.Enqueue(this);
                }
            }
            """,
            """
            class Edge
            {
                ~Edge()
                {
                    Pools.Edges.Push(this);
                }
            }
            """,
        },
        test =>
        {
            test.NumberOfIncrementalIterations = 2;
            test.NumberOfFixAllIterations = 1;
            test.NumberOfFixAllInDocumentIterations = 2;
        });
}
