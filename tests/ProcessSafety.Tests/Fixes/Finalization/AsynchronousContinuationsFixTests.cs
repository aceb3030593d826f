using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.CodeFixes.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Finalization;

public sealed class AsynchronousContinuationsFixTests : RuleTest
{
    [Fact]
    public Task Creation_InTheInitializer() => Converts(
        "private readonly TaskCompletionSource _done = new TaskCompletionSource();",
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);");

    [Fact]
    public Task Creation_TargetTyped() => Converts(
        "private readonly TaskCompletionSource _done = new();",
        "private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);");

    [Fact]
    public Task Creation_WithState() => Converts(
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(\"job\");",
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(\"job\", "
            + "TaskCreationOptions.RunContinuationsAsynchronously);");

    [Fact]
    public Task Creation_WithNamedState() => Converts(
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(state: null);",
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(state: null, creationOptions: "
            + "TaskCreationOptions.RunContinuationsAsynchronously);");

    [Fact]
    public Task Creation_WithNoOptions() => Converts(
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(TaskCreationOptions.None);",
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);");

    [Fact]
    public Task Creation_WithOtherOptions() => Converts(
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(null, TaskCreationOptions.AttachedToParent);",
        "private readonly TaskCompletionSource _done = new TaskCompletionSource(null, TaskCreationOptions.AttachedToParent | "
            + "TaskCreationOptions.RunContinuationsAsynchronously);");

    [Fact]
    public Task Creation_InEveryConstructor() => Converts(
        """
        private readonly TaskCompletionSource _done;

            public Job() => _done = new TaskCompletionSource();

            public Job(object state)
            {
                // Named by its state.
                this._done = new TaskCompletionSource(state);
            }
        """,
        """
        private readonly TaskCompletionSource _done;

            public Job() => _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            public Job(object state)
            {
                // Named by its state.
                this._done = new TaskCompletionSource(state, TaskCreationOptions.RunContinuationsAsynchronously);
            }
        """);

    [Fact]
    public Task Creation_BesideOneThatHasTheFlag() => Converts(
        """
        private readonly TaskCompletionSource _done;

            public Job() => _done = new TaskCompletionSource();

            public Job(object state) => _done = new TaskCompletionSource(state, TaskCreationOptions.RunContinuationsAsynchronously);
        """,
        """
        private readonly TaskCompletionSource _done;

            public Job() => _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            public Job(object state) => _done = new TaskCompletionSource(state, TaskCreationOptions.RunContinuationsAsynchronously);
        """);

    [Fact]
    public Task Creation_InAnotherFile_WithItsUsing() => Fix<InlineContinuationFinalizerAnalyzer, AsynchronousContinuationsFix>(
        new[]
        {
            """
            partial class Job
            {
                ~Job() => {|PSAFE207:_done.SetResult(1)|};
            }
            """,
            """
            partial class Job
            {
                private readonly System.Threading.Tasks.TaskCompletionSource<int> _done =
                    new System.Threading.Tasks.TaskCompletionSource<int>();
            }
            """,
        },
        new[]
        {
            """
            partial class Job
            {
                ~Job() => _done.SetResult(1);
            }
            """,
            """
            using System.Threading.Tasks;

            partial class Job
            {
                private readonly System.Threading.Tasks.TaskCompletionSource<int> _done =
                    new System.Threading.Tasks.TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            """,
        });

    [Fact]
    public Task FixAll_TwoCompletionsOfOneField() => Fix<InlineContinuationFinalizerAnalyzer, AsynchronousContinuationsFix>(
        """
        using System.Threading.Tasks;

        class Job
        {
            private readonly TaskCompletionSource<int> _done =
                new TaskCompletionSource<int>();
            private readonly TaskCompletionSource<int> _gone =
                new TaskCompletionSource<int>();

            ~Job()
            {
                {|PSAFE207:_done.TrySetResult(1)|};
                {|PSAFE207:_gone.TrySetCanceled()|};
            }
        }
        """,
        """
        using System.Threading.Tasks;

        class Job
        {
            private readonly TaskCompletionSource<int> _done =
                new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            private readonly TaskCompletionSource<int> _gone =
                new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

            ~Job()
            {
                _done.TrySetResult(1);
                _gone.TrySetCanceled();
            }
        }
        """,
        test => test.NumberOfIncrementalIterations = 2);

    private static Task Converts(string members, string converted) =>
        Fix<InlineContinuationFinalizerAnalyzer, AsynchronousContinuationsFix>(
            Source(members, "{|PSAFE207:_done.SetResult()|}"), Source(converted, "_done.SetResult()"));

    private static string Source(string members, string completion) =>
        $$"""
        using System.Threading.Tasks;

        class Job
        {
            {{members}}

            ~Job() => {{completion}};
        }
        """;
}
