// A background thread waits for a slow device under the lock of a list that a finalizer writes to: Main returns, the process stays.
// form: plain
// hazard: hang, stdout Main returns
// fixed: exit 0, stdout Main returns

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

Uploader.Start();
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
        Uploader.Add("session lost");
    }
}

internal static class Uploader
{
    private static readonly object s_gate = new();
    private static readonly Stack<string> s_lines = new();
    private static readonly ManualResetEventSlim s_holding = new();

    public static void Start()
    {
        Add("uploader started");
        new Thread(Upload) { IsBackground = true }.Start();
        s_holding.Wait();
    }

    public static void Add(string line)
    {
        lock (s_gate)
            s_lines.Push(line);
    }

    private static void Upload()
    {
        lock (s_gate)
        {
            foreach (string line in s_lines)
                Send(line);
        }
    }

    private static void Send(string line)
    {
        s_holding.Set();
        Thread.Sleep(Timeout.Infinite);
    }
}
