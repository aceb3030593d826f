// The parent gives a child that writes 200 KB three seconds, and takes the full pipe for a child that does not end.
// form: plain
// hazard: exit 1, stdout child does not end
// fixed: exit 0, stdout output 200000
using System;
using System.Diagnostics;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--child"])
            return Write();

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("--child");
        using Process child = Process.Start(start)!;
        if (!child.WaitForExit(3000))
        {
            Console.WriteLine("child does not end");
            child.Kill();
            return 1;
        }

        string output = child.StandardOutput.ReadToEnd();
        Console.WriteLine($"output {output.Length}");
        return 0;
    }

    private static int Write()
    {
        Console.Out.Write(new string('o', 200_000));
        return 0;
    }
}
