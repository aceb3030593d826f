using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class InlineContinuationFinalizerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("TaskCompletionSource", "_done.SetResult()")]
    [InlineData("TaskCompletionSource", "_done.TrySetResult()")]
    [InlineData("TaskCompletionSource", "_done.SetException(new Exception())")]
    [InlineData("TaskCompletionSource", "_done.TrySetException(new Exception())")]
    [InlineData("TaskCompletionSource", "_done.SetCanceled()")]
    [InlineData("TaskCompletionSource", "_done.TrySetCanceled()")]
    [InlineData("TaskCompletionSource<int>", "_done.SetResult(1)")]
    [InlineData("TaskCompletionSource<int>", "_done.TrySetResult(1)")]
    [InlineData("TaskCompletionSource<int>", "_done.TrySetException(new Exception())")]
    [InlineData("TaskCompletionSource<int>", "_done.TrySetCanceled()")]
    public Task Hazard_Completion(string type, string completion) => Reports<InlineContinuationFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading.Tasks;

        class Lease
        {
            readonly {{type}} _done = new();

            public Task Done => _done.Task;

            ~Lease() => {|PSAFE207:{{completion}}|};
        }
        """);

    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System;
        using System.Threading.Tasks;

        class Lease : IDisposable
        {
            readonly TaskCompletionSource _done = new();

            public Task Done => _done.Task;

            ~Lease() => {|#0:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                    GC.KeepAlive(this);

                {|#1:End()|};
            }

            void End() => {|#2:_done.TrySetResult()|};
        }
        """,
        new DiagnosticResult(Rules.FinalizerRunsContinuations).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Lease → Dispose → End → _done.TrySetResult()", "_done"));

    [Theory]
    [InlineData("new TaskCompletionSource<int>()")]
    [InlineData("new TaskCompletionSource<int>(TaskCreationOptions.None)")]
    [InlineData("new TaskCompletionSource<int>(TaskCreationOptions.LongRunning | TaskCreationOptions.AttachedToParent)")]
    [InlineData("new TaskCompletionSource<int>(new object())")]
    [InlineData("new TaskCompletionSource<int>(new object(), TaskCreationOptions.None)")]
    public Task Hazard_CreatedWithoutTheFlag(string creation) => Reports<InlineContinuationFinalizerAnalyzer>(
        $$"""
        using System.Threading.Tasks;

        class Lease
        {
            readonly TaskCompletionSource<int> _done = {{creation}};

            ~Lease() => {|PSAFE207:_done.SetResult(1)|};
        }
        """);

    [Theory]
    [InlineData("new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)")]
    [InlineData("new(TaskCreationOptions.RunContinuationsAsynchronously)")]
    [InlineData("new(creationOptions: TaskCreationOptions.RunContinuationsAsynchronously)")]
    [InlineData("new(TaskCreationOptions.LongRunning | TaskCreationOptions.RunContinuationsAsynchronously)")]
    [InlineData("new(new object(), TaskCreationOptions.RunContinuationsAsynchronously)")]
    [InlineData("new(Options)")]
    [InlineData("new(s_options)")]
    [InlineData("new((TaskCreationOptions)64)")]
    public Task Safe_CreatedWithTheFlag(string creation) => Silent<InlineContinuationFinalizerAnalyzer>(
        $$"""
        using System.Threading.Tasks;

        class Lease
        {
            const TaskCreationOptions Options = TaskCreationOptions.RunContinuationsAsynchronously;
            static readonly TaskCreationOptions s_options = Options;
            readonly TaskCompletionSource<int> _done = {{creation}};

            ~Lease() => _done.SetResult(1);
        }
        """);

    [Fact]
    public Task Hazard_CreatedInTheConstructor() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            readonly TaskCompletionSource _done;

            public Lease() => _done = new TaskCompletionSource();

            ~Lease() => {|PSAFE207:_done.SetResult()|};
        }
        """);

    [Fact]
    public Task Safe_CreatedInTheConstructorWithTheFlag() => Silent<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            readonly TaskCompletionSource _done;

            public Lease() => _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            ~Lease() => _done.SetResult();
        }
        """);

    [Fact]
    public Task Hazard_StaticSource() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            static readonly TaskCompletionSource s_first = new();

            ~Lease() => {|PSAFE207:s_first.TrySetResult()|};
        }
        """);

    [Fact]
    public Task Hazard_AutoProperty() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            public TaskCompletionSource Done { get; } = new();

            ~Lease() => {|PSAFE207:Done.TrySetResult()|};
        }
        """);

    [Fact]
    public Task Hazard_ConditionalAccess() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            TaskCompletionSource _done;

            public Task Done => (_done ??= new TaskCompletionSource()).Task;

            ~Lease() => {|PSAFE207:_done?.TrySetResult()|};
        }
        """);

    [Fact]
    public Task Hazard_SourceInAnotherFile() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        class Lease
        {
            ~Lease() => {|PSAFE207:Events.Raise()|};
        }
        """,
        """
        using System.Threading.Tasks;

        static class Events
        {
            static readonly TaskCompletionSource s_collected = new();

            public static void Raise() => s_collected.TrySetResult();
        }
        """);

    [Fact]
    public Task Safe_SourceOfUnknownCreation() => Silent<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            readonly TaskCompletionSource _done;

            public Lease(TaskCompletionSource done) => _done = done;

            ~Lease() => _done.TrySetResult();
        }
        """);

    [Theory]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => _done.TrySetResult());")]
    [InlineData("Task.Run(() => _done.TrySetResult());")]
    [InlineData("_ = _done.Task.IsCompleted;")]
    public Task Safe_CompletedElsewhere(string body) => Silent<InlineContinuationFinalizerAnalyzer>(
        $$"""
        using System.Threading;
        using System.Threading.Tasks;

        class Lease
        {
            readonly TaskCompletionSource _done = new();

            ~Lease()
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Safe_CompletedWhileDisposing() => Silent<InlineContinuationFinalizerAnalyzer>(
        """
        using System;
        using System.Threading.Tasks;

        class Lease : IDisposable
        {
            readonly TaskCompletionSource _done = new();

            ~Lease() => Dispose(false);

            public void Dispose() => Dispose(true);

            void Dispose(bool disposing)
            {
                if (disposing)
                    _done.TrySetResult();
            }
        }
        """);

    [Fact]
    public Task Hazard_SourceTakenOutOfItsField() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Lease
        {
            TaskCompletionSource _done = new();

            ~Lease()
            {
                TaskCompletionSource done = Interlocked.Exchange(ref _done, null);
                {|PSAFE207:done?.TrySetResult()|};
            }
        }
        """);

    [Fact]
    public Task Safe_EveryCreationHasTheFlag() => Silent<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Lease
        {
            TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public void Renew() => _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public void Clear() => _done = null;

            ~Lease() => _done?.TrySetResult();
        }
        """);
}
