// A process forks, and the child begins to work: what it compiles goes into memory that its parent runs. (139 is 128 + SIGSEGV.)
// Now and then the parent stands still in its place.
// The program is a child of the test, and forks there; alarm ends the copy, in which no thread can.
// form: plain
// hazard: exit 139 or hang
// fixed: exit 0, stdout child: 42, stdout parent goes on
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
        int pid = fork();
        if (pid == 0)
        {
            alarm(5);
            for (int round = 0; round < 50; round++)
            {
                Compile(round);
            }

            Console.WriteLine($"child: {Answer()}");
            return 0;
        }

        for (int round = 0; round < 100; round++)
        {
            Thread.Sleep(20);
            Compile(round);
        }

        Console.WriteLine("parent goes on");
        return 0;
    }

    private static int Answer() => 6 * 7;

    /// <summary>New code at each call, in both processes.</summary>
    private static int Compile(int round) => Expression.Lambda<Func<int>>(Expression.Constant(round)).Compile()();
}
