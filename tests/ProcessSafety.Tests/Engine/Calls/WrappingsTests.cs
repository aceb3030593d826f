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

/// <summary>What leads from the one `new object()` of a program to its users: the calls and creations after it, one form each.</summary>
public sealed class WrappingsTests
{
    [Theory]
    [InlineData("class A { void M() { var o = new object(); } }", "")]
    [InlineData("class A { object _o = new object(); void M() { new A(); } }", "new A()")]
    [InlineData("class A { object _o; A() { _o = new object(); } static A s = new A(); }", "new A()")]
    [InlineData("class A { object O { get; } = new object(); static void M() { A a = new(); } }", "new()")]
    [InlineData("class A { static object s_o = new object(); static void M() { new A(); } }", "")]
    [InlineData("class A { object _o; void Init() { _o = new object(); } static void M() { new A().Init(); } }", "")]
    [InlineData("class A { object _o; A() { _o = new object(); } A(int i) : this() { } static A M() => new A(1); }", ": this() > new A(1)")]
    [InlineData("class B { object _o = new object(); } class A { B _b = new B(); static void M() { new A(); } }", "new B() > new A()")]
    [InlineData("class A { static object Make() => new object(); void M() { var o = Make(); } }", "Make()")]
    [InlineData("class A { static object Make() { var o = new object(); return o; } void M() { Make(); } }", "Make()")]
    [InlineData("class B { public B(object o) { } } class A { static B Make() => new B(new object()); void M() { Make(); } }", "Make()")]
    [InlineData("class A { object _o = new object(); void M() { new A(); } void N() { new A(); } }", "new A(); new A()")]
    [InlineData(
        "class A { object Make(int i) => i == 0 ? new object() : Make(i - 1); }",
        "Make(i - 1) > Make(i - 1) > Make(i - 1) > Make(i - 1) > Make(i - 1)")]
    public void Wrapping(string source, string expected)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(source);
        ProcessModel model = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        SyntaxTree tree = compilation.SyntaxTrees.Single(static tree => tree.ToString().Contains("class A "));
        ObjectCreationExpressionSyntax creation = tree.GetRoot()
            .DescendantNodes()
            .OfType<ObjectCreationExpressionSyntax>()
            .Single(static node => node.Type.ToString() == "object");
        IOperation made = SourceBodies.Of(model).Model(tree)!.GetOperation(creation)!;
        IEnumerable<string> found = Wrappings.Of(model).Of(made, CancellationToken.None)
            .Select(static wrapping => string.Join(" > ", wrapping.Links.Skip(1).Select(static link => link.Syntax.ToString())));
        Assert.Equal(expected, string.Join("; ", found));
    }
}
