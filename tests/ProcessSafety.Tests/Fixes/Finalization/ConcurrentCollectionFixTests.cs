using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>What the conversion makes of the collection's declaration, and of the usings round it.</summary>
public sealed class ConcurrentCollectionFixTests : RuleTest
{
    [Fact]
    public Task Queue_InTheFinalizer() => Converts(
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
        }
        """);

    [Fact]
    public Task Stack_InTheFinalizer() => Converts(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new();
            private static readonly Stack<Node> s_free = new();

            ~Node()
            {
                lock (s_gate)
                    {|PSAFE201:s_free.Push(this)|};
            }

            static Node? Rent()
            {
                lock (s_gate)
                {
                    return s_free.Count > 0 ? s_free.Pop() : null;
                }
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentStack<Node> s_free = new();

            ~Node()
            {
                s_free.Push(this);
            }

            static Node? Rent()
            {
                return s_free.TryPop(out Node? item) ? item : null;
            }
        }
        """);

    [Fact]
    public Task Queue_WithoutALock() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};

            static int Waiting => s_free.Count;
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new();

            ~Node() => s_free.Enqueue(this);

            static int Waiting => s_free.Count;
        }
        """);

    [Fact]
    public Task Capacity_IsDropped() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Node
        {
            private const int Size = 16;
            private static readonly Queue<Node> s_free = new Queue<Node>(Size * 2);

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private const int Size = 16;
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Capacity_OfATargetTypedCreationIsDropped() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Stack<Node> s_free = new(capacity: 16);

            ~Node() => {|PSAFE204:s_free.Push(this)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentStack<Node> s_free = new();

            ~Node() => s_free.Push(this);
        }
        """);

    [Fact]
    public Task SourceCollection_IsKept() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Buffers
        {
            private static readonly Queue<byte[]> s_free = new Queue<byte[]>(new[] { new byte[16] });
            private byte[] _bytes = new byte[16];

            ~Buffers() => {|PSAFE204:s_free.Enqueue(_bytes)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Buffers
        {
            private static readonly ConcurrentQueue<byte[]> s_free = new ConcurrentQueue<byte[]>(new[] { new byte[16] });
            private byte[] _bytes = new byte[16];

            ~Buffers() => s_free.Enqueue(_bytes);
        }
        """);

    [Fact]
    public Task Type_FullyQualified() => ConvertsUnlocked(
        """
        class Node
        {
            private static readonly System.Collections.Generic.Queue<Node> s_free = new System.Collections.Generic.Queue<Node>();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        using System.Collections.Concurrent;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Type_ThroughAnAlias() => ConvertsUnlocked(
        """
        using FreeList = System.Collections.Generic.Queue<Node>;

        class Node
        {
            private static readonly FreeList s_free = new FreeList(4);

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using FreeList = System.Collections.Generic.Queue<Node>;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Type_OfNullableItems() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Name
        {
            private static readonly Queue<string?> s_dead = new Queue<string?>();
            private string? _name = null;

            ~Name() => {|PSAFE204:s_dead.Enqueue(_name)|};

            static string? Next() => s_dead.Count == 0 ? null : s_dead.Dequeue();
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Name
        {
            private static readonly ConcurrentQueue<string?> s_dead = new ConcurrentQueue<string?>();
            private string? _name = null;

            ~Name() => s_dead.Enqueue(_name);

            static string? Next() => !s_dead.TryDequeue(out string? item) ? null : item;
        }
        """);

    [Fact]
    public Task Type_OfValues() => ConvertsUnlocked(
        """
        using System;
        using System.Collections.Generic;

        class Handle
        {
            private static readonly Queue<(IntPtr Raw, int Kind)> s_dead = new Queue<(IntPtr Raw, int Kind)>();

            ~Handle() => {|PSAFE204:s_dead.Enqueue((IntPtr.Zero, 1))|};

            static void Free()
            {
                while (s_dead.Count > 0)
                    Console.WriteLine(s_dead.Dequeue().Kind);
            }
        }
        """,
        """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Handle
        {
            private static readonly ConcurrentQueue<(IntPtr Raw, int Kind)> s_dead = new ConcurrentQueue<(IntPtr Raw, int Kind)>();

            ~Handle() => s_dead.Enqueue((IntPtr.Zero, 1));

            static void Free()
            {
                while (s_dead.TryDequeue(out (IntPtr Raw, int Kind) item))
                    Console.WriteLine(item.Kind);
            }
        }
        """);

    [Fact]
    public Task Field_AssignedInTheStaticConstructor() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free;

            static Node()
            {
                s_free = new Queue<Node>(8);
            }

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free;

            static Node()
            {
                s_free = new ConcurrentQueue<Node>();
            }

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Property_WithAGetterOnly() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Node
        {
            private static Queue<Node> Free { get; } = new();

            ~Node() => {|PSAFE204:Free.Enqueue(this)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static ConcurrentQueue<Node> Free { get; } = new();

            ~Node() => Free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Field_OfAnotherObject() => Converts(
        """
        using System.Collections.Generic;

        class Pool
        {
            private readonly object _gate = new object();
            private readonly Queue<byte[]> _free = new Queue<byte[]>();

            public void Return(byte[] bytes)
            {
                lock (_gate)
                {
                    _free.Enqueue(bytes);
                }
            }

            public byte[] Rent()
            {
                lock (_gate)
                {
                    if (_free.Count > 0)
                        return _free.Dequeue();
                }

                return new byte[64];
            }
        }

        class Buffer
        {
            private static readonly Pool s_pool = new();
            private readonly byte[] _bytes = s_pool.Rent();

            ~Buffer() => {|PSAFE201:s_pool.Return(_bytes)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Pool
        {
            private readonly ConcurrentQueue<byte[]> _free = new ConcurrentQueue<byte[]>();

            public void Return(byte[] bytes)
            {
                _free.Enqueue(bytes);
            }

            public byte[] Rent()
            {
                if (_free.TryDequeue(out byte[]? item))
                    return item;

                return new byte[64];
            }
        }

        class Buffer
        {
            private static readonly Pool s_pool = new();
            private readonly byte[] _bytes = s_pool.Rent();

            ~Buffer() => s_pool.Return(_bytes);
        }
        """);

    [Fact]
    public Task Field_OfAnObjectThatMayBeNull() => Converts(
        """
        using System.Collections.Generic;

        class Pool
        {
            private readonly object _gate = new object();
            private readonly Queue<byte[]> _free = new Queue<byte[]>();

            public static void Give(Pool? pool, byte[] bytes) => pool?._free.Enqueue(bytes);

            public void Return(byte[] bytes)
            {
                lock (_gate)
                {
                    _free.Enqueue(bytes);
                }
            }
        }

        class Buffer
        {
            private static readonly Pool s_pool = new();
            private readonly byte[] _bytes = new byte[16];

            ~Buffer() => {|PSAFE201:s_pool.Return(_bytes)|};
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Pool
        {
            private readonly ConcurrentQueue<byte[]> _free = new ConcurrentQueue<byte[]>();

            public static void Give(Pool? pool, byte[] bytes) => pool?._free.Enqueue(bytes);

            public void Return(byte[] bytes)
            {
                _free.Enqueue(bytes);
            }
        }

        class Buffer
        {
            private static readonly Pool s_pool = new();
            private readonly byte[] _bytes = new byte[16];

            ~Buffer() => s_pool.Return(_bytes);
        }
        """);

    [Fact]
    public Task InternalField_UsedByAnotherType() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        static class Graveyard
        {
            internal static readonly Queue<object> Dead = new();
        }

        class Node
        {
            ~Node() => {|PSAFE204:Graveyard.Dead.Enqueue(this)|};
        }

        class Undertaker
        {
            bool HasWork => Graveyard.Dead.Count > 0;
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        static class Graveyard
        {
            internal static readonly ConcurrentQueue<object> Dead = new();
        }

        class Node
        {
            ~Node() => Graveyard.Dead.Enqueue(this);
        }

        class Undertaker
        {
            bool HasWork => !Graveyard.Dead.IsEmpty;
        }
        """);

    [Fact]
    public Task Generic_TypeParameterItems() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class Slot<T>
        {
            private static readonly Queue<T> s_free = new Queue<T>();
            private readonly T _value;

            Slot(T value) => _value = value;

            ~Slot() => {|PSAFE204:s_free.Enqueue(_value)|};

            static bool Next(System.Action<T> use)
            {
                if (s_free.Count > 0)
                {
                    T value = s_free.Dequeue();
                    use(value);
                    return true;
                }

                return false;
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Slot<T>
        {
            private static readonly ConcurrentQueue<T> s_free = new ConcurrentQueue<T>();
            private readonly T _value;

            Slot(T value) => _value = value;

            ~Slot() => s_free.Enqueue(_value);

            static bool Next(System.Action<T> use)
            {
                if (s_free.TryDequeue(out T? value))
                {
                    use(value);
                    return true;
                }

                return false;
            }
        }
        """);

    [Fact]
    public Task CSharp73_HasNoAnnotations() => Fix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>(4);

            ~Node()
            {
                lock (s_gate) {|PSAFE201:s_free.Enqueue(this)|};
            }

            static Node Rent()
            {
                lock (s_gate)
                {
                    if (s_free.Count == 0) return null;
                    return s_free.Dequeue();
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

            static Node Rent()
            {
                if (!s_free.TryDequeue(out Node item)) return null;
                return item;
            }
        }
        """,
        test =>
        {
            test.LanguageVersion = LanguageVersion.CSharp7_3;
            test.SolutionTransforms.Add((solution, id) => solution.WithProjectCompilationOptions(
                id, ((CSharpCompilationOptions)solution.GetProject(id)!.CompilationOptions!)
                    .WithNullableContextOptions(Microsoft.CodeAnalysis.NullableContextOptions.Disable)));
        });

    [Fact]
    public Task NullableDisabled_HasNoAnnotations() => ConvertsUnlocked(
        """
        #nullable disable
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};

            static Node Rent() => s_free.Count > 0 ? s_free.Dequeue() : new Node();
        }
        """,
        """
        #nullable disable
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node() => s_free.Enqueue(this);

            static Node Rent() => s_free.TryDequeue(out Node item) ? item : new Node();
        }
        """);

    [Fact]
    public Task Usings_InsideTheNamespace_StayTogether() => ConvertsUnlocked(
        """
        // Heading.
        namespace App
        {
            using System.Collections.Generic;

            class Node
            {
                private static readonly Queue<Node> s_free = new();

                ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
            }
        }
        """,
        """
        // Heading.
        namespace App
        {
            using System.Collections.Concurrent;
            using System.Collections.Generic;

            class Node
            {
                private static readonly ConcurrentQueue<Node> s_free = new();

                ~Node() => s_free.Enqueue(this);
            }
        }
        """);

    [Fact]
    public Task Usings_OfAFileWithAHeading_StandBelowIt() => ConvertsUnlocked(
        """
        // Heading.

        // The node.
        class Node
        {
            private static readonly System.Collections.Generic.Queue<Node> s_free = new();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        // Heading.

        using System.Collections.Concurrent;

        // The node.
        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new();

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Usings_ThatAreGlobal_AreNotRepeated() => ConvertsUnlocked(
        """
        global using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        global using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new();

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [Fact]
    public Task Type_WhoseNameMeansAnotherHere_IsQualified() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        class ConcurrentQueue<T>
        {
        }

        class Node
        {
            private static readonly Queue<Node> s_free =
                new Queue<Node>();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};
        }
        """,
        """
        using System.Collections.Generic;

        class ConcurrentQueue<T>
        {
        }

        class Node
        {
            private static readonly global::System.Collections.Concurrent.ConcurrentQueue<Node> s_free =
                new global::System.Collections.Concurrent.ConcurrentQueue<Node>();

            ~Node() => s_free.Enqueue(this);
        }
        """);

    [NewerSyntaxFact(12)]
    public Task CollectionExpression_BecomesACreation() => ConvertsUnlocked(
        """
        using System.Collections.Generic;

        static class Extensions
        {
            public static void Add<T>(this Stack<T> stack, T item) => stack.Push(item);
        }

        class Node
        {
            private static readonly Stack<Node> s_free = [];
            private static readonly Stack<object> s_dead = [new object(), "b"];

            ~Node()
            {
                {|PSAFE204:s_free.Push(this)|};
                {|PSAFE204:s_dead.Push(this)|};
            }
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        static class Extensions
        {
            public static void Add<T>(this Stack<T> stack, T item) => stack.Push(item);
        }

        class Node
        {
            private static readonly ConcurrentStack<Node> s_free = new();
            private static readonly ConcurrentStack<object> s_dead = new([new object(), "b"]);

            ~Node()
            {
                s_free.Push(this);
                s_dead.Push(this);
            }
        }
        """,
        test => test.NumberOfIncrementalIterations = 2);

    private static Task Converts(string source, string fixedSource) =>
        Fix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(source, fixedSource);

    private static Task ConvertsUnlocked(
        string source,
        string fixedSource,
        Action<RuleCodeFixTest<SharedCollectionFinalizerAnalyzer, ConcurrentCollectionFix>>? configure = null) =>
        Fix(source, fixedSource, configure);
}
