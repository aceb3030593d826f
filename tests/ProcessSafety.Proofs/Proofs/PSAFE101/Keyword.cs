// A captured variable is named by a keyword, and so is the parameter that takes its place.
// form: plain
// hazard: exit 0, stdout child greets ''
// fixed: exit 0, stdout child greets 'Ada'
using System;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string @class = Console.In.Peek() < 0 ? "Ada" : Console.In.ReadToEnd();
        using RemoteInvokeHandle child = RemoteExecutor.Invoke(() => Greet(@class));
        return 0;
    }

    private static void Greet(string name) => Console.WriteLine($"child greets '{name}'");
}
