// What follows the await runs on the finalizer thread, and there it waits for another finalizer.
// form: plain
// hazard: hang, stdout first is finalized, on a pool thread: False
// fixed: exit 0, stdout first is finalized, on a pool thread: True, stdout second is finalized

using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

Task report = ReportAsync(LoseResource());
GC.Collect();
await report;

static async Task ReportAsync(Task first)
{
    await first;
    Console.WriteLine($"first is finalized, on a pool thread: {Thread.CurrentThread.IsThreadPoolThread}");

    Task second = LoseResource();
    GC.Collect();
    second.Wait();
    Console.WriteLine("second is finalized");
}

[MethodImpl(MethodImplOptions.NoInlining)]
static Task LoseResource() => new Resource().Finalized;

internal sealed class Resource
{
    private readonly TaskCompletionSource _finalized = new();

    ~Resource() => _finalized.SetResult();

    public Task Finalized => _finalized.Task;
}
