// One Process object runs a child twice: its errors are read by events first, and by the reader in the second run.
// form: plain
// hazard: exit 134, stdout again, stderr Unhandled exception. System.InvalidOperationException
// fixed: exit 0, stdout again, stdout errors: one
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Error.WriteLine("one");
            return 0;
        }

        Process child = new() { StartInfo = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true } };
        child.StartInfo.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        child.StartInfo.ArgumentList.Add("--child");
        child.ErrorDataReceived += (_, _) => { };
        child.Start();
        child.BeginErrorReadLine();
        child.WaitForExit();
        Console.WriteLine("again");
        child.Start();
        string errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Console.WriteLine($"errors: {errors}");
        return 0;
    }
}
