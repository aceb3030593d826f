using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>Locks of objects that the dying object made for itself, at any depth, and of those that others know.</summary>
public sealed class FinalizerOwnObjectsTests : RuleTest
{
    [Theory]
    [InlineData("var made = new Node(); made._count = 1; _inner = made;")]
    [InlineData("Node made; made = new Node(); _inner = made;")]
    [InlineData("_inner = Make();")]
    [InlineData("_inner = MakeAll();")]
    [InlineData("_inner = _count switch { 0 => new Node(), _ => null };")]
    [InlineData("_inner = new Node(); Look(_inner);")]
    [InlineData("var made = new Node(); Look(made); _inner = made;")]
    [InlineData("if (new Node() is not { } made) return; _inner = made;")]
    [InlineData("switch (new Node()) { case { } made: _inner = made; break; }")]
    [InlineData("_inner = new Node() switch { { } it => it, _ => null };")]
    [InlineData("(Node made, int count) = (new Node(), 1); _inner = made;")]
    [InlineData("(Node Made, int Count) pair = (new Node(), 1); _inner = pair.Made;")]
    [InlineData("Node[] all = { new Node() }; _inner = all[0];")]
    [InlineData("foreach (Node made in new[] { new Node() }) _inner = made;")]
    [InlineData("var first = new Node(); var made = first; _inner = made;")]
    [InlineData("Node made = _count > 0 ? new Node() : throw new System.Exception(); _inner = made;")]
    [InlineData("Create(out Node made); _inner = made; void Create(out Node created) { created = new Node(); }")]
    [InlineData("Node made = Create(); _inner = made; Node Create() { return new Node(); }")]
    [InlineData("System.Func<Node> create = () => new Node(); _inner = create();")]
    [InlineData("_inner = new System.Lazy<Node>(() => new Node()).Value;")]
    [InlineData("_inner = Made;")]
    public Task Safe_OwnInner(string statements) => Silent<BlockingFinalizerAnalyzer>(Source(statements));

    [Theory]
    [InlineData("_inner = given;")]
    [InlineData("var made = new Node(); s_last = made; _inner = made;")]
    [InlineData("var made = new Node(); Register(made); _inner = made;")]
    [InlineData("var made = given ?? new Node(); _inner = made;")]
    [InlineData("_inner = new Node(); Register(_inner);")]
    [InlineData("Fill(out _inner);")]
    [InlineData("_inner = Find();")]
    [InlineData("if (given is not { } made) return; _inner = made;")]
    [InlineData("if (new Node() is not { } made) return; s_last = made; _inner = made;")]
    [InlineData("(Node Made, int Count) pair = (new Node(), 1); s_all.Add(pair.Made); _inner = pair.Made; s_last = _inner;")]
    [InlineData("Node[] all = { new Node(), given }; _inner = all[1];")]
    [InlineData("var first = new Node(); Register(first); var made = first; _inner = made;")]
    [InlineData("Node made = Create(); _inner = made; Node Create() { Node kept = new Node(); s_last = kept; return kept; }")]
    [InlineData("System.Func<Node> create = () => given; _inner = create();")]
    [InlineData("_inner = Last;")]
    public Task Hazard_SharedInner_IsReportedOnce(string statements) =>
        Reports<BlockingFinalizerAnalyzer>(Source(statements).Replace("~Node() => Stop();", "~Node() => {|PSAFE202:Stop()|};"));

    private static string Source(string statements) =>
        $$"""
        using System.Collections.Generic;

        sealed class Node
        {
            static readonly List<Node> s_all = new();
            static Node s_last;
            Node _inner;
            int _count;

            void Open(Node given)
            {
                {{statements}}
            }

            ~Node() => Stop();

            void Stop()
            {
                lock (this)
                {
                    _inner?.Stop();
                }
            }

            static Node Make() => new Node();
            static Node Made => new Node();
            static Node Last { get { return s_last; } }
            static Node MakeAll() { if (s_all.Count > 3) { return null; } return new Node(); }
            static Node Find() => s_last;
            static int Look(Node node) => node._count;
            static void Register(Node node) => s_all.Add(node);
            static void Fill(out Node node) => node = s_last;
        }
        """;
}
