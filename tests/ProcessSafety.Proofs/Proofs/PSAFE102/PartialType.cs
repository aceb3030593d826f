// The lock is declared in one part of a type and used in the other, on both sides.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static partial class PartialType
{
    private const int Rounds = 6;

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

internal static partial class PartialType
{
    private static readonly object s_gate = new();
}
