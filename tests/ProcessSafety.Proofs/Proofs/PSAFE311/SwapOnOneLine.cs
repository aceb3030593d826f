// The swap stands on one line, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 0, stdout a reader has found no file: True
// fixed: exit 0, stdout a reader has found no file: False
using System;
using System.IO;
using System.Threading;

namespace Swaps;

internal static partial class Program {
	private static volatile bool s_isDone; private static volatile int s_missed; /* times */
	private static readonly string s_path = Path.GetTempFileName();

	private static void Main() {
		Thread reader = new(Read); reader.Start();
		for (int round = 0; round < 4000 && s_missed == 0; round++) Swap(s_path + ".new", s_path);
		s_isDone = true; reader.Join(); File.Delete(s_path); Console.WriteLine($"a reader has found no file: {s_missed > 0}");
	}
}

internal static partial class Program {
	#region Swapping
	private static void Swap(string temporary, string path) {
		File.WriteAllText(temporary, "new"); /* old one */ if (File.Exists(path)) { File.Delete(path); /* gone */ } File.Move(temporary, // from
#if TRACE_SWAPS
			/* here */
#endif
			path /* to */); } // swapped
	#endregion

	private static void Read() { while (!s_isDone) { if (!File.Exists(s_path)) s_missed++; } }
}
