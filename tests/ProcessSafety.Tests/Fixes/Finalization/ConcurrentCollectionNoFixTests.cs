using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>Where one use, one declaration or one lock has no concurrent form, nothing is offered.</summary>
public sealed class ConcurrentCollectionNoFixTests : RuleTest
{
    [Theory]
    [InlineData("static bool Has(Node node) => s_free.Contains(node);")]
    [InlineData("static Node[] All() => s_free.ToArray();")]
    [InlineData("static void Copy(Node[] to) => s_free.CopyTo(to, 0);")]
    [InlineData("static void Trim() => s_free.TrimExcess();")]
    [InlineData("static void Grow() => s_free.EnsureCapacity(64);")]
    [InlineData("static int Odd() => s_free.Count(node => node != null);")]
    [InlineData("static bool Odd() => s_free.Any(node => node != null);")]
    [InlineData("static object All => s_free;")]
    [InlineData("static IEnumerable<Node> Some() => s_free.Where(node => node != null);")]
    [InlineData("static void Use(Queue<Node> queue) { } static void Pass() => Use(s_free);")]
    [InlineData("static int Local() { var queue = s_free; return queue.Count; }")]
    [InlineData("static int Local() { Queue<Node> queue = s_free; return queue.Count; }")]
    [InlineData("static System.Action<Node> Sink => s_free.Enqueue;")]
    [InlineData("static int? Maybe() => s_free?.Count;")]
    [InlineData("static bool Matches() => s_free is { Count: > 0 };")]
    [InlineData("static object Sync => ((System.Collections.ICollection)s_free).SyncRoot;")]
    [InlineData("static void Walk() { using var each = s_free.GetEnumerator(); }")]
    [InlineData("static System.Linq.Expressions.Expression<System.Func<bool>> Test => () => s_free.Count > 0;")]
    public Task Use(string member) => StaysUnlocked("private static readonly Queue<Node> s_free = new Queue<Node>();", member);

    [Theory]
    [InlineData("public static readonly Queue<Node> s_free = new Queue<Node>();")]
    [InlineData("protected static readonly Queue<Node> s_free = new Queue<Node>();")]
    [InlineData("private static readonly Queue<Node> s_free = new Queue<Node>(), s_spare = new Queue<Node>();")]
    [InlineData("private static readonly Queue<Node> s_free = new Queue<Node>(Size()); static int Size() => 4;")]
    [InlineData("private static readonly Queue<Node> s_free = Make(); static Queue<Node> Make() => new Queue<Node>();")]
    [InlineData("[System.Runtime.Serialization.DataMember] private static readonly Queue<Node> s_free = new Queue<Node>();")]
    public Task Declaration(string declaration) => StaysUnlocked(declaration, "");

    [Fact]
    public Task Collection_AssignedOutsideAConstructor() => StaysUnlocked(
        "private static Queue<Node> s_free = new Queue<Node>();", "static void Reset() => s_free = new Queue<Node>();");

    [Fact]
    public Task Collection_ExchangedByReference() => StaysUnlocked(
        "private static Queue<Node> s_free = new Queue<Node>();",
        "static Queue<Node> Take() => System.Threading.Interlocked.Exchange(ref s_free, new Queue<Node>());");

    [Fact]
    public Task Use_InCodeOfAnotherConfiguration() => StaysUnlocked(
        "private static readonly Queue<Node> s_free = new Queue<Node>();",
        "#if OTHER\n    static object All => s_free;\n#endif");

    [Fact]
    public Task Bound_CheckedUnderTheFinalizersLock() => StaysLocked(
        """
        lock (s_gate)
        {
            if (s_free.Count < 16)
            {
                {|PSAFE201:s_free.Enqueue(this)|};
            }
        }
        """);

    [Fact]
    public Task Bound_CheckedUnderALockOfLivingCode() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
        }
        """,
        """
        static void Return(Node node)
        {
            lock (s_gate)
            {
                if (s_free.Count < 16)
                    s_free.Enqueue(node);
            }
        }
        """);

    [Fact]
    public Task Bound_CheckedUnderALockThroughCalls() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
        }
        """,
        """
        static bool IsFull => s_free.Count >= 16;

        static void Add(Node node) => s_free.Enqueue(node);

        static void Return(Node node)
        {
            lock (s_gate)
            {
                if (!IsFull)
                    Add(node);
            }
        }
        """);

    [Fact]
    public Task Sequence_UnderAMonitor() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
        }
        """,
        """
        static void Swap(Node node)
        {
            System.Threading.Monitor.Enter(s_gate);
            try
            {
                s_free.Clear();
                s_free.Enqueue(node);
            }
            finally
            {
                System.Threading.Monitor.Exit(s_gate);
            }
        }
        """);

    [Fact]
    public Task Sequence_CopiedAndCleared() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
        }
        """,
        """
        static void Flush()
        {
            lock (s_gate)
            {
                foreach (Node node in s_free)
                    node.ToString();
                s_free.Clear();
            }
        }
        """);

    [Fact]
    public Task Lock_OfTheFinalizerThatGuardsMore() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
            s_returned++;
        }
        """,
        "private static int s_returned;");

    [Fact]
    public Task Lock_OfTheFinalizerThatPulses() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
            System.Threading.Monitor.Pulse(s_gate);
        }
        """);

    [Fact]
    public Task Lock_OfTheFinalizerTakenByMonitor() => StaysLocked(
        """
        System.Threading.Monitor.Enter(s_gate);
        {|PSAFE201:s_free.Enqueue(this)|};
        System.Threading.Monitor.Exit(s_gate);
        """);

    /// <summary>Another configuration may guard more with the lock.</summary>
    [Fact]
    public Task Lock_OfTheFinalizerInTwoConfigurations() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
        #if COUNTS
            s_returned++;
        #endif
        }
        """,
        "private static int s_returned;");

    [Fact]
    public Task Lock_OfTheFinalizerBetweenDirectives() => StaysLocked(
        """
        #if !NEVER
        lock (s_gate)
        #endif
        {
            {|PSAFE201:s_free.Enqueue(this)|};
        }
        """);

    /// <summary>What else a delegate does that comes from elsewhere, nobody sees.</summary>
    [Fact]
    public Task Lock_OfTheFinalizerThatRunsADelegate() => StaysLocked(
        """
        lock (s_gate)
        {
            {|PSAFE201:s_free.Enqueue(this)|};
            Dead?.Invoke();
        }
        """,
        "public static System.Action? Dead;");

    [Fact]
    public Task Lock_OfTheFinalizerThatRunsALambdaOfTwo() => StaysLocked(
        """
        lock (s_gate)
        {
            System.Action step = () => s_free.Enqueue(this);
            {|PSAFE201:step()|};
            step = () => s_returned++;
            step();
        }
        """,
        "private static int s_returned;");

    [Fact]
    public Task CSharp6_HasNoOutVariables() => NoFix<SharedCollectionFinalizerAnalyzer, ConcurrentCollectionFix>(
        test =>
        {
            test.LanguageVersion = LanguageVersion.CSharp6;
            test.SolutionTransforms.Add((solution, id) => solution.WithProjectCompilationOptions(
                id, ((CSharpCompilationOptions)solution.GetProject(id)!.CompilationOptions!)
                    .WithNullableContextOptions(Microsoft.CodeAnalysis.NullableContextOptions.Disable)));
        },
        """
        using System.Collections.Generic;

        class Node
        {
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                {|PSAFE204:s_free.Enqueue(this)|};
            }
        }
        """);

    private static Task StaysUnlocked(string declaration, string member) =>
        NoFix<SharedCollectionFinalizerAnalyzer, ConcurrentCollectionFix>(
            $$"""
        using System.Collections.Generic;
        using System.Linq;

        public class Node
        {
            {{declaration}}

            ~Node() => {|PSAFE204:s_free.Enqueue(this)|};

            {{member}}
        }
        """);

    private static Task StaysLocked(string finalizer, string member = "") => NoFix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(
        $$"""
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly Queue<Node> s_free = new Queue<Node>();

            ~Node()
            {
                {{finalizer.Replace("\n", "\n        ")}}
            }

            {{member.Replace("\n", "\n    ")}}
        }
        """);
}
