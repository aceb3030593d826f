// The finalizer stands on one line, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 134, stdout not made, stderr System.NullReferenceException
// fixed: exit 0, stdout not made, stdout ended
using System;
using System.Runtime.CompilerServices;

namespace OneLine;

internal static partial class Program {
	private static void Main() { Make("x"); GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine("ended"); /* done */ }

	[MethodImpl(MethodImplOptions.NoInlining)]
	private static void Make(string text) { try { _ = new Cell(text); } catch (FormatException) { Console.WriteLine("not made"); } }
}

internal sealed partial class Cell {
	private readonly int _value; private readonly int[] _row; private readonly System.Text.StringBuilder _log; // all
	public Cell(string text) { _value = int.Parse(text); _row = new int[_value]; _log = new(); }
}

internal sealed partial class Cell {
	#region Freeing
	~Cell() { /* first */ _log.Append(/* now */ "freed"); /* then */ _row[0] = 0; // zero
#if TRACE_CELLS
		Console.WriteLine("freed");
#endif
	} // freed
	#endregion
}
