// The parent holds the mutex. A child asks for ownership, does not look whether it got it, and writes at the same time.
// form: plain
// hazard: exit 0, stdout child writes while the parent holds the mutex: True, stdout child: System.ApplicationException
// fixed: exit 0, stdout child writes while the parent holds the mutex: False, stdout child: released
using System;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string name = $@"Global\ProcessSafety.Proof.Owned.{Environment.ProcessId}";
        string signal = System.IO.Path.GetTempFileName();
        using Mutex gate = new(initiallyOwned: true, name, out bool isOwned);
        if (!isOwned)
            return 1;

        RemoteInvokeHandle child;
        try
        {
            child = RemoteExecutor.Invoke(static (other, file) => Write(other, file), name, signal);
            bool isWritten = false;
            for (int round = 0; round < 60 && !isWritten; round++)
            {
                Thread.Sleep(50);
                isWritten = new System.IO.FileInfo(signal).Length > 0;
            }

            Console.WriteLine($"child writes while the parent holds the mutex: {isWritten}");
        }
        finally
        {
            gate.ReleaseMutex();
        }

        child.Dispose();
        System.IO.File.Delete(signal);
        return 0;
    }

    private static void Write(string name, string signal)
    {
        using Mutex gate = new(initiallyOwned: true, name);
        try
        {
            try
            {
                System.IO.File.WriteAllText(signal, "written");
            }
            finally
            {
                gate.ReleaseMutex();
            }

            Console.WriteLine("child: released");
        }
        catch (ApplicationException exception)
        {
            Console.WriteLine($"child: {exception.GetType()}");
        }
    }
}
