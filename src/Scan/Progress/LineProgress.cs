using System;
using System.Threading;
using ProcessSafety.Scan.Terminal;
using Spectre.Console;

namespace ProcessSafety.Scan.Progress;

/// <summary>Progress in lines, at most one in two seconds: for logs, which keep each.</summary>
internal sealed class LineProgress(IAnsiConsole console, TimeProvider time) : IScanProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long _last;
    private ProgressState _state = new(time, projects: 0, lines: 0);

    public void Stage(string text)
    {
        lock (_gate)
        {
            WriteNowAndThen(text);
        }
    }

    public void Begin(int projects, long lines)
    {
        lock (_gate)
        {
            _state = new ProgressState(time, projects, lines);
            Write($"Scanning {Counted.Of(projects, "project")}, {Counted.Of(lines, "line")}");
        }
    }

    public void Done(string project, long lines, int findings)
    {
        lock (_gate)
        {
            _state.Done(lines, findings);
            if (_state.Share < 1)
            {
                WriteNowAndThen(_state.ToString());
            }
            else
            {
                Write(_state.ToString());
            }
        }
    }

    private void WriteNowAndThen(string text)
    {
        if (_last == 0 || time.GetElapsedTime(_last) >= Pause)
        {
            Write(text);
        }
    }

    private void Write(string text)
    {
        _last = time.GetTimestamp();
        console.WriteLine(text);
    }
}
