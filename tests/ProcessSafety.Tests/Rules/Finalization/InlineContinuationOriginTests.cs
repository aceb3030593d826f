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
}
