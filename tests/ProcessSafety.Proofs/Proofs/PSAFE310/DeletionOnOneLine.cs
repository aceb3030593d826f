// The deletion stands on one line with the disposal, between comments, with a line that is not compiled.
// form: messy
// hazard: exit 0, stdout two hold the lock: True
// fixed: exit 0, stdout two hold the lock: False
using System;
using System.IO;

namespace Locks;

internal static partial class Program {
	private static void Main() {
		string path = Path.GetTempFileName(); Held? second = null; /* nobody */ Held first = Held.Take(path)!;
		first.Leave(() => second = Held.Take(path)); Held? third = Held.Take(path);
		Console.WriteLine($"two hold the lock: {second is not null && third is not null}");
	}
}

internal sealed partial class Held {
	private readonly string _file; private readonly FileStream _stream; // both
	private Held(string file) { _file = file; _stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
}

internal sealed partial class Held {
	public static Held? Take(string file) { try { return new Held(file); } catch (IOException) { return null; } }

	#region Leaving
	public void Leave(Action between) { _stream.Dispose(); /* free */ between(); /* ours? */ File.Delete(_file); // gone
#if TRACE_LOCKS
		Console.WriteLine("left");
#endif
	} // left
	#endregion
}
