// A finalizer completes a source that is made over three lines, with comments and a line that is not compiled.
// form: messy
// hazard: exit 0, stdout finalized, on a pool thread: False
// fixed: exit 0, stdout finalized, on a pool thread: True
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Resources;

internal static class Program {
	private static async Task Main() {
		Task report = ReportAsync(LoseResource()); GC.Collect(); /* now */ await report;
	}

	private static async Task ReportAsync(Task resource) {
		await resource; Console.WriteLine($"finalized, on a pool thread: {Thread.CurrentThread.IsThreadPoolThread}"); }

	[MethodImpl(MethodImplOptions.NoInlining)] private static Task LoseResource() { return new Resource().Finalized; }
}

internal sealed partial class Resource {
	#region State
	private readonly TaskCompletionSource<int> _finalized = // the end
#if DETACHED
		new(TaskCreationOptions.DenyChildAttach);
#else
		new TaskCompletionSource<int>( /* no state */ ); // of nobody
#endif
	#endregion
}

internal sealed partial class Resource {
	~Resource() { _finalized.SetResult(0); } public Task Finalized { get { return _finalized.Task; } }
}
