// Each run of the program is entered in a register by a static field. A worker needs another field of the type, and enters itself too.
// form: plain
// hazard: exit 0, stdout runs: 3
// fixed: exit 0, stdout runs: 1
using System;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string s_register = Path.Combine(AppContext.BaseDirectory, "register.txt");
    private static readonly string s_run = Enter();

    private static void Main(string[] args)
    {
        if (args is ["--worker"])
        {
            Console.WriteLine($"worker of {Path.GetFileName(s_register)}");
            return;
        }

        Console.WriteLine(s_run);
        for (int i = 0; i < 2; i++)
        {
            ProcessStartInfo start = new(Environment.ProcessPath!) { ArgumentList = { Environment.GetCommandLineArgs()[0], "--worker" } };
            Process.Start(start)!.WaitForExit();
        }

        Console.WriteLine($"runs: {File.ReadAllLines(s_register).Length}");
    }

    private static string Enter()
    {
        string run = $"run {Environment.ProcessId}";
        File.AppendAllText(s_register, run + "\n");
        return run;
    }
}
