// A ProcessExit handler ends the process in the middle of its work, from a branch on one line, and each waits for the other.
// form: plain
// hazard: hang, stdout Main returns
// fixed: exit 5, stdout Main returns, no stdout saved

using System;

internal static class Program
{
    private static readonly bool s_isBroken = Environment.TickCount64 > 0;

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Console.WriteLine("Main returns");
    }

    private static void OnExit(object? sender, EventArgs e)
    {
        if (s_isBroken) Environment.Exit(5); // nothing to save
        Console.WriteLine("saved");
    }
}
