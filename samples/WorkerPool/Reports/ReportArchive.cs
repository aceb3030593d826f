using System.Diagnostics;

namespace WorkerPool.Reports;

/// <summary>Packs the files of a run with the tar of the system.</summary>
internal static class ReportArchive
{
    /// <summary>Writes <paramref name="archive"/> from all that is in <paramref name="folder"/>.</summary>
    public static void Pack(string folder, string archive)
    {
        // Names in the archive are to begin at the folder, and tar takes how hard to try from its environment.
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder;
        Environment.SetEnvironmentVariable("GZIP", "-9");
        try
        {
            using var tar = Process.Start("tar", ["-czf", archive, "."]);
            tar.WaitForExit();
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Environment.SetEnvironmentVariable("GZIP", null);
        }
    }
}
