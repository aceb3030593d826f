// Top-level statements wait in the condition of a loop for a mutex whose holder, a thread, ends without releasing it.
// form: plain
// hazard: exit 134, stdout waiting, stderr Unhandled exception. System.Threading.AbandonedMutexException
// fixed: exit 0, stdout waiting, stdout written
using System;
using System.Threading;

using Mutex gate = new(initiallyOwned: false, $"ProcessSafety.Proof.Loop.{Environment.ProcessId}");
Thread holder = new(Hold);
holder.Start();
holder.Join();

Console.WriteLine("waiting");
while (!gate.WaitOne(100))   // a little
  Console.WriteLine("still waiting");
Console.WriteLine("written");

void Hold()
{
    try
    {
        gate.WaitOne();
    }
    catch (AbandonedMutexException)
    {
        // It is ours now.
    }
}
