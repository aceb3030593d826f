namespace ProcessSafety.Scan.Progress;

/// <summary>Shows nothing.</summary>
internal sealed class SilentProgress : IScanProgress
{
    public void Stage(string text)
    {
    }

    public void Begin(int projects, long lines)
    {
    }

    public void Done(string project, long lines, int findings)
    {
    }
}
