namespace WorkerPool.Buffers;

/// <summary>What finalizers found and application code should know about.</summary>
internal static class LeakReport
{
    private static readonly Queue<string> Leaks = new();

    public static void Add(string leak) => Leaks.Enqueue(leak);

    public static void WriteTo(TextWriter writer)
    {
        while (Leaks.TryDequeue(out var leak))
        {
            writer.WriteLine($"leak: {leak}");
        }
    }
}
