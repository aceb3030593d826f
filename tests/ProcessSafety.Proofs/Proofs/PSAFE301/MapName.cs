// A program maps a file under a name, and writes to it.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.PlatformNotSupportedException: Named maps are not supported
// fixed: exit 0, stdout read 42
using System;
using System.IO;
using System.IO.MemoryMappedFiles;

internal static class Program
{
    private static void Main()
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, new byte[8]);
        using (MemoryMappedFile map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, "ProcessSafety.Proof.Map"))
        using (MemoryMappedViewAccessor view = map.CreateViewAccessor())
            view.Write(0, 42L);

        Console.WriteLine($"read {BitConverter.ToInt64(File.ReadAllBytes(path))}");
        File.Delete(path);
    }
}
