// One ProcessExit handler ends the process with a code of its own, and a second one says with which code it ends.
// form: used again
// hazard: hang, stdout Main returns
// fixed: exit 5, stdout Main returns, stdout ends with 5

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
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine($"ends with {Environment.ExitCode}");
        Console.WriteLine("Main returns");
    }

    internal static void Save() => s_saved = true;
}
