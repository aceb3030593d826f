// A job hands its own method to a child process. The child makes a new job, and its folder is not the parent's.
// form: plain
// hazard: exit 0, stdout child clears ''
// fixed: exit 0, stdout child clears 'scratch'
using System;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        new Job { Folder = "scratch" }.Run();
        return 0;
    }
}

internal sealed class Job
{
    public string Folder { get; set; } = "";

    public void Run()
    {
        using RemoteInvokeHandle child = RemoteExecutor.Invoke(() => Console.WriteLine($"child clears '{Folder}'"));
    }
}
