// A child gets the handles of two pipes that it does not inherit: it reads from one and writes to the other, and so does its parent.
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

        using AnonymousPipeServerStream question = new(PipeDirection.Out);
        using AnonymousPipeServerStream answer = new(PipeDirection.In);
        using Process child = Process.Start(Environment.ProcessPath!, new[]
        {
            Environment.GetCommandLineArgs()[0],
            "child",
            question.GetClientHandleAsString(),
            answer.GetClientHandleAsString(),
        });
        answer.DisposeLocalCopyOfClientHandle();
        using (StreamWriter writer = new(question, leaveOpen: true))
            writer.Write("Ada");

        question.DisposeLocalCopyOfClientHandle();
        question.Dispose();
        using StreamReader reader = new(answer);
        Console.WriteLine($"the parent reads '{reader.ReadToEnd()}'");
        child.WaitForExit();
        Console.WriteLine($"the child throws: {child.ExitCode != 0}");
        return 0;
    }
}
