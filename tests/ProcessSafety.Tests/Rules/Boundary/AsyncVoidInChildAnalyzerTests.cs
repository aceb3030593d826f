using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class AsyncVoidInChildAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_AsyncLambda() => Reports("Pool.Start({|PSAFE109:async|} () => await Task.Delay(1));");

    [Fact]
    public Task Hazard_StaticAsyncLambdaWithArguments() =>
        Reports("Pool.Run(static {|PSAFE109:async|} text => await Task.Delay(text.Length), \"x\");");

    [Fact]
    public Task Hazard_AsyncAnonymousMethod() => Reports("Pool.Start({|PSAFE109:async|} delegate { await Task.Delay(1); });");

    [Fact]
    public Task Hazard_CastToAction() => Reports("Pool.Run((Action)({|PSAFE109:async|} () => await Task.Delay(1)));");

    [Fact]
    public Task Hazard_LambdaStoredInALocal() => Reports("Action job = async () => await Task.Delay(1); Pool.Run({|PSAFE109:job|});");

    [Fact]
    public Task Hazard_LocalFunction() => Reports("Pool.Run({|PSAFE109:Work|}); async void Work() => await Task.Delay(1);");

    [Fact]
    public Task Hazard_MethodGroup() => Reports("Pool.Run({|PSAFE109:LaterAsync|}); Pool.Run({|PSAFE109:Job.LaterAsync|});");

    [Fact]
    public Task Hazard_MarkedMethod() => Reports("Pool.Post({|PSAFE109:async|} () => await Task.Delay(1), null);");

    [Theory]
    [InlineData("Action[] jobs = { LaterAsync }; Pool.Run({|PSAFE109:jobs[0]|});")]
    [InlineData("Action Make() { return LaterAsync; } Pool.Run({|PSAFE109:Make()|});")]
    [InlineData("Make(out Action job); Pool.Run({|PSAFE109:job|}); void Make(out Action made) { made = LaterAsync; }")]
    [InlineData("Pool.Run(new Lazy<Action>(() => {|PSAFE109:LaterAsync|}).Value);")]
    public Task Hazard_DelegateThatComesAnotherWay(string statements) => Reports(statements);

    [Theory]
    [InlineData("Action[] jobs = { Now, LaterAsync }; Pool.Run(jobs[0]); void Now() { }")]
    [InlineData("Action Make() { return Now; } void Now() { } Pool.Run(Make());")]
    [InlineData("Pool.Run(new Lazy<Action>(() => Now).Value); void Now() { }")]
    public Task Safe_DelegateThatComesAnotherWay(string statements) => Silent(statements);

    [Fact]
    public Task Safe_TaskOverload() =>
        Silent("_ = Pool.RunAsync(async () => await Task.Delay(1)); Pool.Run(async () => await Task.Delay(1));");

    [Fact]
    public Task Safe_NotAsync() => Silent("Pool.Start(() => Task.Delay(1).Wait()); Pool.Start(Work); void Work() { }");

    [Fact]
    public Task Safe_AsyncLambdaInsideTheDelegate() => Silent("Pool.Start(() => Task.Run(async () => await Task.Delay(1)).Wait());");

    [Fact]
    public Task Safe_NoBoundary() => Silent("Run(async () => await Task.Delay(1)); static void Run(Action job) => job();");

    [Theory]
    [InlineData("RemoteExecutor.Invoke(async () => await Task.Delay(1)).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(async () => { await Task.Delay(1); return 42; }).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(static async text => { await Task.Delay(text.Length); return 42; }, \"x\").Dispose();")]
    public Task Safe_RemoteExecutorPicksTheTaskOverload(string statements) =>
        Silent<AsyncVoidInChildAnalyzer>(InJob(statements, "Microsoft.DotNet.RemoteExecutor"), Stubs.RemoteExecutor);

    [Fact]
    public Task Hazard_RemoteExecutorWithAsyncVoidMethod() => Reports<AsyncVoidInChildAnalyzer>(
        InJob("RemoteExecutor.Invoke({|PSAFE109:LaterAsync|}).Dispose();", "Microsoft.DotNet.RemoteExecutor"), Stubs.RemoteExecutor);

    private static Task Reports(string statements) => Reports<AsyncVoidInChildAnalyzer>(InJob(statements, "Jobs"), Stubs.Pool);

    private static Task Silent(string statements) => Silent<AsyncVoidInChildAnalyzer>(InJob(statements, "Jobs"), Stubs.Pool);

    private static string InJob(string statements, string imported) =>
        $$"""
        using System;
        using System.Threading.Tasks;
        using {{imported}};

        public static class Job
        {
            public static void Go()
            {
                {{statements}}
            }

            private static async void LaterAsync() => await Task.Delay(1);
        }
        """;
}
