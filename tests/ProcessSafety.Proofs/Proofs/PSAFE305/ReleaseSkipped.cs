// An exception skips the one release: the mutex stays taken as long as the thread lives, and is abandoned then.
// form: used again
// hazard: exit 0, stdout System.FormatException, stdout second writer gets the mutex: False
// fixed: exit 0, stdout 7 is 1 long, stdout System.FormatException, stdout second writer gets the mutex: True
using System;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_gate = new(initiallyOwned: false, $"ProcessSafety.Proof.SkippedRelease.{Environment.ProcessId}");

    private static void Main()
    {
        Console.WriteLine($"7 is {Append("7")} long");
        Thread first = new(static () => TryAppend("no number"));
        first.Start();
        Thread.Sleep(200);
        Thread second = new(static () => Console.WriteLine($"second writer gets the mutex: {Ask()}"));
        second.Start();
        second.Join();
        first.Join();
    }

    private static void TryAppend(string line)
    {
        try
        {
            Append(line);
        }
        catch (FormatException e)
        {
            Console.WriteLine(e.GetType());
        }

        Thread.Sleep(600);
    }

    private static int Append(string line)
    {
        Enter();
        int number = int.Parse(line);   int length = line.Length; // digits
        Console.WriteLine(number);
            s_gate.ReleaseMutex();
        return length;
    }

    private static void Enter()
    {
        try
        {
            s_gate.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // It is ours now.
        }
    }

    private static bool Ask()
    {
        try
        {
            if (!s_gate.WaitOne(100))
            {
                return false;
            }
        }
        catch (AbandonedMutexException)
        {
            return false;
        }

        s_gate.ReleaseMutex();
        return true;
    }
}
