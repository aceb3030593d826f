// A semaphore lets one thread pass at a time, of each process.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class SemaphoreAsLock
{
    private const int Rounds = 6;

    private static readonly SemaphoreSlim s_gate = new(1, 1);

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using (RemoteExecutor.Invoke(() => Write()))
            Write();

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        return 0;
    }

    private static void Write()
    {
        for (int round = 0; round < Rounds; round++)
        {
            s_gate.Wait();
            try
            {
                MeetingPlace.Visit();
            }
            finally
            {
                s_gate.Release();
            }

            Thread.Sleep(20);
        }
    }
}
