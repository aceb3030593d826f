// The file is not there, so the constructor throws. The object is finalized all the same, and its stream is null.
// form: plain
// hazard: exit 134, stdout not opened, stderr System.NullReferenceException
// fixed: exit 0, stdout not opened, stdout ended
using System;
using System.IO;
using System.Runtime.CompilerServices;

internal static class Program
{
    private static void Main()
    {
        Open();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine("ended");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Open()
    {
        try
        {
            using Journal journal = new(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "journal"));
        }
        catch (DirectoryNotFoundException)
        {
            Console.WriteLine("not opened");
        }
    }
}

internal sealed class Journal : IDisposable
{
    private readonly FileStream _stream;

    public Journal(string path)
    {
        _stream = new FileStream(path, FileMode.OpenOrCreate);
    }

    ~Journal() => Free();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        _stream.Close();
    }
}
