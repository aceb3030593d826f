// A cache waits for finalizers at the end of a locked region on one line, with comments, before a region and a line that is not compiled.
// form: messy
// hazard: hang, stdout clearing
// fixed: exit 0, stdout 0 pages alive
// also: PSAFE202, the finalizer takes the lock
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Pages;

internal static class Program {
	private static void Main() {
		PageCache.Fill(100); Console.WriteLine("clearing");
		PageCache.Clear(); Console.WriteLine($"{PageCache.Alive} pages alive"); // none
	}
}

internal sealed class Page { ~Page() { PageCache.Forget(); } }

internal static partial class PageCache {
	private static readonly object s_gate = new(); private static readonly List<Page> s_pages = new(); /* pages */ private static int s_alive;

	public static int Alive { get { return s_alive; } }

	[MethodImpl(MethodImplOptions.NoInlining)]
	public static void Fill(int count) { for (int i = 0; i < count; i++, s_alive++) s_pages.Add(new Page()); }

	public static void Forget() { lock (s_gate) { s_alive--; } }
}

internal static partial class PageCache {
	public static void Clear() {
		/* all of them */ lock (s_gate) { s_pages.Clear(); /* all */ GC.Collect(); GC.WaitForPendingFinalizers(); /* they are gone */ } // let go
		#region Afterwards
		Console.WriteLine("cleared");
		#endregion
#if TRACE_PAGES
		Console.WriteLine(s_pages.Count);
#endif
	}
}
