// Each run is entered in a register by a static field that three members read. A worker needs another field, and enters itself too.
// form: used again
// hazard: exit 0, stdout runs: 3, stdout one and the same: True
// fixed: exit 0, stdout runs: 1, stdout one and the same: True
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

internal static class Program
{
    private static readonly string s_register = Path.Combine(AppContext.BaseDirectory, "register.txt");
    private static readonly string s_run = Enter();

    private static string Title => $"<{s_run}>";

    private static void Main(string[] args)
    {
        if (args is ["--worker"])
        {
            Console.WriteLine($"worker of {Path.GetFileName(s_register)}");
            return;
        }

        string[] seen = { s_run, Title.Trim('<', '>'), Length().ToString() };
        for (int i = 0; i < 2; i++)
        {
            ProcessStartInfo start = new(Environment.ProcessPath!) { ArgumentList = { Environment.GetCommandLineArgs()[0], "--worker" } };
            Process.Start(start)!.WaitForExit();
        }

        Console.WriteLine($"runs: {File.ReadAllLines(s_register).Length}");
        Console.WriteLine($"one and the same: {seen[0] == seen[1] && seen[0].Length == int.Parse(seen[2])}");
    }

    private static int Length() => new[] { 0 }.Select(static _ => s_run.Length).Single();

    private static string Enter()
    {
        string run = $"run {Environment.ProcessId}";
        File.AppendAllText(s_register, run + "\n");
        return run;
    }
}
