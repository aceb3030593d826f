// A method releases before it returns early, and at its end. A finally around all of it would release twice on the first way.
// form: used again
// hazard: exit 0, stdout nothing to write, stdout System.FormatException, stdout second writer gets the mutex: False
// fixed: exit 0, stdout nothing to write, stdout System.FormatException, stdout second writer gets the mutex: True
using System;
using System.Threading;

internal static class Program
{
    private static readonly Mutex s_gate = new(initiallyOwned: false, $"ProcessSafety.Proof.TwoWays.{Environment.ProcessId}");

    private static void Main()
    {
        Append(string.Empty);
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

    private static void Append(string line)
    {
        Enter();
        if (line.Length == 0)
        {
            Console.WriteLine("nothing to write");
            s_gate.ReleaseMutex();
            return;
        }

        Console.WriteLine(int.Parse(line));
        s_gate.ReleaseMutex();
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
