// The process is looked at again after the question, in a program that waits for its work.
// form: used again
// hazard: exit 1, stdout others: True
// fixed: exit 0, stdout runs: True, stdout ended
using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace Watcher;

internal static class Watch
{
    private static async Task<int> Main()
    {
        Process current = Process.GetCurrentProcess();
        Process[] others = Process.GetProcessesByName(current.ProcessName).Where(process => process.Id != current.Id).ToArray();
        if (others.Length > 0)
        {
            Console.WriteLine("others: True");
            return 1;
        }

        Console.WriteLine($"runs: {current.Id == Environment.ProcessId}");
        await Task.Delay(1);
        Console.WriteLine("ended");
        return 0;
    }
}
