// A lambda captures an object with its lock. The child makes an object of its own, and a lock with it.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class CapturedField
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        new Report().Write();

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        return 0;
    }
}

internal sealed class Report
{
    private readonly object _gate = new();

    public void Write()
    {
        using (RemoteExecutor.Invoke(() => WriteAlone()))
            WriteAlone();
    }

    private void WriteAlone()
    {
        for (int round = 0; round < 6; round++)
        {
            lock (_gate)
            {
                MeetingPlace.Visit();
            }

            Thread.Sleep(20);
        }
    }
}
