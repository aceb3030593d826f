// Main starts the program once more for a helper, and the helper's Main does the same. Only the limit of the test ends the chain.
// form: plain
// hazard: exit 0, stdout processes: 4
// fixed: exit 0, stdout processes: 2
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string Processes = Path.Combine(AppContext.BaseDirectory, "processes.txt");

    private static void Main(string[] args)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { ArgumentList = { typeof(Program).Assembly.Location } };
        using (Process helper = Process.Start(start)!)
        {
            helper.WaitForExit();
        }

        File.AppendAllText(Processes, "process\n");
        Console.WriteLine($"processes: {File.ReadAllLines(Processes).Length}");
    }
}
