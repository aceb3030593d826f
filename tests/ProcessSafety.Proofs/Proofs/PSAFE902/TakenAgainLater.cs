// The lock is written in a layout of its own, and the parent takes it a second time when the child has tried. Its owner's id is 1 in both.
// form: used again
// hazard: exit 0, stdout child: System.Threading.LockRecursionException
// fixed: exit 0, stdout child: the lock is taken, stdout parent: inside again True
using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.DotNet.RemoteExecutor;

internal static unsafe class Program
{
    private static int Main(string[] args)
    {
        if (RemoteExecutor.RunChild(args) is { } exitCode)
            return exitCode;

        string path = Path.Combine(AppContext.BaseDirectory, "board");
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, 4096);
        using MemoryMappedViewAccessor view = file.CreateViewAccessor();
        SpinLock gate
          = default ; // free
        view.Write(0, ref gate);

        byte* board = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref board);
        bool taken = false;
        Unsafe.AsRef<SpinLock>(board).Enter(ref taken);
        RemoteExecutor.Invoke(static path => TryEnter(path), path).Dispose();
        Unsafe.AsRef<SpinLock>(board).Exit(useMemoryBarrier: true);
        taken = false;
        Unsafe.AsRef<SpinLock>(board).Enter(ref taken);
        Console.WriteLine($"parent: inside again {taken}");
        Unsafe.AsRef<SpinLock>(board).Exit(useMemoryBarrier: true);
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        return 0;
    }

    private static void TryEnter(string path)
    {
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        using MemoryMappedViewAccessor view = file.CreateViewAccessor();
        byte* board = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref board);
        try
        {
            bool taken = false;
            Unsafe.AsRef<SpinLock>(board).TryEnter(500, ref taken);
            Console.WriteLine(taken ? "child: inside" : "child: the lock is taken");
        }
        catch (LockRecursionException e)
        {
            Console.WriteLine($"child: {e.GetType()}");
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
