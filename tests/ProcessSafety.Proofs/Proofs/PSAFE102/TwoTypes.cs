// Two types share one lock within a process, and no two processes do.
// form: used again
// hazard: exit 0, stdout both inside the lock: True
// fixed: exit 0, stdout both inside the lock: False
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class TwoTypes
{
    private const int Rounds = 6;

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        using (RemoteExecutor.Invoke(() => Journal.Write(Rounds)))
            Report.Write(Rounds);

        Console.WriteLine($"both inside the lock: {MeetingPlace.HasSeenTwo}");
        return 0;
    }
}

internal static class Report
{
    internal static readonly object Gate = new();

    public static void Write(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            lock (Gate)
            {
                MeetingPlace.Visit();
            }

            Thread.Sleep(20);
        }
    }
}

internal static class Journal
{
    public static void Write(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            lock (Report.Gate)
            {
                MeetingPlace.Visit();
            }

            Thread.Sleep(20);
        }
    }
}
