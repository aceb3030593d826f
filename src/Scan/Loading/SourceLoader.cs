using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Scan.Progress;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Scan.Loading;

/// <summary>
/// Loads projects from their files as they lie, without MSBuild: nothing has to build or to be restored. Packages are missing, so rules are
/// silent about calls into them.
/// </summary>
internal static class SourceLoader
{
    /// <summary>Loads the projects of <paramref name="input"/>, and those that they refer to.</summary>
    public static async Task<Workload> LoadAsync(
        ScanInput input,
        LoadOptions options,
        IScanProgress progress,
        CancellationToken cancellationToken)
    {
        progress.Stage("Reading projects");
        SourceOptions sources = options.SourcesOf(input);
        AdhocWorkspace workspace = new();
        ImmutableArray<ProjectFile> files = SourceTree.Read(sources);
        HashSet<string> asked =
            [.. sources.IsFlat || input.ProjectFiles.IsEmpty ? files.Select(static file => file.Path) : input.ProjectFiles];
        Solution solution = SourceSolution.Create(workspace, sources, files);
        foreach (ProjectFile file in files)
        {
            solution = AnalyzerConfigs.Add(solution, IdOf(solution, file.Path), file.Settings, options.Preset);
        }

        progress.Stage("Reading sources");
        ImmutableArray<ProjectId> ids = [.. files.Where(file => asked.Contains(file.Path) && !file.Sources.IsEmpty)
            .Select(file => IdOf(solution, file.Path))];
        Dictionary<ProjectId, long> lines = [];
        foreach (ProjectId id in ids)
        {
            (lines[id], bool isProgram) = await ParseAsync(solution.GetProject(id)!, cancellationToken).ConfigureAwait(false);
            CompilationOptions compilation = solution.GetProject(id)!.CompilationOptions!;
            if (isProgram && compilation.OutputKind == OutputKind.DynamicallyLinkedLibrary)
            {
                // A build may learn from a file that is not there that the project is a program.
                solution = solution.WithProjectCompilationOptions(id, compilation.WithOutputKind(OutputKind.ConsoleApplication));
            }
        }

        return new Workload(
            [.. ids.Select(id => new LoadedProject(NameOf(input, solution.GetProject(id)!), solution.GetProject(id)!, lines[id]))],
            [],
            [],
            [workspace]);
    }

    private static ProjectId IdOf(Solution solution, string path) => solution.Projects.First(project => project.FilePath == path).Id;

    private static string NameOf(ScanInput input, Project project) =>
        Path.GetRelativePath(input.Root, project.FilePath!).Replace('\\', '/');

    /// <summary>The lines of all files, and whether one has top-level statements.</summary>
    private static async Task<(long Lines, bool IsProgram)> ParseAsync(Project project, CancellationToken cancellationToken)
    {
        long lines = 0;
        bool isProgram = false;
        await Parallel.ForEachAsync(
            project.Documents,
            cancellationToken,
            async (document, token) =>
            {
                SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
                Interlocked.Add(ref lines, document.FilePath is null ? 0 : root.GetText().Lines.Count);
                if (root is CompilationUnitSyntax unit && unit.Members.Any(static member => member is GlobalStatementSyntax))
                {
                    Volatile.Write(ref isProgram, true);
                }
            }).ConfigureAwait(false);
        return (lines, isProgram);
    }
}
