using System;
using System.Threading;

internal static class Program
{
    private static void Main()
    {
        using EventWaitHandle done = new(
            initialState: true,
            EventResetMode.ManualReset,
            OperatingSystem.IsWindows() ? "ProcessSafety.Proof.Done" : null);
        Console.WriteLine("waiting");
        done.WaitOne();
        Console.WriteLine("set");
    }
}
