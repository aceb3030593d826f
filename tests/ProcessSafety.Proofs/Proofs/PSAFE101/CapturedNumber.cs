// A number that the child's lambda captured stays in the parent. It crosses as text.
// form: plain
// hazard: exit 0, stdout child counts to 0
// fixed: exit 0, stdout child counts to 1234
// fix: PSAFE101.PassAsText
using System;
using System.Globalization;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        int count = args.Length + 1234;
        using RemoteInvokeHandle child = RemoteExecutor.Invoke(() => Count(count));
        return 0;
    }

    private static void Count(int end) => Console.WriteLine("child counts to " + end.ToString(CultureInfo.InvariantCulture));
}
