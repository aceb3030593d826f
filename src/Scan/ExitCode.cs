namespace ProcessSafety.Scan;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Nothing new was found.</summary>
    public const int Clean = 0;

    /// <summary>There are new findings at or above the level to fail on.</summary>
    public const int Findings = 1;

    /// <summary>The command could not run, or not over everything.</summary>
    public const int Failed = 2;

    /// <summary>Ctrl+C, as shells count it.</summary>
    public const int Cancelled = 130;
}
