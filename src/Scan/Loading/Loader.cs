using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using ProcessSafety.Scan.Progress;

namespace ProcessSafety.Scan.Loading;

/// <summary>Loads what the paths of a command line name.</summary>
internal static class Loader
{
    /// <exception cref="ScanException">There is nothing to scan.</exception>
    public static async Task<Workload> LoadAsync(
        ScanInput input,
        LoadOptions options,
        IScanProgress progress,
        CancellationToken cancellationToken)
    {
        (ScanInput selected, ImmutableArray<LoadFailure> failures) = ProjectFaults.Split(options.Select(input));
        if (selected.ProjectFiles.IsEmpty && selected.SourceFiles.IsEmpty && !input.ProjectFiles.IsEmpty)
        {
            return new Workload([], failures, [], []);
        }

        Workload workload = options.IsSourceOnly || options.Sources.IsFlat || selected.ProjectFiles.IsEmpty
            ? await SourceLoader.LoadAsync(selected, options, progress, cancellationToken).ConfigureAwait(false)
            : await MSBuildLoader.LoadAsync(selected, options, progress, cancellationToken).ConfigureAwait(false);
        return workload with { Failures = failures };
    }
}
