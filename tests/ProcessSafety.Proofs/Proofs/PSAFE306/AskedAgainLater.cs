// The mutex of the first instance lies in a variable of Main. Later Main asks by its name whether an instance runs.
// form: used again
// hazard: exit 0, stdout an instance runs: False, stdout a second instance is the first: True
// fixed: exit 0, stdout an instance runs: True, stdout a second instance is the first: False
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

        string name = $@"Global\ProcessSafety.Proof.AskedAgain.{Environment.ProcessId}";
        Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
        if (!isFirst)
            return 1;

        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine($"an instance runs: {IsRunning(name)}");
        RemoteExecutor.Invoke(static other => Start(other), name).Dispose();
        return 0;
    }

    private static bool IsRunning(string name)
    {
        bool isThere = Mutex.TryOpenExisting(name, out Mutex? found);
        found?.Dispose();
        return isThere;
    }

    private static void Start(string name)
    {
        using Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
        Console.WriteLine($"a second instance is the first: {isFirst}");
    }
}
