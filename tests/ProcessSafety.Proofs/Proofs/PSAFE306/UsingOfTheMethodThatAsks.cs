// The method that asks whether this is the first instance disposes of the mutex as it answers.
// form: plain
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

        if (!IsFirst())
        {
            Console.WriteLine("parent is the first: False");
            return 1;
        }

        Console.WriteLine("parent is the first: True");
        RemoteExecutor.Invoke(static () => Start()).Dispose();
        return 0;
    }

    private static void Start() => Console.WriteLine($"child is the first: {IsFirst()}");

    private static bool IsFirst()
    {
        using Mutex instance = new(initiallyOwned: true, @"Global\ProcessSafety.Proof.UsingOfAMethod", out bool isFirst);
        return isFirst;
    }
}
