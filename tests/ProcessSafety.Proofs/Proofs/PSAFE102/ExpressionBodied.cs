// The child takes the lock in a lambda of an expression-bodied member.
// form: plain
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class ExpressionBodied
{
    private const int Rounds = 6;

    private static readonly object s_gate = new();

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using (StartChild())
        {
            for (int round = 0; round < Rounds; round++)
            {
                lock (s_gate)
                    MeetingPlace.Visit();

                Thread.Sleep(20);
            }
        }

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        return 0;
    }

    private static RemoteInvokeHandle StartChild() => RemoteExecutor.Invoke(() =>
    {
        for (int round = 0; round < Rounds; round++)
        {
            lock (s_gate)
                MeetingPlace.Visit();

            Thread.Sleep(20);
        }
    });
}
