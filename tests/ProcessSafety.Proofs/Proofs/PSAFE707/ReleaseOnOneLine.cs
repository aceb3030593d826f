// The parent closes its copy of the child's end before the start, on a line among comments, with directives in between.
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

		using AnonymousPipeServerStream pipe = new(PipeDirection.In, HandleInheritability.Inheritable); // from the child
		#region The child
		string[] arguments = { Environment.GetCommandLineArgs()[0], "child", pipe.GetClientHandleAsString() };
		/* not ours */ pipe.DisposeLocalCopyOfClientHandle(); /* so that it ends */ Console.WriteLine("starting"); // now
#if TRACE_CHILD
		Console.WriteLine(arguments[2]);
#endif
		using Process child = Process.Start(Environment.ProcessPath!, arguments); /* one */ using StreamReader reader = new(pipe); // ours
		#endregion
		Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'"); child.WaitForExit();
		Console.WriteLine($"the child throws: {child.ExitCode != 0}"); return 0;
	}
}
