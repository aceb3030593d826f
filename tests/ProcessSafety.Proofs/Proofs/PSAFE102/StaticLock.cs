// Parent and child write one report under one lock, by its name. Each process has an object of its own behind that name.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class StaticLock
{
    private const int Rounds = 6;

    private static readonly object s_gate = new();

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
            lock (s_gate)
            {
                MeetingPlace.Visit();
            }

            Thread.Sleep(20);
        }
    }
}
