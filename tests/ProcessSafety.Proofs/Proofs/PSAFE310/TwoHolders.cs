// One holder closes the lock file, a second one locks it, the first deletes it, and a third one makes and locks a new file.
// form: plain
// hazard: exit 0, stdout two hold the lock: True
// fixed: exit 0, stdout two hold the lock: False
using System;
using System.IO;

internal static class Program
{
    private static void Main()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        FolderLock? second = null;
        FolderLock first = FolderLock.TryTake(folder, () => second = FolderLock.TryTake(folder, null))!;
        first.Dispose();
        FolderLock? third = FolderLock.TryTake(folder, null);
        Console.WriteLine($"two hold the lock: {second is not null && third is not null}");
        third?.Dispose();
        second?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

internal sealed class FolderLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Action? _released;

    private FolderLock(string folder, Action? released)
    {
        _path = Path.Combine(folder, ".lock");
        _stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _released = released;
    }

    public static FolderLock? TryTake(string folder, Action? released)
    {
        try
        {
            return new FolderLock(folder, released);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _released?.Invoke();
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }
}
