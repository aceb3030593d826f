using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Progress;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Commands;

/// <summary>What scan and baseline have in common: load, and run the rules.</summary>
internal static class ScanRun
{
    public static Task<ScanResult> RunAsync(
        ParseResult parsed,
        LoadingOptions options,
        ScanQuestion question,
        Consoles consoles,
        CancellationToken cancellationToken) =>
        ScanProgress.ShowAsync(consoles, options.IsQuiet(parsed), async progress =>
        {
            ScanInput input = await ScanInput.ResolveAsync(options.PathsOf(parsed), cancellationToken).ConfigureAwait(false);
            using Workload workload =
                await Loader.LoadAsync(input, options.LoadOf(parsed), progress, cancellationToken).ConfigureAwait(false);
            return await new Scanner(input.Root, question, progress).RunAsync(workload, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>Tells what was not scanned, and how projects were read.</summary>
    public static void ReportProblems(ScanResult result, Consoles consoles)
    {
        foreach (string note in result.Notes)
        {
            consoles.Note(note);
        }

        foreach (LoadFailure failure in result.Failures)
        {
            consoles.Error($"{failure.Name} was not scanned: {failure.Reason}");
        }

        foreach (Crash crash in result.Crashes)
        {
            consoles.Error($"{crash.Analyzer} threw in {crash.Project}, please report it: {crash.Exception}");
        }
    }
}
