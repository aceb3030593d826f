namespace ProcessSafety.Scan.Progress;

/// <summary>What happens while a user waits. Called from several threads.</summary>
internal interface IScanProgress
{
    /// <summary>A stage begins whose length is unknown.</summary>
    void Stage(string text);

    /// <summary>The scan begins, of so many projects with so many lines together.</summary>
    void Begin(int projects, long lines);

    /// <summary>One project is scanned.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="findings">What has been found in all projects until now.</param>
    void Done(string project, long lines, int findings);
}
