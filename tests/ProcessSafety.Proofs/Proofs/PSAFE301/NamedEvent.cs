// A program makes an event with a name, for another process to set.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.PlatformNotSupportedException
// fixed: exit 0, stdout waiting, stdout set
using System;
using System.Threading;

internal static class Program
{
    private static void Main()
    {
        using EventWaitHandle done = new(initialState: true, EventResetMode.ManualReset, "ProcessSafety.Proof.Done");
        Console.WriteLine("waiting");
        done.WaitOne();
        Console.WriteLine("set");
    }
}
