// The parent closes its copy of the child's end, then starts the child under a condition: the copy has to be closed in any case, but later.
// form: plain
// hazard: exit 0, stdout the parent reads '', stdout the child throws: True
// fixed: exit 0, stdout the parent reads 'hello', stdout the child throws: False
using System;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["child", var end])
        {
            using AnonymousPipeClientStream client = new(PipeDirection.Out, end);
            using StreamWriter writer = new(client);
            writer.Write("hello");
            return 0;
        }

        using AnonymousPipeServerStream pipe = new(PipeDirection.In, HandleInheritability.Inheritable);
        ProcessStartInfo start = new(Environment.ProcessPath!);
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("child");
        start.ArgumentList.Add(pipe.GetClientHandleAsString());
        Process? child = null;
        pipe.DisposeLocalCopyOfClientHandle(); // not needed here
        if (args.Length == 0)
        {
            child = Process.Start(start);
        }

        using StreamReader reader = new(pipe);
        Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'");
        child!.WaitForExit();
        Console.WriteLine($"the child throws: {child.ExitCode != 0}");
        return 0;
    }
}
