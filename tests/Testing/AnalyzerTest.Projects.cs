using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

public abstract partial class AnalyzerTest<TVerifier>
{
    /// <summary>Switches on every descriptor of the analyzers, and makes an exception in an analyzer an error.</summary>
    protected virtual Project ApplyCompilationOptions(Project project)
    {
        ImmutableDictionary<string, ReportDiagnostic>.Builder severities = ImmutableDictionary.CreateBuilder<string, ReportDiagnostic>();
        foreach (DiagnosticDescriptor descriptor in GetDiagnosticAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics))
        {
            severities[descriptor.Id] = descriptor.IsEnabledByDefault ? ReportDiagnostic.Default : descriptor.DefaultSeverity switch
            {
                DiagnosticSeverity.Error => ReportDiagnostic.Error,
                DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
                DiagnosticSeverity.Info => ReportDiagnostic.Info,
                _ => ReportDiagnostic.Hidden,
            };
        }

        severities["AD0001"] = ReportDiagnostic.Error;
        foreach (string id in DisabledDiagnostics)
            severities[id] = ReportDiagnostic.Suppress;

        CompilationOptions options = project.CompilationOptions!;
        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(severities.ToImmutable().SetItems(options.SpecificDiagnosticOptions)));
    }

    /// <summary>The analyzer options of a project.</summary>
    protected virtual AnalyzerOptions GetAnalyzerOptions(Project project) => project.AnalyzerOptions;

    private protected async Task<Project> CreateProjectAsync(SolutionState state, CancellationToken cancellationToken)
    {
        Workspace workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        OptionSet options = OptionsTransforms.Aggregate((OptionSet)workspace.Options, (set, transform) => transform(set));
        if (!workspace.TryApplyChanges(workspace.CurrentSolution.WithOptions(options)))
            throw new InvalidOperationException("The workspace refuses the options.");

        ProjectId id = ProjectId.CreateNewId(state.Name);
        ReferenceAssemblies references = state.ReferenceAssemblies ?? ReferenceAssemblies;
        Solution solution = workspace.CurrentSolution
            .AddProject(id, state.Name, state.AssemblyName, state.Language)
            .WithProjectCompilationOptions(id, CreateCompilationOptions().WithOutputKind(state.OutputKind ?? OutputKind.DynamicallyLinkedLibrary))
            .WithProjectParseOptions(id, CreateParseOptions().WithDocumentationMode(state.DocumentationMode ?? DocumentationMode.Diagnose))
            .AddMetadataReferences(id, await references.ResolveAsync(state.Language, cancellationToken))
            .AddMetadataReferences(id, state.AdditionalReferences);

        foreach ((string path, SourceText content) in state.Sources)
            solution = solution.AddDocument(NewDocument(path), Path.GetFileName(path), content, Folders(path), path);

        foreach ((string path, SourceText content) in state.AdditionalFiles)
            solution = solution.AddAdditionalDocument(NewDocument(path), Path.GetFileName(path), content, Folders(path), path);

        foreach ((string path, SourceText content) in state.AnalyzerConfigFiles)
            solution = solution.AddAnalyzerConfigDocument(NewDocument(path), Path.GetFileName(path), content, Folders(path), path);

        solution = SolutionTransforms.Aggregate(solution, (current, transform) => transform(current, id));
        return ApplyCompilationOptions(solution.GetProject(id)!);

        DocumentId NewDocument(string path) => DocumentId.CreateNewId(id, path);
    }

    /// <summary>The folders between the project and a file below it.</summary>
    private IEnumerable<string> Folders(string path)
    {
        string root = DefaultFilePathPrefix[..(DefaultFilePathPrefix.LastIndexOf('/') + 1)];
        return path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..].Split('/')[..^1] : Array.Empty<string>();
    }
}
