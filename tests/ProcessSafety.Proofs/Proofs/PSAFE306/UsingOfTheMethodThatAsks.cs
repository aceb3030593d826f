// The method that asks whether this is the first instance disposes of the mutex as it answers.
// hazard: exit 0, stdout parent is the first: True, stdout child is the first: True
// fixed: exit 0, stdout parent is the first: True, stdout child is the first: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string name = $@"Global\ProcessSafety.Proof.UsingOfAMethod.{Environment.ProcessId}";
        Console.WriteLine($"parent is the first: {IsFirst(name)}");
        RemoteExecutor.Invoke(static other => Start(other), name).Dispose();
        return 0;
    }

    private static void Start(string name) => Console.WriteLine($"child is the first: {IsFirst(name)}");

    private static bool IsFirst(string name)
    {
        using Mutex instance = new(initiallyOwned: true, name, out bool isFirst);
        return isFirst;
    }
}
