// The counter needs no lock.

using System;
using System.Runtime.CompilerServices;
using System.Threading;

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
    private static int s_open;

    public static int Open => Volatile.Read(ref s_open);

    public static void Opened() => Interlocked.Increment(ref s_open);

    public static void Closed() => Interlocked.Decrement(ref s_open);

    public static string Report() => $"{Open} open, {GC.GetTotalMemory(forceFullCollection: true)} bytes in use";
}
