// The finalizer hands its line to a concurrent queue; whoever writes the log takes it from there.

using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;

Log.StartFollowing();
LoseSession();
GC.Collect();
Session.Finalizing.Wait();
Console.WriteLine("Main returns");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseSession() => _ = new Session();

internal sealed class Session
{
    public static readonly ManualResetEventSlim Finalizing = new();

    ~Session()
    {
        Finalizing.Set();
        Log.Write("session lost");
    }
}

internal static class Log
{
    private static readonly object s_gate = new();
    private static readonly ConcurrentQueue<string> s_newLines = new();
    private static readonly StringWriter s_lines = new();
    private static readonly ManualResetEventSlim s_holding = new();

    public static void StartFollowing()
    {
        new Thread(Follow) { IsBackground = true }.Start();
        s_holding.Wait();
    }

    public static void Write(string line) => s_newLines.Enqueue(line);

    private static void Follow()
    {
        lock (s_gate)
        {
            while (s_newLines.TryDequeue(out string? line))
                s_lines.WriteLine(line);

            s_holding.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
