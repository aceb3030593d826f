// Nothing uses the mutex after the first await, so a garbage collection finalizes it while the program goes on.
// form: plain
// hazard: exit 0, stdout a second instance is the first: True
// fixed: exit 0, stdout a second instance is the first: False
using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string name = $@"Global\ProcessSafety.Proof.AsyncMain.{Environment.ProcessId}";
        Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
        if (!isFirst)
            return 1;

        await Task.Delay(20);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        RemoteExecutor.Invoke(static other => Start(other), name).Dispose();
        return 0;
    }

    private static void Start(string name)
    {
        using Mutex instance = new(initiallyOwned: false, name, out bool isFirst);
        Console.WriteLine($"a second instance is the first: {isFirst}");
    }
}
