using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.Corpus.Projects;

/// <summary>
/// Makes one compilation per project; a project that is referenced is compiled once, and one that refers back to itself is left out.
/// </summary>
internal sealed class CompilationFactory
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

    private readonly SortedDictionary<string, ProjectFile> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Compilation?> _compilations = [];
    private readonly ImmutableArray<MetadataReference> _modern;
    private readonly Lazy<ImmutableArray<MetadataReference>> _framework;
    private readonly ImmutableArray<string> _symbols;

    public CompilationFactory(CorpusOptions options, IEnumerable<ProjectFile> projects)
    {
        foreach (ProjectFile project in projects)
        {
            _projects.Add(project.Path, project);
        }

        _modern = FrameworkReferences.Load(options.ReferenceFolders);
        _framework = new(() => FrameworkReferences.LoadFramework(options.ReferenceFolders));
        _symbols = options.Symbols;
    }

    public IEnumerable<string> Projects => _projects.Keys;

    /// <summary>The compilation of the project at <paramref name="path"/>.</summary>
    public Compilation Compile(string path)
    {
        if (_compilations.TryGetValue(path, out Compilation? compilation) && compilation is not null)
        {
            return compilation;
        }

        _compilations[path] = null;
        ProjectFile project = _projects[path];
        bool usesFramework = project.IsFramework
            && Closure(project).All(reference => _projects[reference].IsFramework)
            && !_framework.Value.IsEmpty;
        CSharpParseOptions parsing = new(
            LanguageVersion.Preview,
            DocumentationMode.Parse,
            preprocessorSymbols: project.Symbols.Concat(_symbols).Where(static s => SyntaxFacts.IsValidIdentifier(s)));
        List<SyntaxTree> trees = [.. project.Sources.AsParallel()
            .AsOrdered()
            .Select(source => CSharpSyntaxTree.ParseText(File.ReadAllText(source), parsing, source))];
        if (trees.Count > 0)
        {
            trees.Add(CSharpSyntaxTree.ParseText(Generated(project, usesFramework), parsing));
        }

        IEnumerable<MetadataReference> references = Closure(project)
            .Where(r => !_compilations.TryGetValue(r, out Compilation? done) || done is not null)
            .Select(r => Compile(r).ToMetadataReference());
        CSharpCompilationOptions options = new(
            Kind(project, trees),
            allowUnsafe: true,
            nullableContextOptions: project.HasNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable);
        ImmutableArray<MetadataReference> framework = usesFramework ? _framework.Value : _modern;
        compilation = CSharpCompilation.Create(project.AssemblyName, trees, framework.Concat(references.ToList()), options);
        _compilations[path] = compilation;
        return compilation;
    }

    private static OutputKind Kind(ProjectFile project, List<SyntaxTree> trees) =>
        project.Output == OutputKind.DynamicallyLinkedLibrary
        && trees.Any(static t => t.GetRoot() is CompilationUnitSyntax unit && unit.Members.Any(static m => m is GlobalStatementSyntax))
            ? OutputKind.ConsoleApplication
            : project.Output;

    /// <summary>The projects that <paramref name="project"/> refers to, and those that they refer to.</summary>
    private HashSet<string> Closure(ProjectFile project)
    {
        HashSet<string> closure = [];
        Stack<string> open = new(project.References);
        while (open.TryPop(out string? next))
        {
            if (next != project.Path && _projects.TryGetValue(next, out ProjectFile? referenced) && closure.Add(next))
            {
                foreach (string further in referenced.References)
                {
                    open.Push(further);
                }
            }
        }

        return closure;
    }

    /// <summary>
    /// What a build would generate: the global usings, the platform, and friend access for all projects that refer to this one,
    /// since assemblies here are not signed.
    /// </summary>
    private string Generated(ProjectFile project, bool usesFramework)
    {
        IEnumerable<string> usings = project.GlobalUsings;
        if (project.HasImplicitUsings)
        {
            usings = usings.Concat(Usings).Concat(project.IsWeb ? WebUsings : []);
        }

        StringBuilder text = new("// <auto-generated/>\n");
        foreach (string name in usings.Distinct())
        {
            text.Append("global using global::").Append(name).Append(";\n");
        }

        foreach (ProjectFile friend in _projects.Values.Where(p => Closure(p).Contains(project.Path)))
        {
            text.Append("[assembly: global::System.Runtime.CompilerServices.InternalsVisibleTo(\"")
                .Append(friend.AssemblyName)
                .Append("\")]\n");
        }

        // The references of .NET Framework say themselves where a program runs.
        foreach (string attribute in usesFramework ? [] : project.AssemblyAttributes)
        {
            text.Append("[assembly: global::").Append(attribute).Append("]\n");
        }

        return text.ToString();
    }
}
