using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Tests.Robustness;

namespace ProcessSafety.Tests.Flow;

/// <summary>A program whose places are calls of methods without arguments: From(), To() and whatever else a test calls.</summary>
internal sealed class FlowSource
{
    private readonly ControlFlow _flow = new();
    private readonly SemanticModel _model;
    private readonly SyntaxNode _root;

    private FlowSource(string source)
    {
        SyntaxTree tree = AnalyzerNet.Parse(source, "Test.cs");
        _model = AnalyzerNet.Compile().AddSyntaxTrees(tree).GetSemanticModel(tree);
        _root = tree.GetRoot();
    }

    /// <summary>The statements as the body of an async method, with the calls that they make declared.</summary>
    public static FlowSource Method(string statements) => new(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        class Test
        {
            void From() { } void To() { } void Stop() { }
            bool Ask() => true;
            IDisposable Open() => null;
            IAsyncEnumerable<int> Items() => null;
            async Task Method()
            {
                {{statements}}
            }
        }
        """);

    public static FlowSource File(string source) => new(source);

    public bool FromReachesTo(bool throughExceptions = false) =>
        Body("From").From(Point("From"), Points("Stop"), throughExceptions: throughExceptions).Contains(Point("To"));

    public BodyFlow Body(string call) => _flow.Around(Call(call), CancellationToken.None)!;

    public FlowPoint Point(string call) => Body(call).PointOf(Call(call))!.Value;

    public IOperation Call(string call) => Calls(call).First();

    public IOperation Operation<TNode>()
        where TNode : SyntaxNode => _model.GetOperation(_root.DescendantNodes().OfType<TNode>().First())!;

    private IReadOnlyCollection<FlowPoint> Points(string call) =>
        [.. from operation in Calls(call) let point = Body("From").PointOf(operation) where point is not null select point.Value];

    private IEnumerable<IOperation> Calls(string call) =>
        from node in _root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where node.Expression.ToString() == call
        select _model.GetOperation(node)!;
}
