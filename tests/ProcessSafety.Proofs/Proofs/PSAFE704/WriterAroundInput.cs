// The parent puts a writer of its own around the input of a child, and leaves it open: in code on one line, with tabs and comments.
// form: messy
// hazard: hang, stdout written
// fixed: exit 0, stdout written, stdout answer 12
using System;
using System.Diagnostics;
using System.IO;
using System.Text;

internal static class Program
{
	private static int Main(string[] args) {
		if (args is ["--child"]) { Console.Write(Console.In.ReadToEnd()); return 0; }

		ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
		start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]); start.ArgumentList.Add("--child");
		using Process child = Process.Start(start)!;
		StreamWriter writer = new(child.StandardInput.BaseStream, Encoding.ASCII); // no byte order mark
		{ writer.Write($"{string.Join("", args)}twelve bytes"); /* all */ writer.Flush(); }
		Console.WriteLine("written");
		string answer = child.StandardOutput.ReadToEnd(); // to the end
		Console.WriteLine($"answer {answer.Length}");
		child.WaitForExit();
		return child.ExitCode;
	}
}
