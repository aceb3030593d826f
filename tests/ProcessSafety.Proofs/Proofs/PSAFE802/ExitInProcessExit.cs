// A ProcessExit handler ends the process with a code of its own, and each waits for the other.
// form: plain
// hazard: hang, stdout Main returns
// fixed: exit 5, stdout Main returns

using System;

internal static class Program
{
    private static bool s_saved;

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (!s_saved)
                Environment.Exit(5);
        };
        Console.WriteLine("Main returns");
    }

    internal static void Save() => s_saved = true;
}
