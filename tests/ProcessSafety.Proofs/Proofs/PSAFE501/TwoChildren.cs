// A process forks in a loop, for two workers: started again, each of them would come to the first fork and take itself for the first.
// The program is a child of the test, and forks there; alarm ends the copies, in which no thread can. (139 is 128 + SIGSEGV.)
// form: plain
// hazard: exit 139
// fixed: exit 0, stdout worker 0: 0, stdout worker 1: 1, stdout parent goes on
using System;
using System.Linq.Expressions;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    [DllImport("libc")]
    private static extern int fork();

    [DllImport("libc")]
    private static extern uint alarm(uint seconds);

    private static int Main()
    {
        alarm(0);
        for (int index = 0; index < 2; index++)
        {
            if (fork() == 0)
            {
                alarm(5);
                Work(index);
                return 0;
            }
        }

        for (int round = 0; round < 100; round++)
        {
            Thread.Sleep(20);
            Compile(round);
        }

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
