using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

/// <summary>The review fix that <see cref="ConcurrentCollectionFix"/> offers beside its own.</summary>
public sealed class ConcurrentBagFixTests : RuleTest
{
    [Fact]
    public Task List_ThatIsUsedAsABag() => Fix<BlockingFinalizerAnalyzer, ConcurrentBagFix>(
        """
        using System;
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly List<Node> s_dead = new List<Node>(16);

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_dead.Add(this)|};
                }
            }

            public static void Report()
            {
                lock (s_gate)
                {
                    foreach (Node node in s_dead)
                    {
                        Console.WriteLine(node);
                    }
                }
            }
        }
        """,
        """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;

        class Node
        {
            private static readonly ConcurrentBag<Node> s_dead = new ConcurrentBag<Node>();

            ~Node()
            {
                s_dead.Add(this);
            }

            public static void Report()
            {
                foreach (Node node in s_dead)
                {
                    Console.WriteLine(node);
                }
            }
        }
        """);

    [Theory]
    [InlineData("static Node First() { lock (s_gate) { return s_dead[0]; } }")]
    [InlineData("static void Forget(Node node) { lock (s_gate) { s_dead.Remove(node); } }")]
    [InlineData("static List<Node> All() => s_dead;")]
    public Task Stays_WhereMoreIsAskedOfTheList(string other) => NoFix<BlockingFinalizerAnalyzer, ConcurrentBagFix>(Source(other));

    /// <summary>The safe action is for what keeps its order.</summary>
    [Fact]
    public Task Stays_ForTheSafeFix() => NoFix<BlockingFinalizerAnalyzer, ConcurrentCollectionFix>(
        static test => test.CodeActionEquivalenceKey = "PSAFE201.ConcurrentCollection",
        Source(string.Empty));

    private static string Source(string other) =>
        $$"""
        using System.Collections.Generic;

        class Node
        {
            private static readonly object s_gate = new object();
            private static readonly List<Node> s_dead = new List<Node>();

            ~Node()
            {
                lock (s_gate)
                {
                    {|PSAFE201:s_dead.Add(this)|};
                }
            }

            {{other}}
        }
        """;
}
