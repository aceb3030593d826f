// Two methods await one source, which is made in a layout of its own. What follows runs on the finalizer thread, and waits there.
// form: used again
// hazard: hang, stdout first is finalized, on a pool thread: False
// fixed: exit 0, stdout first is finalized, on a pool thread: True, stdout second is finalized, stdout seen by both

using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

Task resource = LoseResource();
Task report = ReportAsync(resource);
Task second = SeeAsync(resource);
GC.Collect();
await report;
await second;
Console.WriteLine("seen by both");

static async Task SeeAsync(Task first) => await first;

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
    private readonly TaskCompletionSource _finalized
        = new( /* of nobody */ );

    ~Resource() => _finalized.SetResult();

    public Task Finalized => _finalized.Task;
}
