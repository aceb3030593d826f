using System.Linq;
using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>What the conversion makes of each use of a queue: members of a class whose finalizer enqueues without a lock.</summary>
public sealed class ConcurrentCollectionUseTests : RuleTest
{
    [Fact]
    public Task Dequeue_GuardedByIf_Returned() => Converts(
        """
        static Node? Rent()
        {
            if (s_free.Count > 0)
            {
                return s_free.Dequeue();
            }

            return null;
        }
        """,
        """
        static Node? Rent()
        {
            if (s_free.TryDequeue(out Node? item))
            {
                return item;
            }

            return null;
        }
        """);

    [Fact]
    public Task Dequeue_GuardedByIf_DeclaredByAKeyword() => Converts(
        """
        static void Reuse()
        {
            if (s_free.Count > 0)
            {
                Node @class = s_free.Dequeue();
                @class.Touch();
            }
        }
        """,
        """
        static void Reuse()
        {
            if (s_free.TryDequeue(out Node? @class))
            {
                @class.Touch();
            }
        }
        """);

    [Fact]
    public Task Dequeue_GuardedByIf_Assigned() => Converts(
        """
        static Node Rent()
        {
            Node? node = null;
            if (0 < s_free.Count) node = s_free.Dequeue();
            return node ?? new Node();
        }
        """,
        """
        static Node Rent()
        {
            Node? node = null;
            if (s_free.TryDequeue(out Node? item)) node = item;
            return node ?? new Node();
        }
        """);

    [Fact]
    public Task Dequeue_GuardedByIf_Declared() => Converts(
        """
        static void Reuse()
        {
            if (s_free.Count != 0)
            {
                // The oldest one.
                Node oldest = s_free.Dequeue();
                oldest.Touch(); // again
            }
        }
        """,
        """
        static void Reuse()
        {
            if (s_free.TryDequeue(out Node? oldest))
            {
                // The oldest one.
                oldest.Touch(); // again
            }
        }
        """);

    [Fact]
    public Task Dequeue_GuardedByIf_DeclaredAfterACount() => Converts(
        """
        private static int s_hits;

        static void Reuse()
        {
            if (s_free.Count > 0)
            {
                s_hits++;
                var oldest = s_free.Dequeue();
                oldest.Touch();
            }
        }
        """,
        """
        private static int s_hits;

        static void Reuse()
        {
            if (s_free.TryDequeue(out var oldest))
            {
                s_hits++;
                oldest.Touch();
            }
        }
        """);

    [Fact]
    public Task Dequeue_DeclaredUnderANameThatIsTakenOutside() => Converts(
        """
        static void Reuse()
        {
            if (s_free.Count > 0)
            {
                Node node = s_free.Dequeue();
                node.Touch();
            }

            foreach (Node node in new[] { new Node() })
                node.Touch();
        }
        """,
        """
        static void Reuse()
        {
            if (s_free.TryDequeue(out Node? item))
            {
                Node node = item;
                node.Touch();
            }

            foreach (Node node in new[] { new Node() })
                node.Touch();
        }
        """);

    [Fact]
    public Task Dequeue_DeclaredAsABaseType() => Converts(
        """
        static void Reuse()
        {
            if (s_free.Count > 0)
            {
                object node = s_free.Dequeue();
                node.ToString();
            }
        }
        """,
        """
        static void Reuse()
        {
            if (s_free.TryDequeue(out Node? item))
            {
                object node = item;
                node.ToString();
            }
        }
        """);

    [Fact]
    public Task Dequeue_AfterALeavingGuard() => Converts(
        """
        static Node? Rent()
        {
            if (s_free.Count == 0)
                return null;

            var node = s_free.Dequeue();
            node.Touch();
            return node;
        }
        """,
        """
        static Node? Rent()
        {
            if (!s_free.TryDequeue(out var node))
                return null;

            node.Touch();
            return node;
        }
        """);

    [Fact]
    public Task Dequeue_InTheElseOfAnEmptinessTest() => Converts(
        """
        static Node Rent()
        {
            Node node;
            if (!s_free.Any())
                node = new Node();
            else
                node = s_free.Dequeue();
            return node;
        }
        """,
        """
        static Node Rent()
        {
            Node node;
            if (!s_free.TryDequeue(out Node? item))
                node = new Node();
            else
                node = item;
            return node;
        }
        """);

    [Fact]
    public Task Dequeue_GuardedByTheLastOfSeveralConditions() => Converts(
        """
        static Node? Rent(bool reuse)
        {
            if (reuse && s_free.Count > 0)
                return s_free.Dequeue();
            return null;
        }
        """,
        """
        static Node? Rent(bool reuse)
        {
            if (reuse && s_free.TryDequeue(out Node? item))
                return item;
            return null;
        }
        """);

    [Fact]
    public Task Dequeue_GuardedByTheFirstOfSeveralConditions_IsNotTakenTooEarly() => Converts(
        """
        static Node? Rent(bool reuse)
        {
            if (s_free.Count > 0 && reuse)
                return s_free.Dequeue();
            return null;
        }
        """,
        """
        static Node? Rent(bool reuse)
        {
            if (!s_free.IsEmpty && reuse)
                return s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");
            return null;
        }
        """,
        addsSystem: true);

    [Fact]
    public Task Dequeue_OnlySometimesAfterItsGuard_IsNotTakenTooEarly() => Converts(
        """
        static void Trim(bool all)
        {
            if (s_free.Count > 0)
            {
                if (all)
                    s_free.Dequeue().Touch();
            }
        }
        """,
        """
        static void Trim(bool all)
        {
            if (!s_free.IsEmpty)
            {
                if (all)
                    (s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.")).Touch();
            }
        }
        """,
        addsSystem: true);

    [Fact]
    public Task Dequeue_InAConditionalExpression() => Converts(
        """
        static Node Rent() => s_free.Count > 0 ? s_free.Dequeue() : new Node();
        """,
        """
        static Node Rent() => s_free.TryDequeue(out Node? item) ? item : new Node();
        """);

    [Fact]
    public Task Dequeue_InAWhileLoop_Declared() => Converts(
        """
        static void Drain()
        {
            while (s_free.Count > 0)
            {
                Node node = s_free.Dequeue();
                node.Touch();
            }

            while (s_free.Count > 0)
            {
                Node node = s_free.Dequeue();
                node.Touch();
            }
        }
        """,
        """
        static void Drain()
        {
            while (s_free.TryDequeue(out Node? node))
            {
                node.Touch();
            }

            while (s_free.TryDequeue(out Node? node))
            {
                node.Touch();
            }
        }
        """);

    [Fact]
    public Task Dequeue_InAWhileLoop_Used() => Converts(
        """
        static void Drain()
        {
            while (s_free.Count > 0)
                s_free.Dequeue().Touch();
        }
        """,
        """
        static void Drain()
        {
            while (s_free.TryDequeue(out Node? item))
                item.Touch();
        }
        """);

    [Fact]
    public Task Dequeue_InAWhileLoop_Dropped() => Converts(
        """
        static void Drain()
        {
            while (s_free.Count > 0)
                s_free.Dequeue();
        }
        """,
        """
        static void Drain()
        {
            while (s_free.TryDequeue(out _))
            { }
        }
        """);

    [Fact]
    public Task Dequeue_GuardedAndDropped() => Converts(
        """
        static void Trim()
        {
            if (s_free.Count > 0)
                s_free.Dequeue(); // the oldest
        }
        """,
        """
        static void Trim()
        {
            s_free.TryDequeue(out _); // the oldest
        }
        """);

    [Fact]
    public Task Dequeue_Unguarded_StillThrows() => Converts(
        """
        static Node Next()
        {
            Node node = s_free.Dequeue();
            return node;
        }
        """,
        """
        static Node Next()
        {
            Node node = s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");
            return node;
        }
        """,
        addsSystem: true);

    [Fact]
    public Task Dequeue_UnguardedAndDropped_StillThrows() => Converts(
        """
        static void Skip()
        {
            // The oldest is stale.
            s_free.Dequeue();
        }
        """,
        """
        static void Skip()
        {
            // The oldest is stale.
            if (!s_free.TryDequeue(out _))
                throw new InvalidOperationException("Queue empty.");
        }
        """,
        addsSystem: true);

    [Fact]
    public Task Dequeue_UnguardedInAVoidBody_StillThrows() => Converts(
        """
        static void Skip() => s_free.Dequeue();

        static void SkipIf(bool stale)
        {
            if (stale)
                s_free.Dequeue();
            else
                new Node();
        }
        """,
        """
        static void Skip() => _ = s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");

        static void SkipIf(bool stale)
        {
            if (stale)
                _ = s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");
            else
                new Node();
        }
        """,
        addsSystem: true);

    [Fact]
    public Task Dequeue_NewVariablesHaveNewNames() => Converts(
        """
        static void Pair(object item)
        {
            Use(
                s_free.Dequeue(),
                s_free.Dequeue());

            void Use(Node first, Node second) => first.Touch();
        }
        """,
        """
        static void Pair(object item)
        {
            Use(
                s_free.TryDequeue(out Node? item2) ? item2 : throw new InvalidOperationException("Queue empty."),
                s_free.TryDequeue(out Node? item3) ? item3 : throw new InvalidOperationException("Queue empty."));

            void Use(Node first, Node second) => first.Touch();
        }
        """,
        addsSystem: true);

    [Fact]
    public Task Peek_GuardedAndUnguarded() => Converts(
        """
        static Node? Oldest() => s_free.Count > 0 ? s_free.Peek() : null;

        static Node Sure() => s_free.Peek();

        static bool IsOld(Node node) => s_free.Count > 0 && s_free.Peek() == node;
        """,
        """
        static Node? Oldest() => s_free.TryPeek(out Node? item) ? item : null;

        static Node Sure() => s_free.TryPeek(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");

        static bool IsOld(Node node) => s_free.TryPeek(out Node? item) && item == node;
        """,
        addsSystem: true);

    [Fact]
    public Task TryForms_Stay() => Converts(
        """
        static void Drain()
        {
            if (s_free.TryPeek(out Node? oldest))
                oldest.Touch();
            while (s_free.TryDequeue(out var node))
                node.Touch();
        }

        static int Waiting => s_free.Count;
        static bool IsBusy => s_free.Count > 3;
        static string Name => nameof(s_free);
        """,
        null);

    [Fact]
    public Task Emptiness() => Converts(
        """
        static bool A => s_free.Count > 0;
        static bool B => s_free.Count == 0;
        static bool C => 1 > s_free.Count;
        static bool D => s_free.Any();
        static bool E => !s_free.Any();
        static bool F => !(s_free.Count > 0);
        static bool G => s_free.Count >= 1 || Node.s_free.Count <= 0;
        """,
        """
        static bool A => !s_free.IsEmpty;
        static bool B => s_free.IsEmpty;
        static bool C => s_free.IsEmpty;
        static bool D => !s_free.IsEmpty;
        static bool E => s_free.IsEmpty;
        static bool F => s_free.IsEmpty;
        static bool G => !s_free.IsEmpty || Node.s_free.IsEmpty;
        """);

    [Fact]
    public Task Foreach_Clear_AndConditionalCalls_Stay() => Converts(
        """
        static void TouchAll()
        {
            foreach (Node node in s_free)
                node.Touch();
            s_free.Clear();
            s_free?.Enqueue(new Node());
        }
        """,
        null);

    [Fact]
    public Task Uses_InANestedType() => Converts(
        """
        private sealed class Cleaner
        {
            public void Run()
            {
                while (Node.s_free.Count > 0)
                    Node.s_free.Dequeue().Touch();
            }
        }
        """,
        """
        private sealed class Cleaner
        {
            public void Run()
            {
                while (Node.s_free.TryDequeue(out Node? item))
                    item.Touch();
            }
        }
        """);

    [Fact]
    public Task Uses_InALambda() => Converts(
        """
        static System.Func<Node> Source =>
            () => s_free.Dequeue();

        static System.Action Skip =>
            () => s_free.Dequeue();
        """,
        """
        static System.Func<Node> Source =>
            () => s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");

        static System.Action Skip =>
            () => _ = s_free.TryDequeue(out Node? item) ? item : throw new InvalidOperationException("Queue empty.");
        """,
        addsSystem: true);

    /// <summary>The members of the class before and after; null when they stay as they are.</summary>
    private static Task Converts(string members, string? converted, bool addsSystem = false) =>
        Fix<SharedCollectionFinalizerAnalyzer, ConcurrentCollectionFix>(
            $$"""
        using System.Collections.Generic;
        using System.Linq;

        class Node
        {
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};

            void Touch() { }

        {{Indented(members)}}
        }
        """,
            $$"""
        {{(addsSystem ? "using System;\n" : "")}}using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;

        class Node
        {
            private static readonly ConcurrentQueue<Node> s_free = new ConcurrentQueue<Node>();

            ~Node() => s_free.Enqueue(this);

            void Touch() { }

        {{Indented(converted ?? members)}}
        }
        """);

    private static string Indented(string text) =>
        string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
