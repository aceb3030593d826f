using System;

internal static class Program
{
    private static void Main(string[] args)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = 3;
        if (args.Length == 0)
        {
            Console.WriteLine("no input");
            Environment.Exit(3);
        }

        Console.WriteLine("working");
    }
}
