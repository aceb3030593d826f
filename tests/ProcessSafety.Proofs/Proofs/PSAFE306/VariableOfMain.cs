// Optimised code keeps a variable alive no longer than it is used: the collection in the loop takes the mutex.
// form: plain
// hazard: exit 0, stdout a second instance is the first: True
// fixed: exit 0, stdout a second instance is the first: False
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string name = $@"Global\ProcessSafety.Proof.Main.{Environment.ProcessId}";
        Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
        if (!isFirst)
            return 1;

        Work();
        RemoteExecutor.Invoke(static other => Start(other), name).Dispose();
        return 0;
    }

    private static void Work()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static void Start(string name)
    {
        using Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
        Console.WriteLine($"a second instance is the first: {isFirst}");
    }
}
