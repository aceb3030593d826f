// The parent sets a static folder, and a child is to clear it. The child's folder is the one that its initialiser gives.
// form: plain
// hazard: exit 0, stdout child clears 'initial'
// fixed: exit 0, stdout child clears 'scratch'
using System;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static string s_folder = "initial";

    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        s_folder = "scratch";
        RemoteExecutor.Invoke(() => Clear(s_folder)).Dispose();
        return 0;
    }

    private static void Clear(string folder) => Console.WriteLine($"child clears '{folder}'");
}
