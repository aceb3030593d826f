using System;
using System.Diagnostics;
using System.Linq.Expressions;

internal static class Program
{
    private static int Main()
    {
        using Process other = Process.Start("/bin/echo", new[] { "from the other program" });
        for (int round = 0; round < 100; round++)
        {
            Compile(round);
        }

        other.WaitForExit();
        Console.WriteLine("parent goes on");
        return 0;
    }

    /// <summary>New code at each call.</summary>
    private static int Compile(int round) => Expression.Lambda<Func<int>>(Expression.Constant(round)).Compile()();
}
