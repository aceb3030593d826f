// Main without parameters starts the program once more, with arguments that it adds one by one, and so does the Main of that.
// form: plain
// hazard: exit 0, stdout processes: 4
// fixed: exit 0, stdout processes: 2
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string Processes = Path.Combine(AppContext.BaseDirectory, "processes.txt");

    private static void Main()
    {
        using Process helper = new() { StartInfo = { FileName = Environment.ProcessPath! } };
        helper.StartInfo.ArgumentList.Add(typeof(Program).Assembly.Location);
        helper.Start(); // once
        helper.WaitForExit();

        File.AppendAllText(Processes, "process\n");
        Console.WriteLine($"processes: {File.ReadAllLines(Processes).Length}");
    }
}
