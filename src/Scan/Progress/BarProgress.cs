using System;
using System.Threading;
using System.Threading.Tasks;
using Spectre.Console;

namespace ProcessSafety.Scan.Progress;

/// <summary>Progress as a bar that stays in its place, and is gone at the end.</summary>
internal sealed class BarProgress(ProgressTask bar) : IScanProgress
{
    private readonly Lock _gate = new();
    private ProgressState _state = new(TimeProvider.System, projects: 0, lines: 0);

    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<IScanProgress, Task<T>> run) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => run(new BarProgress(context.AddTask("Starting", new ProgressTaskSettings { MaxValue = 1 }))));

    public void Stage(string text)
    {
        bar.IsIndeterminate = true;
        bar.Description = text.EscapeMarkup();
    }

    public void Begin(int projects, long lines)
    {
        lock (_gate)
        {
            _state = new ProgressState(TimeProvider.System, projects, lines);
            bar.IsIndeterminate = false;
            Show();
        }
    }

    public void Done(string project, long lines, int findings)
    {
        lock (_gate)
        {
            _state.Done(lines, findings);
            Show();
        }
    }

    private void Show()
    {
        bar.Value = _state.Share;
        bar.Description = _state.ToString().EscapeMarkup();
    }
}
