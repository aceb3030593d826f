using System;
using System.IO;

namespace ProcessSafety.Scan.Reports;

/// <summary>Writes a file whole or not at all: an end in the middle leaves what was there before.</summary>
internal static class OutputFile
{
    /// <exception cref="ScanException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using MemoryStream content = new();
        write(content);
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;
        string unfinished = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(unfinished, content.ToArray());
            File.Move(unfinished, full, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException($"'{path}' cannot be written: {error.Message}");
        }
        finally
        {
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }
        }
    }
}
