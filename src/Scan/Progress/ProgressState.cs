using System;
using System.Globalization;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Progress;

/// <summary>How far a scan is.</summary>
internal sealed class ProgressState(TimeProvider time, int projects, long lines)
{
    private readonly long _start = time.GetTimestamp();
    private int _projectsDone;
    private long _linesDone;
    private int _findings;

    /// <summary>The share of lines that are done, from 0 to 1.</summary>
    public double Share => lines == 0 ? 1 : (double)_linesDone / lines;

    public void Done(long linesOfProject, int findings)
    {
        _projectsDone++;
        _linesDone += linesOfProject;
        _findings = findings;
    }

    /// <summary>Such as `12 of 40 projects, 120,000 of 345,000 lines, 3 findings, about 25 s left`.</summary>
    public override string ToString()
    {
        string done = string.Create(
            CultureInfo.InvariantCulture,
            $"{_projectsDone:N0} of {Counted.Of(projects, "project")}, {_linesDone:N0} of {Counted.Of(lines, "line")}");
        string text = $"{done}, {Counted.Of(_findings, "finding")}";
        return Left() is { } left ? $"{text}, about {Text(left)} left" : text;
    }

    /// <summary>What is left when all lines take as long as those that are done; null before the first and after the last.</summary>
    private TimeSpan? Left() => Share is > 0 and < 1 ? time.GetElapsedTime(_start) * ((1 - Share) / Share) : null;

    private static string Text(TimeSpan span) => span.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMinutes):0} min");
}
