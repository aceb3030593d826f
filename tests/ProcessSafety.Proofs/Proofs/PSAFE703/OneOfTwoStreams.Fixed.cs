using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
        {
            Console.Error.Write(new string('e', 200_000));
            Console.Out.Write(new string('o', 200_000));
            return 0;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        Console.WriteLine("started");
        Task<string> errors = child.StandardError.ReadToEndAsync();
        Task<string> lines = child.StandardOutput.ReadToEndAsync();
        string output = (args.Length > 0 ? errors : lines).GetAwaiter().GetResult();
        child.WaitForExit();
        Console.WriteLine($"output {output.Length}");
        return child.ExitCode;
    }
}
