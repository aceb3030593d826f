// The only instance of a program finds another one: the test that has started it runs as dotnet too.
// form: plain
// hazard: exit 1, stdout runs already
// fixed: exit 0, stdout runs, no stdout already
using System;
using System.Diagnostics;

namespace OnlyInstance;

internal static class Counter
{
    private static int Main()
    {
        Process current = Process.GetCurrentProcess();
        if (Process.GetProcessesByName(current.ProcessName).Length > 1)
        {
            Console.WriteLine("runs already");
            return 1;
        }

        Console.WriteLine("runs");
        return 0;
    }
}
