using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Loading;
using ProcessSafety.Scan.Progress;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Benchmarks;

/// <summary>
/// The compilations of all projects below a folder, read as the scanner reads them: from their sources, whether they build or not.
/// </summary>
/// <param name="Compilations">One of each project that has a source file.</param>
/// <param name="Lines">The lines of all files together; one that several projects compile counts for each.</param>
internal sealed record SourceCode(ImmutableArray<Compilation> Compilations, long Lines)
{
    public static async Task<SourceCode> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        using Workload workload = await SourceLoader.LoadAsync(
                new ScanInput(root, root, Solution: null, [.. SourceTree.Find(root, "*.csproj")], []),
                LoadOptions.OfSources(root),
                new SilentProgress(),
                cancellationToken)
            .ConfigureAwait(false);
        List<Compilation> compilations = [];
        foreach (LoadedProject project in workload.Projects)
        {
            compilations.Add((await project.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!);
        }

        return new SourceCode([.. compilations], workload.Projects.Sum(static project => project.Lines));
    }
}
