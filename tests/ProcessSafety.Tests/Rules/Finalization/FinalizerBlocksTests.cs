using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class FinalizerBlocksTests : RuleTest
{
    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Worker
        {
            readonly Thread _thread = new(() => { });
            readonly ManualResetEvent _stop = new(false);

            ~Worker() => {|#0:Stop()|};

            void Stop()
            {
                _stop.Set();
                {|#1:Join()|};
            }

            void Join() => {|#2:_thread.Join()|};
        }
        """,
        new DiagnosticResult(Rules.FinalizerBlocks).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Worker → Stop → Join → _thread.Join()", "waits indefinitely"));

    [Fact]
    public Task Hazard_BlockingProperty_IsStatedByName() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Node
        {
            readonly Task<int> _task = Task.FromResult(1);
            int _last;

            ~Node() => _last = {|#0:_task.Result|};
        }
        """,
        new DiagnosticResult(Rules.FinalizerBlocks).WithLocation(0).WithArguments("~Node → _task.Result", "waits indefinitely"));

    [Theory]
    [InlineData("Task", "{|PSAFE203:_x.Wait()|}")]
    [InlineData("Task", "{|PSAFE203:_x.Wait(-1)|}")]
    [InlineData("Task", "{|PSAFE203:_x.Wait(Timeout.Infinite)|}")]
    [InlineData("Task", "{|PSAFE203:_x.Wait(Timeout.InfiniteTimeSpan)|}")]
    [InlineData("Task", "{|PSAFE203:_x.GetAwaiter().GetResult()|}")]
    [InlineData("Task", "{|PSAFE203:_x.ConfigureAwait(false).GetAwaiter().GetResult()|}")]
    [InlineData("Task", "{|PSAFE203:Task.WaitAll(_x)|}")]
    [InlineData("Task", "{|PSAFE203:Task.WaitAny(_x)|}")]
    [InlineData("Task<int>", "_ = {|PSAFE203:_x.Result|}")]
    [InlineData("Task<int>", "{|PSAFE203:_x.GetAwaiter().GetResult()|}")]
    [InlineData("ManualResetEvent", "{|PSAFE203:_x.WaitOne()|}")]
    [InlineData("AutoResetEvent", "{|PSAFE203:_x.WaitOne(-1)|}")]
    [InlineData("EventWaitHandle", "{|PSAFE203:_x.WaitOne(Timeout.Infinite)|}")]
    [InlineData("WaitHandle", "{|PSAFE203:_x.WaitOne(Timeout.InfiniteTimeSpan)|}")]
    [InlineData("Mutex", "{|PSAFE203:_x.WaitOne()|}")]
    [InlineData("Semaphore", "{|PSAFE203:_x.WaitOne()|}")]
    [InlineData("WaitHandle[]", "{|PSAFE203:WaitHandle.WaitAll(_x)|}")]
    [InlineData("WaitHandle[]", "{|PSAFE203:WaitHandle.WaitAny(_x, -1)|}")]
    [InlineData("SemaphoreSlim", "{|PSAFE203:_x.Wait()|}")]
    [InlineData("SemaphoreSlim", "{|PSAFE203:_x.Wait(Timeout.Infinite)|}")]
    [InlineData("ManualResetEventSlim", "{|PSAFE203:_x.Wait()|}")]
    [InlineData("CountdownEvent", "{|PSAFE203:_x.Wait()|}")]
    [InlineData("Barrier", "{|PSAFE203:_x.SignalAndWait()|}")]
    [InlineData("Thread", "{|PSAFE203:_x.Join()|}")]
    [InlineData("Thread", "{|PSAFE203:_x.Join(Timeout.Infinite)|}")]
    [InlineData("BlockingCollection<int>", "{|PSAFE203:_x.Take()|}")]
    [InlineData("Process", "{|PSAFE203:_x.WaitForExit()|}")]
    [InlineData("Process", "{|PSAFE203:_x.WaitForExit(-1)|}")]
    [InlineData("object", "{|PSAFE203:Thread.Sleep(1000)|}")]
    [InlineData("object", "{|PSAFE203:Thread.Sleep(Timeout.Infinite)|}")]
    [InlineData("object", "{|PSAFE203:Thread.Sleep(TimeSpan.FromSeconds(5))|}")]
    public Task Hazard_WaitWithoutBound(string type, string wait) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Node
        {
            readonly {{type}} _x;

            public Node({{type}} x) => _x = x;

            ~Node()
            {
                {{wait}};
            }
        }
        """);

    [Theory]
    [InlineData("Task", "_x.Wait(100)")]
    [InlineData("Task", "_x.Wait(TimeSpan.FromSeconds(1))")]
    [InlineData("Task", "Task.WaitAll(new[] { _x }, 100)")]
    [InlineData("Task", "Task.WaitAny(new[] { _x }, TimeSpan.FromSeconds(1))")]
    [InlineData("Task", "_ = _x.IsCompleted")]
    [InlineData("ManualResetEvent", "_x.WaitOne(100)")]
    [InlineData("ManualResetEvent", "_x.WaitOne(0)")]
    [InlineData("AutoResetEvent", "_x.WaitOne(TimeSpan.FromSeconds(1))")]
    [InlineData("Mutex", "_x.WaitOne(100, false)")]
    [InlineData("WaitHandle[]", "WaitHandle.WaitAll(_x, 100)")]
    [InlineData("WaitHandle[]", "WaitHandle.WaitAny(_x, TimeSpan.FromSeconds(1))")]
    [InlineData("SemaphoreSlim", "_x.Wait(0)")]
    [InlineData("SemaphoreSlim", "_x.Wait(TimeSpan.FromSeconds(1))")]
    [InlineData("SemaphoreSlim", "_x.Release()")]
    [InlineData("ManualResetEventSlim", "_x.Wait(100)")]
    [InlineData("ManualResetEventSlim", "_x.Set()")]
    [InlineData("CountdownEvent", "_x.Wait(100)")]
    [InlineData("CountdownEvent", "_x.Signal()")]
    [InlineData("Barrier", "_x.SignalAndWait(100)")]
    [InlineData("Thread", "_x.Join(100)")]
    [InlineData("Thread", "_x.Join(TimeSpan.FromSeconds(1))")]
    [InlineData("BlockingCollection<int>", "_x.TryAdd(1)")]
    [InlineData("BlockingCollection<int>", "_x.TryTake(out _)")]
    [InlineData("BlockingCollection<int>", "_x.CompleteAdding()")]
    [InlineData("ConcurrentBag<int>", "_x.Add(1)")]
    [InlineData("Process", "_x.WaitForExit(1000)")]
    [InlineData("Process", "_x.Kill()")]
    [InlineData("object", "Thread.Sleep(999)")]
    [InlineData("object", "Thread.Sleep(TimeSpan.FromMilliseconds(10))")]
    [InlineData("object", "Thread.Yield()")]
    public Task Safe_BoundedWait(string type, string wait) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Node
        {
            readonly {{type}} _x;

            public Node({{type}} x) => _x = x;

            ~Node()
            {
                {{wait}};
            }
        }
        """);

    [Fact]
    public Task Hazard_MonitorWait() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            readonly object _gate = new();

            ~Node()
            {
                lock (_gate)
                    {|PSAFE203:Monitor.Wait(_gate)|};
            }
        }
        """);

    [Fact]
    public Task Safe_MonitorWaitWithABound() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            readonly object _gate = new();

            ~Node()
            {
                lock (_gate)
                    Monitor.Wait(_gate, 100);
            }
        }
        """);

    [Fact]
    public Task Hazard_ConstantThatIsNoBound() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            const int Forever = Timeout.Infinite;
            readonly Thread _thread = new(() => { });

            ~Node() => {|PSAFE203:_thread.Join(millisecondsTimeout: Forever)|};
        }
        """);

    [Fact]
    public Task Safe_BoundThatIsAVariable() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            readonly int _timeout;
            readonly Thread _thread = new(() => { });

            public Node(int timeout) => _timeout = timeout;

            ~Node()
            {
                _thread.Join(_timeout);
                Thread.Sleep(_timeout);
            }
        }
        """);

    [Fact]
    public Task Hazard_TaskStartedAndAwaitedOnTheFinalizerThread() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Node
        {
            ~Node() => {|PSAFE203:Task.Run(() => Close()).Wait()|};

            static void Close() { }
        }
        """);

    [Fact]
    public Task Hazard_WaitsForAnAsynchronousMethod() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Node
        {
            ~Node() => {|PSAFE203:CloseAsync().GetAwaiter().GetResult()|};

            async Task CloseAsync() => await Task.Delay(10);
        }
        """);

    [Fact]
    public Task Safe_TaskStartedAndNotAwaited() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Node
        {
            readonly Thread _thread = new(() => { });

            ~Node() => _ = Task.Run(() => _thread.Join());
        }
        """);

    [Fact]
    public Task Safe_WaitQueuedToThePool() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            readonly ManualResetEvent _done = new(false);

            ~Node() => ThreadPool.QueueUserWorkItem(_ => _done.WaitOne());
        }
        """);

    [Theory]
    [InlineData("if (_task.IsCompleted) _last = _task.Result;")]
    [InlineData("if (!_task.IsCompleted) return; _last = _task.Result;")]
    [InlineData("if (_task.IsCompletedSuccessfully && _last == 0) _last = _task.GetAwaiter().GetResult();")]
    [InlineData("if (_task.Wait(0)) _last = _task.Result;")]
    public Task Safe_ResultOfATaskThatHasEnded(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading.Tasks;

        class Node
        {
            readonly Task<int> _task;
            int _last;

            public Node(Task<int> task) => _task = task;

            ~Node()
            {
                {{body}}
            }
        }
        """);
}
