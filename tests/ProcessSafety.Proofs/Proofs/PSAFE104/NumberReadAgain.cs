// A static number is set by the parent and read by a child. The parent reads it again afterwards: it has kept its value.
// form: used again
// hazard: exit 0, stdout child counts to 0, stdout parent counts to 1234
// fixed: exit 0, stdout child counts to 1234, stdout parent counts to 1234
// fix: PSAFE104.PassAsText
using System;
using System.Globalization;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int s_count;

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        s_count = args.Length + 1234;
        RemoteExecutor.Invoke( ()=>Count( "child",s_count ) ).Dispose( );   // all of it
        Count("parent", s_count);
        return 0;
    }

    private static void Count(string who, int end) =>
        Console.WriteLine($"{who} counts to " + end.ToString(CultureInfo.InvariantCulture));
}
