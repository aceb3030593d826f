using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>PSAFE203 where the finalizer waits for asynchronous code.</summary>
public sealed class FinalizerAwaitsTasksTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE203:CloseAsync().Wait()|};")]
    [InlineData("_ = {|PSAFE203:CountAsync().Result|};")]
    [InlineData("{|PSAFE203:Task.Run(CloseAsync).GetAwaiter().GetResult()|};")]
    [InlineData("{|PSAFE203:Task.Factory.StartNew(CloseAsync).Unwrap().GetAwaiter().GetResult()|};")]
    [InlineData("{|PSAFE203:DisposeAsync().AsTask().Wait()|};")]
    [InlineData("{|PSAFE203:DisposeAsync().AsTask().GetAwaiter().GetResult()|};")]
    [InlineData("{|PSAFE203:AsyncBridge.RunSync(() => CloseAsync())|};")]
    [InlineData("{|PSAFE203:AsyncBridge.RunSync(CloseAsync)|};")]
    [InlineData("Task close = CloseAsync(); {|PSAFE203:close.Wait()|};")]
    [InlineData("Task close = CloseAsync(); {|PSAFE203:close?.Wait()|};")]
    [InlineData("Task close = CloseAsync(); if (!close.IsCompleted) {|PSAFE203:close.Wait()|};")]
    public Task Hazard_SynchronousWait(string statement) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading.Tasks;

        class Connection
        {
            ~Connection()
            {
                {{statement}}
            }

            public async ValueTask DisposeAsync() => await CloseAsync();

            async Task<int> CountAsync()
            {
                await Task.Delay(10);
                return 1;
            }

            async Task CloseAsync() => await Task.Delay(10);
        }
        """,
        """
        using System;
        using System.Threading.Tasks;

        static class AsyncBridge
        {
            public static void RunSync(Func<Task> work) => work().GetAwaiter().GetResult();
        }
        """);

    [Theory]
    [InlineData("_ = CloseAsync();")]
    [InlineData("CloseAsync().Wait(100);")]
    [InlineData("CloseAsync().Wait(TimeSpan.FromSeconds(1));")]
    [InlineData("_ = Task.Run(CloseAsync);")]
    [InlineData("_ = Task.Run(() => CloseAsync().Wait());")]
    [InlineData("CloseAsync().ContinueWith(task => task.Wait());")]
    [InlineData("Task close = CloseAsync(); if (close.IsCompleted) close.Wait();")]
    [InlineData("Task close = CloseAsync(); if (close is { IsCompleted: true }) close.Wait();")]
    [InlineData("Task close = CloseAsync(); if (close.Status == TaskStatus.RanToCompletion) close.Wait();")]
    [InlineData("_ = Task.Delay(1000);")]
    public Task Safe_NotAwaited(string statement) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading.Tasks;

        class Connection
        {
            ~Connection()
            {
                {{statement}}
            }

            async Task CloseAsync() => await Task.Delay(10);
        }
        """);
}
