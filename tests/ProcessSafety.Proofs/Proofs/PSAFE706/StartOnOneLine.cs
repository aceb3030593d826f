// The parent keeps its copy of the end that the child writes to. The start stands on a line among comments and directives, in a region.
// form: messy
// hazard: hang, stdout the child has ended
// fixed: exit 0, stdout the child has ended, stdout the parent reads 'hello'
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
		string[] arguments = { Environment.GetCommandLineArgs()[0], "child", pipe.GetClientHandleAsString() };
		#region The child
		/* one */ using Process child = Process.Start(Environment.ProcessPath!, arguments); /* and wait */ child.WaitForExit(); // to its end
#if TRACE_CHILD
		Console.WriteLine(child.ExitCode);
#endif
		#endregion
		Console.WriteLine("the child has ended"); using StreamReader reader = new(pipe);
		Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'"); return 0;
	}
}
