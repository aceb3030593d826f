// Top-level statements ask for ownership and do not look whether they got it. The mutex is looked at again afterwards.
// form: used again
// hazard: exit 0, stdout other thread holds it, stdout written: System.ApplicationException
// fixed: exit 0, stdout other thread holds it, stdout written: released, stdout is closed: False
// also: PSAFE305, the program is too short to die while it holds the lock
using System;
using System.Threading;

string name = $"ProcessSafety.Proof.UsedAgain.{Environment.ProcessId}";
using ManualResetEventSlim held = new();
Thread other = new(Hold);
other.Start();
held.Wait();
Console.WriteLine("other thread holds it");

using Mutex gate = new(initiallyOwned: true, name); // ours?
try
{
    try
    {
        Thread.Sleep(1);
    }
    finally
    {
        gate.ReleaseMutex();
    }

    Console.WriteLine("written: released");
}
catch (ApplicationException exception)
{
    Console.WriteLine($"written: {exception.GetType()}");
    return;
}

Console.WriteLine($"is closed: {gate.SafeWaitHandle.IsClosed}");

void Hold()
{
    using Mutex mine = new(initiallyOwned: false, name);
    mine.WaitOne();
    try
    {
        held.Set();
        Thread.Sleep(300);
    }
    finally
    {
        mine.ReleaseMutex();
    }
}
