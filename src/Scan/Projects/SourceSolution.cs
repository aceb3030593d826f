using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Scan.Projects;

/// <summary>
/// Makes one project of a workspace of each project file; one that is referred to is compiled once, and a reference that leads back to
/// its own project is left out.
/// </summary>
internal sealed class SourceSolution
{
    private static readonly string[] Usings = [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];
    private static readonly string[] WebUsings = [
        "Microsoft.AspNetCore.Builder",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
    ];

    private readonly SortedDictionary<string, ProjectFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _closures = [];
    private readonly Dictionary<string, ProjectId?> _added = [];
    private readonly ImmutableArray<MetadataReference> _modern;
    private readonly Lazy<ImmutableArray<MetadataReference>> _framework;
    private readonly ImmutableArray<string> _symbols;
    private Solution _solution;

    private SourceSolution(SourceOptions options, Solution empty, IEnumerable<ProjectFile> files)
    {
        _solution = empty;
        foreach (ProjectFile file in files)
        {
            _files.Add(file.Path, file);
        }

        _modern = FrameworkReferences.Load(options.ReferenceFolders);
        _framework = new(() => FrameworkReferences.LoadFramework(options.ReferenceFolders));
        _symbols = options.Symbols;
    }

    /// <summary>A solution of all these projects; each has the path of its file.</summary>
    public static Solution Create(Workspace workspace, SourceOptions options, IEnumerable<ProjectFile> files)
    {
        SourceSolution made = new(options, workspace.CurrentSolution, files);
        foreach (string path in made._files.Keys)
        {
            made.Add(path);
        }

        return made._solution;
    }

    private ProjectId Add(string path)
    {
        if (_added.TryGetValue(path, out ProjectId? added) && added is not null)
        {
            return added;
        }

        _added[path] = null;
        ProjectFile file = _files[path];
        bool usesFramework = file.IsFramework
            && Closure(path).All(reference => _files[reference].IsFramework)
            && !_framework.Value.IsEmpty;
        ImmutableArray<ProjectReference> references = [.. Closure(path)
            .Where(reference => !_added.TryGetValue(reference, out ProjectId? done) || done is not null)
            .Select(reference => new ProjectReference(Add(reference)))];

        ProjectId id = ProjectId.CreateNewId(path);
        ProjectInfo info = ProjectInfo.Create(
            id,
            VersionStamp.Default,
            Path.GetFileNameWithoutExtension(path),
            file.AssemblyName,
            LanguageNames.CSharp,
            filePath: path,
            compilationOptions: new CSharpCompilationOptions(
                file.Output,
                allowUnsafe: true,
                generalDiagnosticOption: file.Settings.AreWarningsErrors ? ReportDiagnostic.Error : ReportDiagnostic.Default,
                specificDiagnosticOptions: file.Settings.Severities,
                nullableContextOptions: file.HasNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable),
            parseOptions: new CSharpParseOptions(
                LanguageVersion.Preview,
                DocumentationMode.Parse,
                preprocessorSymbols: file.Symbols.Concat(_symbols).Where(static s => SyntaxFacts.IsValidIdentifier(s))),
            documents: [.. file.Sources.Select(source => Document(id, source)), .. Generated(id, file, usesFramework)],
            projectReferences: references,
            metadataReferences: usesFramework ? _framework.Value : _modern,
            additionalDocuments: file.Settings.ApiFiles.Select(additional => Document(id, additional)));
        IEnumerable<DocumentInfo> configs = file.Settings.AnalyzerConfigs.Select(config => Document(id, config));
        _solution = _solution.AddProject(info.WithAnalyzerConfigDocuments(configs));
        _added[path] = id;
        return id;
    }

    private static DocumentInfo Document(ProjectId project, string path) => DocumentInfo.Create(
        DocumentId.CreateNewId(project, path),
        Path.GetFileName(path),
        filePath: path,
        loader: new FileTextLoader(path, defaultEncoding: null));

    /// <summary>The projects that a project refers to, and those that they refer to.</summary>
    private HashSet<string> Closure(string path)
    {
        if (_closures.TryGetValue(path, out HashSet<string>? closure))
        {
            return closure;
        }

        closure = [];
        Stack<string> open = new(_files[path].References);
        while (open.TryPop(out string? next))
        {
            if (next != path && _files.TryGetValue(next, out ProjectFile? referenced) && closure.Add(next))
            {
                foreach (string further in referenced.References)
                {
                    open.Push(further);
                }
            }
        }

        _closures.Add(path, closure);
        return closure;
    }

    /// <summary>
    /// What a build would generate: the global usings, the platform, and friend access for all projects that refer to this one,
    /// since assemblies here are not signed.
    /// </summary>
    private IEnumerable<DocumentInfo> Generated(ProjectId id, ProjectFile file, bool usesFramework)
    {
        if (file.Sources.IsEmpty)
        {
            yield break;
        }

        IEnumerable<string> usings = file.GlobalUsings;
        if (file.HasImplicitUsings)
        {
            usings = usings.Concat(Usings).Concat(file.IsWeb ? WebUsings : []);
        }

        StringBuilder text = new("// <auto-generated/>\n");
        foreach (string name in usings.Distinct())
        {
            text.Append("global using global::").Append(name).Append(";\n");
        }

        foreach (ProjectFile friend in _files.Values.Where(p => Closure(p.Path).Contains(file.Path)))
        {
            text.Append("[assembly: global::System.Runtime.CompilerServices.InternalsVisibleTo(\"")
                .Append(friend.AssemblyName)
                .Append("\")]\n");
        }

        // The references of .NET Framework say themselves where a program runs.
        foreach (string attribute in usesFramework ? [] : file.AssemblyAttributes)
        {
            text.Append("[assembly: global::").Append(attribute).Append("]\n");
        }

        yield return DocumentInfo.Create(
            DocumentId.CreateNewId(id),
            "Generated.cs",
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text.ToString(), Encoding.UTF8), VersionStamp.Default)));
    }
}
