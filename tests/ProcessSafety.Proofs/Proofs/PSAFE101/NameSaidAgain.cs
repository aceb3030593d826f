// One name goes to two children by one variable, and the parent says it once more at the end.
// form: used again
// hazard: exit 0, stdout first child greets '', stdout second child greets '', stdout parent greets 'Ada'
// fixed: exit 0, stdout first child greets 'Ada', stdout second child greets 'Ada', stdout parent greets 'Ada'
using System;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string name = args.Length == 0 ? "Ada" : args[0];
        RemoteExecutor.Invoke(() => Greet("first child", name)).Dispose();
        RemoteExecutor.Invoke(() => Greet("second child", name)).Dispose();
        Greet("parent", name);
        return 0;
    }

    private static void Greet(string who, string name) => Console.WriteLine($"{who} greets '{name}'");
}
