using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Calls;

/// <summary>
/// Which bodies run at the last statement of a method, one form of call each: their names, or none where one is not seen.
/// </summary>
public sealed class CallTargetsTests
{
    private const string Types =
        """

        abstract class Shape
        {
            public abstract int Area { get; }
            public virtual int Width => 1;
            public virtual int Height => 1;
            public virtual int Sides => 1;
            public abstract void Draw();
            public virtual void Move() { }
            public virtual void Keep() { }
        }

        abstract class Flat : Shape { public override int Height => 2; public override void Draw() { } }
        sealed class Square : Flat
        {
            public override int Area => 3;
            public override int Width => 3;
            public override int Height => 3;
            public override void Draw() { }
            public override void Move() { }
        }

        interface IOne { void Run(); }
        sealed class One : IOne { public void Run() { } }
        interface ITwo { void Run(); }
        sealed class First : ITwo { public void Run() { } }
        sealed class Second : ITwo { void ITwo.Run() { } }
        interface IMake { static abstract void Make(); }
        sealed class Maker : IMake { public static void Make() { } }
        struct Amount
        {
            public static Amount operator +(Amount left, Amount right) => left;
            public static implicit operator int(Amount amount) => 1;
        }
        static class Extensions { public static void Old(this object item) { } }
        """;

    [Theory]
    [InlineData("Named();", "Named")]
    [InlineData("this.Named();", "Named")]
    [InlineData("other?.Named();", "Named")]
    [InlineData("Local(); void Local() { }", "Local")]
    [InlineData("new Test();", ".ctor")]
    [InlineData("_ = Body;", "get_Body")]
    [InlineData("Body = 1;", "set_Body")]
    [InlineData("Body += 1;", "set_Body")]
    [InlineData("_ = this[1];", "get_Item")]
    [InlineData("_ = Auto;", "")]
    [InlineData("_ = new Amount() + new Amount();", "op_Addition")]
    [InlineData("int number = new Amount();", "op_Implicit")]
    [InlineData("this.Old();", "Old")]
    [InlineData("shape.Draw();", "Draw")]
    [InlineData("shape.Move();", "")]
    [InlineData("shape.Keep();", "Keep")]
    [InlineData("_ = shape.Area;", "get_Area")]
    [InlineData("_ = shape.Width;", "")]
    [InlineData("_ = ((Flat)shape).Height;", "")]
    [InlineData("_ = shape.Sides;", "get_Sides")]
    [InlineData("base.ToString();", "")]
    [InlineData("one.Run();", "Run")]
    [InlineData("two.Run();", "")]
    [InlineData("Any<Maker>(); void Any<T>() where T : IMake { T.Make(); }", "Any")]
    [InlineData("System.Console.WriteLine();", "")]
    public void Method_Runs(string statements, string expected) => Assert.Equal(expected, Targets(statements));

    [Theory]
    [InlineData("System.Action action = () => { }; action();", "lambda")]
    [InlineData("System.Action action = Named; action();", "Named")]
    [InlineData("System.Action action = Local; action(); void Local() { }", "Local")]
    [InlineData("System.Action action = Named; action.Invoke();", "Named")]
    [InlineData("System.Action action = Named; action?.Invoke();", "Named")]
    [InlineData("((System.Action)(() => { }))();", "lambda")]
    [InlineData("System.Action action = Auto > 0 ? Named : Other; action();", "Named,Other")]
    [InlineData("System.Action action = Auto switch { 0 => Named, 1 => Other, _ => throw null }; action();", "Named,Other")]
    [InlineData("System.Action action = _given ?? Other; action();", "Named,Other")]
    [InlineData("System.Action action = Named; action = Other; action();", "Named,Other")]
    [InlineData("System.Action action = one.Run; action();", "Run")]
    [InlineData("System.Action action = two.Run; action();", "")]
    [InlineData("_stored();", "lambda")]
    [InlineData("Property();", "Named")]
    [InlineData("_given();", "Named")]
    [InlineData("Hand(Named); void Hand(System.Action given) => given();", "Hand")]
    [InlineData("Open();", "")]
    [InlineData("_twice();", "Named,Other")]
    [InlineData("Outside();", "")]
    public void Delegate_Runs(string statements, string expected) => Assert.Equal(expected, Targets(statements));

    [Theory]
    [InlineData("Named();", "Named")]
    [InlineData("Local(); void Local() { }", "Local")]
    [InlineData("new Test();", ".ctor")]
    [InlineData("_ = Body;", "get_Body")]
    [InlineData("Body = 1;", "set_Body")]
    [InlineData("_ = Auto;", "")]
    [InlineData("this.Old();", "Old")]
    [InlineData("shape.Draw();", "Draw")]
    [InlineData("shape.Move();", "")]
    [InlineData("one.Run();", "Run")]
    [InlineData("two.Run();", "")]
    [InlineData("_stored();", "")]
    [InlineData("System.Console.WriteLine();", "WriteLine")]
    public void Method_IsToldBeforeItsBody(string statements, string expected)
    {
        (CallTargets targets, IOperation call) = Find(statements, string.Empty, IsCall);
        Assert.Equal(expected, targets.MethodOf(call, CancellationToken.None)?.Name ?? string.Empty);
    }

    [Theory]
    [InlineData("shape.Move();", "Shape,Square")]
    [InlineData("shape.Draw();", "Square")]
    [InlineData("two.Run();", "First,Second")]
    public void VirtualCall_IsSeenToRun(string statements, string expected)
    {
        (CallTargets targets, IOperation call) = Find(statements, string.Empty, IsCall);
        Assert.Equal(expected, string.Join(
            ",",
            targets.SeenOfVirtual(((IInvocationOperation)call).TargetMethod, call, CancellationToken.None)
                .Select(static target => target.Method.ContainingType.Name)
                .OrderBy(static name => name, System.StringComparer.Ordinal)));
    }

    [Fact]
    public void Parameter_HasTheArgumentsOfAllCallers() => Assert.Equal(
        "Named,lambda",
        Targets("Hand(Named); Hand(() => { }); void Hand(System.Action given) { given(); }", static call =>
            call is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }));

    [Fact]
    public void Parameter_OfAMethodThatIsReferredTo_IsNotKnown() => Assert.Equal(
        string.Empty,
        Targets("Hand(Named); System.Action<System.Action> hand = Hand; void Hand(System.Action given) { given(); }", static call =>
            call is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }));

    [Fact]
    public void StaticAbstract_HasItsOneImplementation() => Assert.Equal(
        "Make",
        Targets("Any<Maker>(); void Any<T>() where T : IMake { T.Make(); }", static call =>
            call is IInvocationOperation { TargetMethod.Name: "Make" }));

    [NewerSyntaxFact(14)]
    public void ExtensionBlock_HasItsReceiver()
    {
        CallTarget target = Single(
            "other.Fresh();",
            "static class Blocks { extension(Test test) { public void Fresh() { test.Named(); } } }");
        Assert.Equal("Fresh", target.Method.Name);
        Assert.Equal("other", target.Receiver?.Syntax.ToString());
        Assert.Equal(
            "other",
            target.ValueOf(target.Body.Descendants().OfType<IParameterReferenceOperation>().First().Parameter)?.Syntax.ToString());
    }

    [Fact]
    public void Value_OfAParameter_IsTheArgument()
    {
        CallTarget target = Single("Give(second: 2, first: 1); void Give(int first, int second) { }", string.Empty);
        Assert.Equal("1", target.ValueOf(target.Method.Parameters[0])?.Syntax.ToString());
        Assert.Equal("2", target.ValueOf(target.Method.Parameters[1])?.Syntax.ToString());
        Assert.Null(target.Receiver);
    }

    private static CallTarget Single(string statements, string more)
    {
        (CallTargets targets, IOperation call) = Find(statements, more, IsCall);
        return targets.One(call, CancellationToken.None)!;
    }

    private static string Targets(string statements, System.Func<IOperation, bool>? isCall = null)
    {
        (CallTargets targets, IOperation call) = Find(statements, string.Empty, isCall ?? IsCall);
        return string.Join(",", targets.Of(call, CancellationToken.None)
            .Select(static target => target.Method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : target.Method.Name)
            .OrderBy(static name => name, System.StringComparer.Ordinal));
    }

    /// <summary>The last statement that is no declaration, and the first call in it.</summary>
    private static (CallTargets Targets, IOperation Call) Find(string statements, string more, System.Func<IOperation, bool> isCall)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            public class Test
            {
                private readonly System.Action _stored = () => { };
                private readonly System.Action _given;
                private System.Action _twice;
                public System.Action Open;
                private System.Action Property { get; }
                public System.Action Outside { get; set; } = () => { };
                public int Auto { get; set; }
                public int Body { get => 1; set => Named(); }
                public int this[int index] => index;

                public Test() : this(null, null) { }

                private Test(System.Action given, System.Action twice)
                {
                    _given = Named;
                    Property = Named;
                    _twice = Named;
                }

                public void Named() { }
                private void Other() => _twice = Other;

                void Method(Test other, Shape shape, IOne one, ITwo two)
                {
                    {{statements}}
                }
            }
            {{Types}}
            {{more}}
            """);
        ProcessModel known = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        SyntaxTree tree = compilation.SyntaxTrees.Single(static tree => tree.ToString().Contains("class Test"));
        SemanticModel model = SourceBodies.Of(known).Model(tree)!;
        MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Single(static method => method.Identifier.ValueText == "Method");
        StatementSyntax last = method.Body!.Statements.Last(static statement => statement is not LocalFunctionStatementSyntax);
        IOperation place = isCall == IsCall ? model.GetOperation(last)! : model.GetOperation(method)!;
        return (CallTargets.Of(known), place.DescendantsAndSelf().First(isCall));
    }

    private static bool IsCall(IOperation operation) => operation is IInvocationOperation
        or IObjectCreationOperation { Parent: IExpressionStatementOperation }
        or IPropertyReferenceOperation
        or IBinaryOperation
        or IConversionOperation { OperatorMethod: not null };
}
