// The device is busy for a while under its lock; until it lets go, not one object of the process is finalized.
// form: plain
// hazard: exit 0, stdout 0 of 100 messages finalized while the device was busy
// fixed: exit 0, stdout 100 of 100 messages finalized while the device was busy

using System;
using System.Runtime.CompilerServices;
using System.Threading;

using Device device = new();
OpenAndLoseHandle(device);
device.Reset();

[MethodImpl(MethodImplOptions.NoInlining)]
static void OpenAndLoseHandle(Device device) => _ = new DeviceHandle(device);

internal sealed class DeviceHandle(Device device)
{
    public static readonly ManualResetEventSlim Finalizing = new();

    private readonly Device _device = device;

    ~DeviceHandle()
    {
        Finalizing.Set();
        _device.Close();
    }
}

internal sealed class Device : IDisposable
{
    private readonly Lock _lock = new();
    private int _closed;

    public void Close()
    {
        using (_lock.EnterScope())
            _closed++;
    }

    public void Reset()
    {
        lock (_lock)
        {
            GC.Collect();
            DeviceHandle.Finalizing.Wait();
            Message.LoseMany(100);
            GC.Collect();
            Thread.Sleep(2000);
            Console.WriteLine($"{Message.Finalized} of 100 messages finalized while the device was busy");
        }
    }

    public void Dispose() => Console.WriteLine($"{_closed} closed");
}

internal sealed class Message
{
    private static int s_finalized;

    ~Message() => Interlocked.Increment(ref s_finalized);

    public static int Finalized => Volatile.Read(ref s_finalized);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LoseMany(int count)
    {
        for (int i = 0; i < count; i++)
            _ = new Message();
    }
}
