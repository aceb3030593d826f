using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Threading;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--worker", var number])
        {
            Work(int.Parse(number));
            return 0;
        }

        List<Process> workers = new();
        for (int index = 0; index < 2; index++)
        {
            workers.Add(Process.Start(
                Environment.ProcessPath!,
                new[] { Environment.GetCommandLineArgs()[0], "--worker", index.ToString() }));
        }

        for (int round = 0; round < 100; round++)
        {
            Thread.Sleep(20);
            Compile(round);
        }

        workers.ForEach(static worker => worker.WaitForExit());
        Console.WriteLine("parent goes on");
        return 0;
    }

    private static void Work(int index)
    {
        for (int round = 0; round < 50; round++)
        {
            Compile(round);
        }

        Console.WriteLine($"worker {index}: {Compile(index)}");
    }

    /// <summary>New code at each call, in all processes.</summary>
    private static int Compile(int round) => Expression.Lambda<Func<int>>(Expression.Constant(round)).Compile()();
}
