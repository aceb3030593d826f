using System;
using System.Runtime;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>
/// Keeps the collector away while something short is timed: one collection takes longer than most analyzers, and falls on whichever is
/// at work. What is allocated beyond <see cref="Bytes"/> is collected as always.
/// </summary>
internal readonly struct NoCollections : IDisposable
{
    private const long Bytes = 3L << 30;

    public static NoCollections Begin()
    {
        GC.TryStartNoGCRegion(Bytes);
        return default;
    }

    public void Dispose()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
    }
}
