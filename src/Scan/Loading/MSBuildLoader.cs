using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;
using ProcessSafety.Scan.Progress;
using ProcessSafety.Scan.Projects;

namespace ProcessSafety.Scan.Loading;

/// <summary>
/// Loads projects as a build sees them: every framework, packages, generated code. One that MSBuild cannot load is read from its sources.
/// </summary>
internal static class MSBuildLoader
{
    /// <summary>Loads the projects of <paramref name="input"/>, and those that they refer to.</summary>
    public static async Task<Workload> LoadAsync(
        ScanInput input,
        LoadOptions options,
        IScanProgress progress,
        CancellationToken cancellationToken)
    {
        using SolutionFile solutionFile = SolutionFile.Of(input);
        List<string> notes = [];
        if (options.Restores)
        {
            progress.Stage("Restoring packages");
            if (await Restore.RunAsync(solutionFile.Path, cancellationToken).ConfigureAwait(false) is { } error)
            {
                notes.Add($"Not everything was restored: {error}");
            }
        }

        progress.Stage("Loading projects");
        MSBuildWorkspace workspace = MSBuildWorkspace.Create(options.Sources.Properties);
        workspace.SkipUnrecognizedProjects = true;
        using IDisposable quiet = workspace.RegisterWorkspaceFailedHandler(static _ => { });
        Solution solution = await workspace.OpenSolutionAsync(
                solutionFile.Path,
                new StageOfProject(progress),
                cancellationToken)
            .ConfigureAwait(false);

        HashSet<string> asked = [.. input.ProjectFiles];
        List<ProjectId> loaded = [];
        List<ProjectId> unusable = [];
        foreach (Project project in solution.Projects.Where(project => asked.Contains(project.FilePath!)))
        {
            Compilation? compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
            if (compilation is not null && compilation.GetSpecialType(SpecialType.System_Object).TypeKind != TypeKind.Error)
            {
                loaded.Add(project.Id);
            }
            else
            {
                unusable.Add(project.Id);
            }
        }

        notes.AddRange(unusable.Select(id => solution.GetProject(id)!)
            .Where(project => loaded.Any(id => solution.GetProject(id)!.FilePath == project.FilePath))
            .Select(project => $"{NameOf(project, solution, input)} was not scanned: its framework's references are missing."));

        foreach (ProjectId id in loaded)
        {
            solution = AnalyzerConfigs.Add(solution, id, SettingsOf(solution.GetProject(id)!, options), options.Preset);
        }

        List<LoadedProject> projects = [];
        foreach (ProjectId id in loaded)
        {
            Project project = solution.GetProject(id)!;
            projects.Add(new LoadedProject(
                NameOf(project, solution, input),
                project,
                await LinesOfAsync(project, cancellationToken).ConfigureAwait(false)));
        }

        ImmutableArray<string> missing = [.. input.ProjectFiles.Except(projects.Select(static project => project.Project.FilePath!))];
        Workload workload = new([.. projects], [], [.. notes], [workspace]);
        return missing.IsEmpty
            ? workload
            : await WithSourcesAsync(workload, input with { ProjectFiles = missing }, options, progress, cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Adds the projects that MSBuild has not loaded, as their files lie.</summary>
    private static async Task<Workload> WithSourcesAsync(
        Workload workload,
        ScanInput missing,
        LoadOptions options,
        IScanProgress progress,
        CancellationToken cancellationToken)
    {
        Workload sources = await SourceLoader.LoadAsync(missing, options, progress, cancellationToken).ConfigureAwait(false);
        return new Workload(
            [.. workload.Projects, .. sources.Projects],
            [],
            [
                .. workload.Notes,
                .. sources.Projects.Select(static project =>
                    $"{project.Name} was read from its sources, without its packages: MSBuild could not load it."),
            ],
            [.. workload.Workspaces, .. sources.Workspaces]);
    }

    private static ProjectSettings SettingsOf(Project project, LoadOptions options)
    {
        string folder = Path.GetDirectoryName(project.FilePath)!;
        return ProjectSettings.Read(new ProjectEvaluation(project.FilePath!, options.Sources.Properties), folder, []);
    }

    /// <summary>The path of the project; with its framework, which the workspace puts in its name, where it has several.</summary>
    private static string NameOf(Project project, Solution solution, ScanInput input)
    {
        string path = Path.GetRelativePath(input.Root, project.FilePath!).Replace('\\', '/');
        return solution.Projects.Count(other => other.FilePath == project.FilePath) > 1 && project.Name.IndexOf('(') is >= 0 and int at
            ? $"{path} {project.Name[at..]}"
            : path;
    }

    private static async Task<long> LinesOfAsync(Project project, CancellationToken cancellationToken)
    {
        long lines = 0;
        foreach (Document document in project.Documents)
        {
            lines += (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).Lines.Count;
        }

        return lines;
    }

    private sealed class StageOfProject(IScanProgress progress) : IProgress<ProjectLoadProgress>
    {
        public void Report(ProjectLoadProgress value)
        {
            if (value.Operation == ProjectLoadOperation.Resolve)
            {
                progress.Stage($"Loading {Path.GetFileName(value.FilePath)}");
            }
        }
    }

    /// <summary>The solution to load: the one that was named, or one of the projects that were, which is gone afterwards.</summary>
    private sealed class SolutionFile : IDisposable
    {
        private readonly DirectoryInfo? _made;

        private SolutionFile(string path, DirectoryInfo? made) => (Path, _made) = (path, made);

        public string Path { get; }

        public static SolutionFile Of(ScanInput input)
        {
            if (input.Solution is { } named)
            {
                return new SolutionFile(named, made: null);
            }

            DirectoryInfo folder = Directory.CreateTempSubdirectory("ProcessSafety.Scan-");
            string path = System.IO.Path.Combine(folder.FullName, "Scan.slnx");
            IEnumerable<XElement> projects =
                input.ProjectFiles.Select(static file => new XElement("Project", new XAttribute("Path", file)));
            new XElement("Solution", projects).Save(path);
            return new SolutionFile(path, folder);
        }

        public void Dispose() => _made?.Delete(recursive: true);
    }
}
