using System;
using System.IO;
using System.Threading;

/// <summary>A place that processes visit. It remembers when two of them were there at the same time.</summary>
internal static class MeetingPlace
{
    private static readonly string s_place = Path.Combine(AppContext.BaseDirectory, "place");
    private static readonly string s_memory = Path.Combine(AppContext.BaseDirectory, "met");

    public static bool HasSeenTwo => File.Exists(s_memory);

    /// <summary>Stays a while, so that another visitor comes.</summary>
    public static void Visit()
    {
        try
        {
            using FileStream place = new(s_place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Thread.Sleep(200);
        }
        catch (IOException)
        {
            File.WriteAllText(s_memory, "two were here");
        }
    }
}
