// The holder of a semaphore waits for finalizers, and a finalizer for the semaphore: on one line, with comments and directives.
// form: messy
// hazard: hang, stdout trimming
// fixed: exit 0, stdout trimmed
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Pages;

internal static class Program {
	private static void Main() {
		LosePages(1); Console.WriteLine("trimming");
		Cache.Trim(); Console.WriteLine("trimmed");
	}

	[MethodImpl(MethodImplOptions.NoInlining)] private static void LosePages(int count) { for (int i = 0; i < count; i++) _ = new Page(); }
}

internal sealed class Page { ~Page() { Cache.Remove(this); } }

internal static partial class Cache {
	private static readonly SemaphoreSlim s_turn = new(1, 1); /* one at a time */ private static int s_removed;

	#region For finalizers
	public static void Remove(Page page) { /* the page is dead */ s_turn.Wait(); s_removed++; // one less
#if TRACE_PAGES
		Console.WriteLine("removed");
#endif
		s_turn.Release(); /* next */ }
	#endregion
}

internal static partial class Cache {
	public static void Trim() { s_turn.Wait(); GC.Collect(); GC.WaitForPendingFinalizers(); s_turn.Release(); }
}
