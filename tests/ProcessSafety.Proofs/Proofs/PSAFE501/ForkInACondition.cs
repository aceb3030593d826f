// A process forks in a condition, on a line with what the child does, between comments and directives. (139 is 128 + SIGSEGV.)
// The program is a child of the test, and forks there; alarm ends the copy, in which no thread can.
// form: messy
// hazard: exit 139 or hang
// fixed: exit 0, stdout child: 42, stdout parent goes on
using System;
using System.Linq.Expressions;
using System.Runtime.InteropServices;
using System.Threading;

namespace Forks;

internal static partial class Program {
	[DllImport("libc")] private static extern int fork();

	[DllImport("libc")] private static extern uint alarm(uint seconds); // of this process

	#region Two of us
	private static int Main() { alarm(0); // none yet
		/* now */ if (fork() == 0) { alarm(5); /* at most */ for (int i = 0; i < 50; i++) Compile(i); // much
#if TRACE_CHILD
			Console.WriteLine("child");
#endif
			Console.WriteLine($"child: {Compile(42)}"); return 0; } // its end
		for (int i = 0; i < 100; i++) { Thread.Sleep(20); Compile(i); }
		Console.WriteLine("parent goes on"); return 0; }
	#endregion
}

internal static partial class Program {
	private static int Compile(int round) { return Expression.Lambda<Func<int>>(Expression.Constant(round)).Compile()(); }
}
