// A line is written when the mutex is free. The first time it is not, the second time it is, and another thread can take it afterwards.
// form: used again
// hazard: exit 134, stdout busy: first, stderr System.ApplicationException
// fixed: exit 0, stdout busy: first, stdout written: second, stdout free again: True
using System;
using System.Threading;

using Mutex mutex = new();
using ManualResetEventSlim held = new();
using ManualResetEventSlim tried = new();
Thread holder = new(Hold);
holder.Start();
held.Wait();
Append("first");
tried.Set();
holder.Join();
Append("second");

bool isFree = false;
Thread other = new(() => isFree = mutex.WaitOne(1000));
other.Start();
other.Join();
Console.WriteLine($"free again: {isFree}");

void Append(string line)
{
    try
    {
        if (!mutex.WaitOne(100))
        {
            Console.WriteLine($"busy: {line}");
            return;
        }

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
