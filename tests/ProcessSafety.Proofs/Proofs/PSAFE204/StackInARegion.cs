// Main lists the lost handles while a finalizer adds one: with two fields on a line, comments, a region and a line that is not compiled.
// form: messy
// hazard: exit 134, stderr Unhandled exception. System.InvalidOperationException: Collection was modified
// fixed: exit 0, stdout listed, stdout 2 lost
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Handles;

internal static class Program {
	private static void Main() {
		LoseHandle("first"); GC.Collect(); GC.WaitForPendingFinalizers();
		foreach (string name in LostHandles.Names) { Console.WriteLine($"{name} was lost"); LoseHandle("second"); // once more
			GC.Collect(); GC.WaitForPendingFinalizers(); }
		Console.WriteLine("listed"); /* all of them */ Console.WriteLine($"{LostHandles.Names.Count} lost");
	}

	[MethodImpl(MethodImplOptions.NoInlining)] private static void LoseHandle(string name) { _ = new NativeHandle(name); }
}

internal static partial class LostHandles {
	#region State
#if COUNTED
	internal static int Count;
#endif
	/* newest first */ internal static readonly Stack<string> Names = new(); // for the report
	#endregion
}

internal sealed class NativeHandle(string name) {
	private readonly string _name = name; ~NativeHandle() { LostHandles.Names.Push(_name); /* the dead one */ }
}
