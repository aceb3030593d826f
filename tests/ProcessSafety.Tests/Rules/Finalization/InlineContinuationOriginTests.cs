using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>Where the TaskCompletionSource that a finalizer completes was made.</summary>
public sealed class InlineContinuationOriginTests : RuleTest
{
    [Fact]
    public Task Safe_SourceThatWasMadeOnTheSamePath() => Silent<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Operation
        {
            readonly TaskCompletionSource _done = new();

            public Task Done => _done.Task;

            public void Cancel() => _done.SetCanceled();
        }

        class Window
        {
            static bool s_closed;

            ~Window() => Post();

            static Operation Post()
            {
                Operation operation = new();
                if (s_closed)
                    operation.Cancel();

                return operation;
            }
        }
        """);

    [Fact]
    public Task Hazard_SourceOfAnObjectThatWasHandedIn() => Reports<InlineContinuationFinalizerAnalyzer>(
        """
        using System.Threading.Tasks;

        class Operation
        {
            readonly TaskCompletionSource _done = new();

            public Task Done => _done.Task;

            public void Cancel() => _done.SetCanceled();
        }

        class Window
        {
            readonly Operation _operation;

            public Window(Operation operation) => _operation = operation;

            ~Window() => {|PSAFE207:_operation.Cancel()|};
        }
        """);

    /// <summary>What a member is given by Interlocked comes from another member.</summary>
    [Theory]
    [InlineData("_last = Interlocked.Exchange(ref _done, null); {|PSAFE207:_last?.TrySetResult()|};")]
    [InlineData("TaskCompletionSource done = null; Interlocked.CompareExchange(ref done, _done, null); {|PSAFE207:done.TrySetResult()|};")]
    public Task Hazard_SourceTakenOutOfItsField(string statements) =>
        Reports<InlineContinuationFinalizerAnalyzer>(Taking("new()", statements));

    [Theory]
    [InlineData("new(TaskCreationOptions.RunContinuationsAsynchronously)", "_last = Interlocked.Exchange(ref _done, null);")]
    [InlineData("Find()", "_last = Interlocked.Exchange(ref _done, null);")]
    public Task Safe_SourceTakenOutOfItsField(string creation, string statements) =>
        Silent<InlineContinuationFinalizerAnalyzer>(Taking(creation, statements + " _last?.TrySetResult();"));

    private static string Taking(string creation, string statements) =>
        $$"""
        using System.Threading;
        using System.Threading.Tasks;

        class Lease
        {
            static readonly TaskCompletionSource[] s_all = new TaskCompletionSource[1];
            TaskCompletionSource _done = {{creation}};
            TaskCompletionSource _last;

            ~Lease()
            {
                {{statements}}
            }

            static TaskCompletionSource Find() => s_all[0];
        }
        """;
}
