using System;
using System.Threading.Tasks;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Progress;

/// <summary>Shows progress while something runs: a bar on a terminal, lines elsewhere, nothing when asked to be quiet.</summary>
internal static class ScanProgress
{
    public static Task<T> ShowAsync<T>(Consoles consoles, bool isQuiet, Func<IScanProgress, Task<T>> run) =>
        isQuiet ? run(new SilentProgress())
        : consoles.Messages.Profile is { Out.IsTerminal: true, Capabilities.Interactive: true }
            ? BarProgress.ShowAsync(consoles.Messages, run)
            : run(new LineProgress(consoles.Messages, TimeProvider.System));
}
