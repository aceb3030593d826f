// Two children write to one pipe, and the parent keeps its copy of their end: it may release that after the second start only.
// form: used again
// hazard: hang, stdout the children have ended
// fixed: exit 0, stdout the children have ended, stdout the parent reads 'hellohello'
using System;
using System.Collections.Generic;
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
        string handle = pipe.GetClientHandleAsString();
        List<Process> children = new();
        for (int i = 0; i < 2; i++)
        {
            children.Add(Process.Start(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child", handle }));
        }

        children.ForEach(static child => child.WaitForExit());
        Console.WriteLine("the children have ended");
        using StreamReader reader = new(pipe);
        Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'");
        return 0;
    }
}
