using System.Collections.Generic;
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

/// <summary>Which calls run the lambdas of a method, one shape each, and none where something else may run them too.</summary>
public sealed class LambdaRunsTests
{
    [Theory]
    [InlineData("Action stop = () => Use(); stop();", "stop()")]
    [InlineData("Action stop = () => Use(); stop(); stop();", "stop() stop()")]
    [InlineData("Action stop = () => Use(); stop.Invoke();", "stop.Invoke()")]
    [InlineData("Action stop; stop = () => Use(); stop();", "stop()")]
    [InlineData("Action stop = flag ? () => Use() : null; stop();", "stop()")]
    [InlineData("Action stop = () => Use(); Action copy = stop; copy();", "copy()")]
    [InlineData("Call(() => Use());", "Call(() => Use())")]
    [InlineData("Action stop = () => Use(); Call(stop);", "Call(stop)")]
    [InlineData("this.Call(step: () => Use());", "this.Call(step: () => Use())")]
    [InlineData("Local(() => Use()); void Local(Action step) { Use(); step(); }", "Local(() => Use())")]
    [InlineData("await CallAsync(async () => await Task.Yield());", "CallAsync(async () => await Task.Yield())")]
    [InlineData("int made = Make(() => 1);", "Make(() => 1)")]
    public void Lambda_RunsAt(string statements, string expected) => Assert.Equal(expected, Runs(statements, string.Empty));

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("new Runner(() => Use()).Run();", "new Runner(() => Use()).Run()")]
    [InlineData("var runner = new Runner(() => Use()); runner.Run(); runner.Run();", "runner.Run() runner.Run()")]
    [InlineData("new Runner(() => Use()).Keep();", "")]
    [InlineData("_kept = new Runner(() => Use()).Run;", "")]
    public void Lambda_OfAnObject_RunsAt(string statements, string expected) => Assert.Equal(expected, Runs(
        statements,
        "class Runner(Action step) { public void Run() => step(); public Action Keep() => step; }"));

    [Theory]
    [InlineData("Action stop = () => Use();")]
    [InlineData("Action stop = () => Use(); stop(); _kept = stop;")]
    [InlineData("Action stop = () => Use(); stop?.Invoke();")]
    [InlineData("_kept = () => Use(); _kept();")]
    [InlineData("Keep(() => Use());")]
    [InlineData("Twice(() => Use());")]
    [InlineData("Maybe(() => Use());")]
    [InlineData("Any(() => Use());")]
    [InlineData("Task.Run(() => Use());")]
    public void Lambda_MayRunElsewhere(string statements) => Assert.Equal(string.Empty, Runs(statements, string.Empty));

    [Fact]
    public void Call_RunsOneOfTwo() =>
        Assert.Equal("stop() stop()", Runs("Action stop = () => Use(); if (flag) { stop = () => Call(null); } stop();", string.Empty));

    /// <summary>The calls that run a lambda, each as often as it runs one.</summary>
    private static string Runs(string statements, string types)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            $$"""
            using System;
            using System.Threading.Tasks;
            class Test
            {
                Action _kept;
                void Use() { }
                void Call(Action step) => step();
                async Task CallAsync(Func<Task> step) => await step();
                int Make(Func<int> make) => make();
                void Keep(Action step) => _kept = step;
                void Twice(Action step) { step(); step(); }
                void Maybe(Action step) { if (_kept is null) { step(); } }
                internal virtual void Any(Action step) => step();
                async Task Method(bool flag) { {{statements}} }
            }
            class Other : Test { internal override void Any(Action step) { } }
            {{types}}
            """);
        ProcessModel known = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        SyntaxTree tree = compilation.SyntaxTrees.Single(static tree => tree.ToString().Contains("class Test"));
        MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Single(static method => method.Identifier.ValueText == "Method");
        IOperation body = SourceBodies.Of(known).Model(tree)!.GetOperation(method)!;

        LambdaRuns runs = LambdaRuns.Of(body, CallTargets.Of(known), CancellationToken.None);

        List<(IOperation Call, IAnonymousFunctionOperation Lambda)> found = body.Descendants()
            .SelectMany(call => runs.By(call).Select(lambda => (call, lambda)))
            .ToList();
        Assert.All(
            body.Descendants().OfType<IAnonymousFunctionOperation>(),
            lambda => Assert.Equal(found.Exists(run => run.Lambda == lambda), runs.AreKnown(lambda)));
        return string.Join(' ', found.Select(static run => run.Call.Syntax.ToString()));
    }
}
