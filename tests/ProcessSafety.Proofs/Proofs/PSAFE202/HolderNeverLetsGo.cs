// A background thread waits for input under the log's lock, and a finalizer logs: Main returns, the process stays.
// form: plain
// hazard: hang, stdout Main returns
// fixed: exit 0, stdout Main returns

using System;
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
    private static readonly StringWriter s_lines = new();
    private static readonly ManualResetEventSlim s_holding = new();

    public static void StartFollowing()
    {
        new Thread(Follow) { IsBackground = true }.Start();
        s_holding.Wait();
    }

    public static void Write(string line)
    {
        lock (s_gate)
            s_lines.WriteLine(line);
    }

    private static void Follow()
    {
        lock (s_gate)
        {
            s_holding.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
