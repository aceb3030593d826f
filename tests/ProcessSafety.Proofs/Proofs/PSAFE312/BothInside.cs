// A writer waits for the gate for a tenth of a second, does not look whether it got it, and writes beside the holder.
// form: plain
// hazard: exit 0, stdout both are inside: True, no stdout gave up
// fixed: exit 0, stdout both are inside: False, stdout gave up
using System;
using System.Threading;
using System.Threading.Tasks;

internal static class Program
{
    private static readonly SemaphoreSlim s_gate = new(1);
    private static readonly ManualResetEventSlim s_held = new();
    private static readonly ManualResetEventSlim s_tried = new();
    private static int s_inside;
    private static bool s_areBoth;

    private static async Task Main()
    {
        Task holder = Task.Run(Hold);
        s_held.Wait();
        try
        {
            await AppendAsync();
        }
        catch (TimeoutException)
        {
            Console.WriteLine("gave up");
        }

        s_tried.Set();
        await holder;
        Console.WriteLine($"both are inside: {s_areBoth}");
    }

    private static async Task AppendAsync()
    {
        await s_gate.WaitAsync(100);
        try
        {
            await Task.Yield();
            s_areBoth = Volatile.Read(ref s_inside) > 0;
        }
        finally
        {
            s_gate.Release();
        }
    }

    private static void Hold()
    {
        s_gate.Wait();
        try
        {
            Interlocked.Increment(ref s_inside);
            s_held.Set();
            s_tried.Wait();
            Interlocked.Decrement(ref s_inside);
        }
        finally
        {
            s_gate.Release();
        }
    }
}
