// Ctrl+C cancels the work, and ends the process before the work has taken notice.
// form: plain
// signal: SIGINT after working
// hazard: exit 130, stdout working, no stdout cleaned up
// fixed: exit 0, stdout working, stdout cleaned up

using System;
using System.Threading;
using System.Threading.Tasks;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, _) => stop.Cancel();
try
{
    Console.WriteLine("working");
    await Task.Delay(Timeout.Infinite, stop.Token);
}
catch (OperationCanceledException)
{
    await Task.Delay(200);
    Console.WriteLine("cleaned up");
}
