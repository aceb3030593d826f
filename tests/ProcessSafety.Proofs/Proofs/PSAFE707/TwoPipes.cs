// The parent closes its copies of two pipes before there is a child to inherit them, then writes to one and reads from the other.
// form: used again
// hazard: exit 0, stdout the parent reads '', stdout the child throws: True
// fixed: exit 0, stdout the parent reads 'hello Ada', stdout the child throws: False
using System;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["child", var from, var to])
        {
            using StreamReader input = new(new AnonymousPipeClientStream(PipeDirection.In, from));
            using StreamWriter output = new(new AnonymousPipeClientStream(PipeDirection.Out, to));
            output.Write("hello " + input.ReadToEnd());
            return 0;
        }

        using AnonymousPipeServerStream question = new(PipeDirection.Out, HandleInheritability.Inheritable);
        using AnonymousPipeServerStream answer = new(PipeDirection.In, HandleInheritability.Inheritable);
        string[] handles = { question.GetClientHandleAsString(), answer.GetClientHandleAsString() };
        question.DisposeLocalCopyOfClientHandle();
        answer.DisposeLocalCopyOfClientHandle();
        using Process child = Process.Start(Environment.ProcessPath!, new[]
        {
            Environment.GetCommandLineArgs()[0],
            "child",
            handles[0],
            handles[1],
        });
        try
        {
            using StreamWriter writer = new(question);
            writer.Write("Ada");
        }
        catch (IOException)
        {
            // Nobody reads it.
        }

        using StreamReader reader = new(answer);
        Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'");
        child.WaitForExit();
        Console.WriteLine($"the child throws: {child.ExitCode != 0}");
        return 0;
    }
}
