// A mutex can be shared by processes, but not without a name.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class UnnamedMutex
{
    private const int Rounds = 6;

    private static readonly Mutex s_gate = new();

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
            s_gate.WaitOne();
            try
            {
                MeetingPlace.Visit();
            }
            finally
            {
                s_gate.ReleaseMutex();
            }

            Thread.Sleep(20);
        }
    }
}
