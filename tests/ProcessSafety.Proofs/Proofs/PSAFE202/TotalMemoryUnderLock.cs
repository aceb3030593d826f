// A table of open connections measures memory under the lock that every lost connection's finalizer takes.
// form: plain
// hazard: hang, stdout measuring
// fixed: exit 0, stdout bytes in use, stdout 0 open
// also: PSAFE206, the report waits for finalizers under the lock

using System;
using System.Runtime.CompilerServices;

LoseConnections(200);
Console.WriteLine("measuring");
Console.WriteLine(ConnectionTable.Report());
GC.WaitForPendingFinalizers();
Console.WriteLine($"{ConnectionTable.Open} open");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseConnections(int count)
{
    for (int i = 0; i < count; i++)
        new Connection().Send(new byte[50_000]);
}

internal sealed class Connection
{
    private long _sent;

    public Connection() => ConnectionTable.Opened();

    ~Connection() => ConnectionTable.Closed();

    public void Send(byte[] message) => _sent += message.Length;
}

internal static class ConnectionTable
{
    private static readonly object s_gate = new();
    private static int s_open;

    public static int Open => s_open;

    public static void Opened()
    {
        lock (s_gate)
            s_open++;
    }

    public static void Closed()
    {
        lock (s_gate)
            s_open--;
    }

    public static string Report()
    {
        lock (s_gate)
            return $"{s_open} open, {GC.GetTotalMemory(forceFullCollection: true)} bytes in use";
    }
}
