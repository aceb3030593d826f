// The parent keeps its copy of the end that the child writes to: it reads what the child wrote, and waits for more for ever.
// form: plain
// hazard: hang, stdout the child has ended
// fixed: exit 0, stdout the child has ended, stdout the parent reads 'hello'
using System;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["child", var handle])
        {
            using AnonymousPipeClientStream client = new(PipeDirection.Out, handle);
            using StreamWriter writer = new(client);
            writer.Write("hello");
            return 0;
        }

        using AnonymousPipeServerStream pipe = new(PipeDirection.In, HandleInheritability.Inheritable);
        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("child");
        start.ArgumentList.Add(pipe.GetClientHandleAsString());
        using Process child = Process.Start(start)!;
        child.WaitForExit();
        Console.WriteLine("the child has ended");
        using StreamReader reader = new(pipe);
        Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'");
        return 0;
    }
}
