// A process forks, and its child becomes another program. Started again, this program would run in its place. (139 is 128 + SIGSEGV.)
// The program is a child of the test, and forks there; alarm ends the copy, in which no thread can.
// form: used again
// hazard: exit 139 or hang
// fixed: exit 0, stdout from the other program, stdout parent goes on
using System;
using System.Linq.Expressions;
using System.Runtime.InteropServices;
using System.Threading;

internal static class Program
{
    [DllImport("libc")]
    private static extern int fork();

    [DllImport("libc")]
    private static extern int execv(string path, string?[] arguments);

    [DllImport("libc")]
    private static extern uint alarm(uint seconds);

    private static int Main()
    {
        alarm(0);
        if (fork() == 0)
        {
            alarm(5);
            for (int round = 0; round < 50; round++)
            {
                Compile(round);
            }

            return execv("/bin/echo", new[] { "echo", "from the other program", null });
        }

        for (int round = 0; round < 100; round++)
        {
            Thread.Sleep(20);
            Compile(round);
        }

        Console.WriteLine("parent goes on");
        return 0;
    }

    /// <summary>New code at each call, in both processes.</summary>
    private static int Compile(int round) => Expression.Lambda<Func<int>>(Expression.Constant(round)).Compile()();
}
