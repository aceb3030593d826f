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
        using Process second = new() { StartInfo = child.StartInfo };
        second.Start();
        string errors = second.StandardError.ReadToEnd();
        second.WaitForExit();
        Console.WriteLine($"errors: {errors}");
        return 0;
    }
}
