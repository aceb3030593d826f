// A child gets the handle of a pipe that it does not inherit, which is made over two lines, between comments and directives.
// form: messy
// hazard: exit 0, stdout the parent reads '', stdout the child throws: True
// fixed: exit 0, stdout the parent reads 'hello', stdout the child throws: False
using System;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;

namespace Pipes;

internal static partial class Program {
	private static int Main(string[] args) {
		if (args is ["child", var handle]) {
			using StreamWriter writer = new(new AnonymousPipeClientStream(PipeDirection.Out, handle)); writer.Write("hello"); return 0; }

		#region The pipe
		/* theirs */ using var pipe = new AnonymousPipeServerStream( // ours to read
#if BOTH_WAYS
			PipeDirection.InOut);
#else
			PipeDirection.In /* from the child */ ); // one way
#endif
		#endregion
		string handleOfChild = pipe.GetClientHandleAsString();
		using Process child = Process.Start(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child", handleOfChild });
		pipe.DisposeLocalCopyOfClientHandle(); using StreamReader reader = new(pipe);
		Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'");
		child.WaitForExit(); Console.WriteLine($"the child throws: {child.ExitCode != 0}"); return 0;
	}
}
