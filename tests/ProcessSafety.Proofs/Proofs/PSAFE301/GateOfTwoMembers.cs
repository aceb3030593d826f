// A named semaphore lets one thread pass at a time, in two members of the program. It is disposed of at the end.
// form: used again
// hazard: exit 134, stderr System.PlatformNotSupportedException: The named version of this synchronization primitive
// fixed: exit 0, stdout first counts 1, stdout second counts 2, stdout seen: 2
using System;
using System.Threading;

internal static class Program
{
    private static readonly Semaphore s_gate = new(1, 1, "ProcessSafety.Proof.TwoMembers");

    private static int s_count;

    private static void Main()
    {
        Run(() => Count("first"));
        Run(() => Count("second"));
        Console.WriteLine($"seen: {Look()}");
        s_gate.Dispose();
    }

    private static void Count(string who)
    {
        s_gate.WaitOne();
        try
        {
            s_count++;
            Console.WriteLine($"{who} counts {s_count}");
        }
        finally
        {
            s_gate.Release();
        }
    }

    private static int Look()
    {
        s_gate.WaitOne();
        try
        {
            return s_count;
        }
        finally
        {
            s_gate.Release();
        }
    }

    private static void Run(ThreadStart work)
    {
        Thread thread = new(work);
        thread.Start();
        thread.Join();
    }
}
