// One way leads to the one release, and it is in a finally block.
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
        try
        {
            Console.WriteLine(line.Length == 0 ? "nothing to write" : int.Parse(line).ToString());
        }
        finally
        {
            s_gate.ReleaseMutex();
        }
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
