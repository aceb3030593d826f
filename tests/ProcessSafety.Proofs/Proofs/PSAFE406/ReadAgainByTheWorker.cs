// Each worker writes its number to a file, and looks later whether it is still there. The parent counts those that have found it.
// form: used again
// hazard: exit 0, stdout found again: 1
// fixed: exit 0, stdout found again: 4
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--worker", var number])
        {
            return Work(number);
        }

        List<Process> workers = new();
        for (int i = 1; i <= 4; i++)
        {
            workers.Add(Start(i));
        }

        workers.ForEach(static worker => worker.WaitForExit());
        Console.WriteLine($"found again: {workers.Count(static worker => worker.ExitCode == 1)}");
        return 0;
    }

    private static int Work(string number)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "note.txt");
        try
        {
            File.WriteAllText(path, number);
        }
        catch (IOException)
        {
            return 0;
        }

        // All have written by now.
        Thread.Sleep(2000);
        return File.ReadAllText(path) == number ? 1 : 0;
    }

    private static Process Start(int number) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        new[] { Environment.GetCommandLineArgs()[0], "--worker", number.ToString() }))!;
}
