using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Calls;

/// <summary>The members of the one `new Feed()` that a program uses, in whatever object that keeps it; `!` where it leaves.</summary>
public sealed class ObjectUsesTests
{
    private const string Feed =
        "class Feed { public Feed Next; public int N; public void Go() { } public void Stop() { } public event System.Action Done; }";

    [Theory]
    [InlineData("class A { void M() { var f = new Feed(); f.Go(); var g = f; g?.Stop(); } }", "Go Stop")]
    [InlineData("class A { Feed _f = new Feed(); void M() { _f.Go(); } void N() => this._f.Stop(); }", "Go Stop")]
    [InlineData("class A { Feed F { get; } A() { F = new Feed(); } void M() { F.Go(); } }", "Go")]
    [InlineData("class A { void M() => B.Take(new Feed()); } static class B { public static void Take(Feed f) => f.Go(); }", "Go")]
    [InlineData("class A { void M() => new B(new Feed()); } class B { Feed _f; public B(Feed f) => _f = f; void N() => _f.Go(); }", "Go")]
    [InlineData(
        "class A { void M() => new C(new Feed()); } class C : B { public C(Feed f) : base(f) { } } "
            + "class B { Feed _f; protected B(Feed f) => _f = f; void N() => _f.Stop(); }",
        "Stop")]
    [InlineData("class A { void M() => new B { F = new Feed() }; } class B { internal Feed F; void N() => F.N++; }", "N")]
    [InlineData("class A { static Feed Make() => new Feed(); void M() { Make().Go(); } void N() { Make().Stop(); } }", "Go Stop")]
    [InlineData("class A { void M() { var f = new Feed(); Run(); void Run() => f.Go(); } }", "Go")]
    [InlineData("class A { void M() { if (new Feed() is { N: 3 } f) f.Go(); } }", "Go N")]
    [InlineData("class A { void M() { var f = new Feed(); f.Done += f.Stop; lock (f) { } if (f == null) { } } }", "Done Stop")]
    [InlineData("class A { void M() { object o = new Feed(); ((Feed)o).Go(); } }", "Go")]
    [InlineData("class A { void M() => new System.Collections.Generic.List<Feed>().Add(new Feed()); }", "!")]
    [InlineData("class A { public static Feed Make() => new Feed(); }", "")]
    [InlineData("public class A { public static object Make() => new Feed(); }", "!")]
    [InlineData("public class A { public object F = new Feed(); }", "!")]
    [InlineData("class A { object[] _all; void M() => _all[0] = new Feed(); }", "!")]
    [InlineData("class A { void M() { var pair = (new Feed(), 1); N(pair); } void N((Feed, int) p) => p.Item1.Go(); }", "!")]
    [InlineData("interface I { Feed F { get; } } class A : I { public Feed F { get; } = new Feed(); void M(I i) => i.F.Go(); }", "!")]
    [InlineData("class A { void M() => N(f => f.Go()); void N(System.Action<Feed> act) => act(new Feed()); }", "Go")]
    [InlineData("class A { void M() { var f = new Feed(); N(f.Go); } void N(System.Action act) => act(); }", "Go")]
    [InlineData("public class A { public void M(System.Action<Feed> act) => act(new Feed()); }", "!")]
    [InlineData("class A { void M<T>() where T : Feed => N((T)new Feed()); void N<T>(T t) where T : Feed => t.Go(); }", "!")]
    [InlineData("class A { void M() => N(new Feed()); void N(object o) => o.ToString(); }", "!")]
    [InlineData("class A { Feed _f; void M() => System.Threading.Interlocked.Exchange(ref _f, new Feed()); }", "!")]
    [InlineData("class A { System.Func<Feed> M() { var f = new Feed(); return () => f; } }", "!")]
    public void Uses(string source, string expected) => Assert.Equal(expected, Of(source));

    [NewerSyntaxFact(12)]
    public void Uses_OfAPrimaryConstructor() =>
        Assert.Equal("Stop", Of("class A { void M() => new B(new Feed()); } class B(Feed f) { void N() => f.Stop(); }"));

    /// <summary>Beyond the budget nothing is known.</summary>
    [Fact]
    public void Uses_TooMany() => Assert.Equal(
        "?",
        Of("class A { Feed _f = new Feed(); void M() { " + string.Concat(Enumerable.Repeat("_f.Go(); ", 200)) + "} }"));

    private static string Of(string source)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(source + " " + Feed);
        ProcessModel model = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        SyntaxTree tree = compilation.SyntaxTrees.Single(static tree => tree.ToString().Contains("class A "));
        ObjectCreationExpressionSyntax creation = tree.GetRoot()
            .DescendantNodes()
            .OfType<ObjectCreationExpressionSyntax>()
            .Single(static node => node.Type.ToString() == "Feed");
        IOperation made = SourceBodies.Of(model).Model(tree)!.GetOperation(creation)!;
        IReadOnlyList<ObjectUse>? uses = ObjectUses.Of(model).Of(made, CancellationToken.None);
        return uses is null ? "?" : string.Join(' ', uses.Select(static use => use.Leaves ? "!" : use.Member!.Name).Distinct().Order());
    }
}
