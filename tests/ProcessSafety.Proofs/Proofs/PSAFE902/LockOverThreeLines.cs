// The lock that goes into shared memory is made over three lines, among comments and directives. Its owner's id is 1 in both processes.
// form: messy
// hazard: exit 0, stdout child: System.Threading.LockRecursionException
// fixed: exit 0, stdout child: the lock is taken
using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

namespace Boards;

internal static unsafe partial class Program {
	private static int Main(string[] args) {
		if (RemoteExecutor.RunChild(args) is { } exitCode) return exitCode;

		string path = Path.Combine(AppContext.BaseDirectory, "board");
		using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, 4096);
		using MemoryMappedViewAccessor view = file.CreateViewAccessor();
		#region The lock
		/* free */ SpinLock gate = // at first
#if UNTRACKED
			new SpinLock(false);
#else
			new SpinLock( /* nobody's */ ); /* in both */ view.Write(0, ref gate); // for all
#endif
		#endregion
		byte* board = null; view.SafeMemoryMappedViewHandle.AcquirePointer(ref board); bool taken = false;
		Unsafe.AsRef<SpinLock>(board).Enter(ref taken);
		RemoteExecutor.Invoke(static path => TryEnter(path), path).Dispose();
		Unsafe.AsRef<SpinLock>(board).Exit(useMemoryBarrier: true); view.SafeMemoryMappedViewHandle.ReleasePointer(); return 0;
	}
}

internal static unsafe partial class Program {
	private static void TryEnter(string path) {
		using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
		using MemoryMappedViewAccessor view = file.CreateViewAccessor();
		byte* board = null; view.SafeMemoryMappedViewHandle.AcquirePointer(ref board);
		try { bool taken = false; Unsafe.AsRef<SpinLock>(board).TryEnter(300, ref taken);
			Console.WriteLine(taken ? "child: inside" : "child: the lock is taken"); }
		catch (LockRecursionException e) { Console.WriteLine($"child: {e.GetType()}"); }
		finally { view.SafeMemoryMappedViewHandle.ReleasePointer(); }
	}
}
