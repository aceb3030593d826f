// A process forks, and the child begins to work: what it compiles goes into memory that its parent runs. (139 is 128 + SIGSEGV.)
// Later the parent looks for its child by the id that it has. alarm ends the copy, in which no thread can.
// form: used again
// hazard: exit 139 or hang
// fixed: exit 0, stdout child: 42, stdout parent has a child: True
using System;
using System.Diagnostics;
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
        int child = fork();
        if (child == 0)
        {
            alarm(5);
            for (int round = 0; round < 50; round++)
            {
                Compile(round);
            }

            Console.WriteLine($"child: {Compile(42)}");
            return 0;
        }

        for (int round = 0; round < 100; round++)
        {
            Thread.Sleep(20);
            Compile(round);
        }

        Console.WriteLine($"parent has a child: {child > 0 && child != Environment.ProcessId}");
        return 0;
    }

    /// <summary>New code at each call, in both processes.</summary>
    private static int Compile(int round) => Expression.Lambda<Func<int>>(Expression.Constant(round)).Compile()();
}
