// Main starts the program once more, and so does the Main of that. Afterwards another member asks the helper how it ended.
// form: used again
// hazard: exit 0, stdout processes: 4, stdout helper ended with 0, stdout the helper is this program: True
// fixed: exit 0, stdout processes: 1, stdout helper ended with 0, stdout the helper is this program: True
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string Processes = Path.Combine(AppContext.BaseDirectory, "processes.txt");

    private static void Main()
    {
        using Process helper = new() { StartInfo = new(Environment.ProcessPath!, new[] { typeof(Program).Assembly.Location }) };
        helper.Start();
        Report(helper);
        Console.WriteLine($"helper ended with {helper.ExitCode}");
        Console.WriteLine($"the helper is this program: {helper.StartInfo.FileName == Environment.ProcessPath}");
    }

    private static void Report(Process helper)
    {
        helper.WaitForExit();
        File.AppendAllText(Processes, "process\n");
        Console.WriteLine($"processes: {File.ReadAllLines(Processes).Length}");
    }
}
