// A mutex is taken for a line of a log. The first time another thread has it, the second time it is free.
// form: used again
// hazard: exit 134, stdout held, stderr System.ApplicationException, no stdout written: second
// fixed: exit 0, stdout held, stdout not written: first, stdout written: second
using System;
using System.Threading;

using Mutex mutex = new();
using ManualResetEventSlim held = new();
using ManualResetEventSlim tried = new();
Thread holder = new(Hold);
holder.Start();
held.Wait();
Console.WriteLine("held");
TryAppend("first");
tried.Set();
holder.Join();
TryAppend("second");

void TryAppend(string line)
{
    try
    {
        Append(line);
    }
    catch (TimeoutException)
    {
        Console.WriteLine($"not written: {line}");
    }
}

void Append(string line)
{
    try
    {
        mutex.WaitOne(TimeSpan.FromMilliseconds(100));
        Console.WriteLine($"written: {line}");
    }
    finally
    {
        mutex.ReleaseMutex();
    }
}

void Hold()
{
    mutex.WaitOne();
    held.Set();
    tried.Wait(2000);
    mutex.ReleaseMutex();
}
