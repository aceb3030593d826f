using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What is analysed and what is expected of it: before a fix, after it, or after Fix All.</summary>
public sealed class SolutionState : ProjectState
{
    public SolutionState(string name, string language, string defaultPrefix, string defaultExtension)
        : base(name, language, defaultPrefix, defaultExtension)
    {
    }

    /// <summary>By default a state that changes nothing takes over all expectations of its base, one that does only those that no fix takes away.</summary>
    public StateInheritanceMode? InheritanceMode { get; set; }

    /// <summary>By default markup of fixable diagnostics is taken out and ignored in a state that changes something.</summary>
    public MarkupMode? MarkupHandling { get; set; }

    public List<DiagnosticResult> ExpectedDiagnostics { get; } = new();

    /// <summary>A state with the values that it takes over from <paramref name="baseState"/>.</summary>
    public SolutionState WithInheritedValuesApplied(SolutionState? baseState, ImmutableArray<string> fixableDiagnostics)
    {
        bool changed = baseState is not null && HasContentChanges(baseState);
        StateInheritanceMode mode = InheritanceMode ??
            (baseState is null ? StateInheritanceMode.Explicit : changed ? StateInheritanceMode.AutoInherit : StateInheritanceMode.AutoInheritAll);

        SolutionState? inherited = mode == StateInheritanceMode.Explicit ? null : baseState;
        SolutionState result = new(Name, Language, DefaultPrefix, DefaultExtension)
        {
            InheritanceMode = StateInheritanceMode.Explicit,
            MarkupHandling = MarkupHandling ?? (baseState is null ? MarkupMode.Allow : changed ? MarkupMode.IgnoreFixable : baseState.MarkupHandling),
            ReferenceAssemblies = ReferenceAssemblies ?? inherited?.ReferenceAssemblies,
            OutputKind = OutputKind ?? inherited?.OutputKind,
            DocumentationMode = DocumentationMode ?? inherited?.DocumentationMode,
        };

        result.Sources.AddRange(OwnOrInherited(Sources, inherited?.Sources));
        result.AdditionalFiles.AddRange(OwnOrInherited(AdditionalFiles, inherited?.AdditionalFiles));
        result.AdditionalFiles.AddRange(AdditionalFilesFactories.SelectMany(factory => factory()));
        result.AnalyzerConfigFiles.AddRange(OwnOrInherited(AnalyzerConfigFiles, inherited?.AnalyzerConfigFiles));
        result.AdditionalReferences.AddRange(OwnOrInherited(AdditionalReferences, inherited?.AdditionalReferences));
        result.ExpectedDiagnostics.AddRange(OwnOrInherited(
            ExpectedDiagnostics,
            inherited?.ExpectedDiagnostics.Where(d => mode == StateInheritanceMode.AutoInheritAll || !fixableDiagnostics.Contains(d.Id))));
        return result;
    }

    /// <summary>A state whose files hold no markup and whose expectations include what the markup said.</summary>
    public SolutionState WithProcessedMarkup(
        MarkupOptions markupOptions,
        DiagnosticDescriptor? defaultDiagnostic,
        ImmutableArray<DiagnosticDescriptor> supportedDiagnostics,
        ImmutableArray<string> fixableDiagnostics,
        string defaultPath)
    {
        if (InheritanceMode != StateInheritanceMode.Explicit)
            throw new InvalidOperationException("Inheritance processing must complete before markup processing.");

        SolutionState result = new(Name, Language, DefaultPrefix, DefaultExtension)
        {
            InheritanceMode = StateInheritanceMode.Explicit,
            MarkupHandling = MarkupMode.None,
            ReferenceAssemblies = ReferenceAssemblies,
            OutputKind = OutputKind,
            DocumentationMode = DocumentationMode,
        };

        MarkupReader markup = new(MarkupHandling ?? MarkupMode.Allow, markupOptions, defaultDiagnostic, supportedDiagnostics, fixableDiagnostics);
        result.Sources.AddRange(Sources.Select(markup.Read));
        result.AdditionalFiles.AddRange(AdditionalFiles.Select(markup.Read));
        result.AnalyzerConfigFiles.AddRange(AnalyzerConfigFiles.Select(markup.Read));
        result.AdditionalReferences.AddRange(AdditionalReferences);
        result.ExpectedDiagnostics.AddRange(ExpectedDiagnostics
            .Select(d => d.WithDefaultPath(defaultPath))
            .Concat(markup.Diagnostics)
            .Select(d => d.WithMarkupLocations(markup.Locations)));
        return result;
    }

    /// <summary>Whether a fix is expected to make this state of another one.</summary>
    internal bool IsStated =>
        InheritanceMode is not null || MarkupHandling is not null || Sources.Count + AdditionalFiles.Count + AnalyzerConfigFiles.Count + AdditionalFilesFactories.Count > 0;

    internal bool HasSameFiles(SolutionState other) =>
        SameFiles(Sources, other.Sources) && SameFiles(AdditionalFiles, other.AdditionalFiles) && SameFiles(AnalyzerConfigFiles, other.AnalyzerConfigFiles);

    private static IEnumerable<T> OwnOrInherited<T>(ICollection<T> own, IEnumerable<T>? inherited) =>
        own.Count > 0 || inherited is null ? own : inherited;

    private static bool SameFiles(SourceFileCollection left, SourceFileCollection right) =>
        left.Count == right.Count && left.Zip(right).All(pair =>
            pair.First.filename == pair.Second.filename && pair.First.content.ToString() == pair.Second.content.ToString());

    private bool HasContentChanges(SolutionState baseState)
    {
        bool inherits = InheritanceMode != StateInheritanceMode.Explicit;
        return Changes(Sources, baseState.Sources)
            || Changes(AdditionalFiles, baseState.AdditionalFiles)
            || Changes(AnalyzerConfigFiles, baseState.AnalyzerConfigFiles)
            || (!(inherits && AdditionalReferences.Count == 0) && !AdditionalReferences.SequenceEqual(baseState.AdditionalReferences));

        bool Changes(SourceFileCollection own, SourceFileCollection other) => !(inherits && own.Count == 0) && !SameFiles(own, other);
    }
}
