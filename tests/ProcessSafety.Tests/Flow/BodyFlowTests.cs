using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using Xunit;

namespace ProcessSafety.Tests.Flow;

/// <summary>Where the operations of the plain tree stand on the graph, and what bodies there are.</summary>
public sealed class BodyFlowTests
{
    [Theory]
    [InlineData("class C { void A() { } void B() { } void M() { A(); B(); } }")]
    [InlineData("class C { bool A() => true; bool B() => true; bool M() => A() && B(); }")]
    [InlineData("class C { bool A() => true; bool B() => true; bool M => A() && B(); }")]
    [InlineData("class C { int A() => 1; int B() => 1; int M { get => 0; set { A(); B(); } } }")]
    [InlineData("class C { static int A() => 1; static int B() => 1; int _m = A() + B(); }")]
    [InlineData("class C { static int A() => 1; static int B() => 1; int M { get; } = A() + B(); }")]
    [InlineData("class C { static int A() => 1; static int B() => 1; C(int i) { } C() : this(A()) { B(); } }")]
    [InlineData("class C { static int A() => 1; static int B() => 1; ~C() { A(); B(); } }")]
    [InlineData("A(); B(); static void A() { } static void B() { }")]
    [InlineData("class C { void A() { } void B() { } void M() { void L() { A(); B(); } } }")]
    [InlineData("class C { void A() { } void B() { } void M() { System.Action l = () => { A(); B(); }; } }")]
    [InlineData("class C { void A() { } void B() { } void M() { void L() { System.Action l = () => { void N() { A(); B(); } }; } } }")]
    [InlineData("class C { static int A() => 1; static int B() => 1; System.Func<int> _m = () => A() + B(); }")]
    public void Body_HasAFlow(string source)
    {
        FlowSource file = FlowSource.File(source);

        Assert.False(file.Body("A").Reaches(file.Body("A").Entry, file.Point("B"), file.Point("A")));
        Assert.True(file.Body("A").Reaches(file.Point("A"), file.Point("B")));
        Assert.Same(file.Body("A"), file.Body("B"));
    }

    [Fact]
    public void Arguments_ComeBeforeTheirCall()
    {
        FlowSource source = FlowSource.Method("Console.Write(Ask()); From();");

        Assert.True(source.Body("Ask").Reaches(source.Point("Ask"), source.Point("Console.Write")));
        Assert.False(source.Body("Ask").Reaches(source.Point("Console.Write"), source.Point("Ask")));
    }

    [Fact]
    public void Lambda_StandsWhereItIsMade()
    {
        FlowSource source = FlowSource.Method("From(); Action run = () => Stop(); To();");
        BodyFlow outer = source.Body("From");

        FlowPoint lambda = outer.PointOf(source.Operation<ParenthesizedLambdaExpressionSyntax>())!.Value;
        Assert.False(outer.Reaches(source.Point("From"), source.Point("To"), lambda));
        Assert.NotSame(outer, source.Body("Stop"));
    }

    [Theory]
    [InlineData("using (IDisposable open = Open()) { From(); } To();")]
    [InlineData("{ using IDisposable open = Open(); From(); } To();")]
    [InlineData("{ using IDisposable open = Open(); From(); if (Ask()) return; } To();")]
    public void UsedVariable_IsAlwaysDisposed(string statements)
    {
        FlowSource source = FlowSource.Method(statements);
        BodyFlow body = source.Body("From");

        FlowPoint disposal = body.DisposalOf(Declarator(source))!.Value;
        Assert.False(body.Reaches(source.Point("From"), source.Point("To"), disposal));
        Assert.False(body.Reaches(source.Point("From"), End(body), disposal));
        Assert.True(body.Reaches(source.Point("From"), disposal));
    }

    [Fact]
    public void UsedExpression_IsDisposed()
    {
        FlowSource source = FlowSource.Method("using (Open()) { From(); } To();");

        Assert.False(source.Body("From")
            .Reaches(source.Point("From"), source.Point("To"), source.Body("From").DisposalOf(source.Call("Open").Syntax)!.Value));
    }

    [Fact]
    public void Variable_IsNotDisposedWithoutUsing()
    {
        FlowSource source = FlowSource.Method("IDisposable open = Open(); From();");

        Assert.Null(source.Body("From").DisposalOf(Declarator(source)));
    }

    [Fact]
    public void Exit_IsReachedByReturnAndNotByThrow()
    {
        FlowSource leaving = FlowSource.Method("From(); if (Ask()) return; throw new Exception();");
        FlowSource throwing = FlowSource.Method("From(); throw new Exception();");

        Assert.True(leaving.Body("From").Reaches(leaving.Point("From"), End(leaving.Body("From"))));
        Assert.False(throwing.Body("From").Reaches(throwing.Point("From"), End(throwing.Body("From"))));
    }

    [Fact]
    public void Statement_StandsWhereItsFirstPartDoes()
    {
        FlowSource source = FlowSource.Method("From(); if (Ask()) { To(); }");

        Assert.Equal(source.Point("Ask"), source.Body("From").PointOf(source.Operation<IfStatementSyntax>()));
    }

    [Fact]
    public void Attribute_HasNoFlow()
    {
        FlowSource source = FlowSource.File("""[System.Obsolete("x")] class C { }""");

        Assert.Null(new ControlFlow().Of(source.Operation<LiteralExpressionSyntax>(), CancellationToken.None));
    }

    private static SyntaxNode Declarator(FlowSource source) => source.Operation<VariableDeclaratorSyntax>().Syntax;

    /// <summary>Where the body is left by its end, a return or a yield break; a throw does not lead here.</summary>
    private static FlowPoint End(BodyFlow body) => new(body.Graph.Blocks.Length - 1, 0);
}
