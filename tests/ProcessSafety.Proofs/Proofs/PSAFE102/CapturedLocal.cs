// A lambda captures a lock of the method round it. In the child there is nothing in its place.
// form: plain
// hazard: exit 0, stdout both inside the lock: False, stderr System.ArgumentNullException
// fixed: exit 0, stdout both inside the lock: False, stdout child has written
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class CapturedLocal
{
    private const int Rounds = 6;

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        object gate = new();
        using (RemoteExecutor.Invoke(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                lock (gate)
                {
                    MeetingPlace.Visit();
                }

                Thread.Sleep(20);
            }

            Console.WriteLine("child has written");
        }))
        {
            for (int round = 0; round < Rounds; round++)
            {
                lock (gate)
                {
                    MeetingPlace.Visit();
                }

                Thread.Sleep(20);
            }
        }

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        return 0;
    }
}
