using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Analyzers.Crossing;
using ProcessSafety.Analyzers.Flow;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.Analyzers.Reach;
using ProcessSafety.Analyzers.Reach.Processes;

namespace ProcessSafety.Analyzers;

/// <summary>What is known of one compilation: the only per-compilation root. It lives as long as the compilation does.</summary>
internal sealed class ProcessModel
{
    /// <summary>The models of a compilation by the text of its API files, which hosts may change without a new compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, ProcessModel>> Models = new();

    private ProcessModel(Compilation compilation, ApiCatalogue catalogue)
    {
        Compilation = compilation;
        Catalogue = catalogue;
        Boundaries = new Boundaries(compilation, catalogue);
        Reach = new CodeReach(compilation, catalogue, Boundaries);
        Processes = new ProcessVerdicts(Reach, Flow);
        Payloads = new PayloadGraph(compilation);
    }

    public Compilation Compilation { get; }

    public ApiCatalogue Catalogue { get; }

    public Boundaries Boundaries { get; }

    public CodeReach Reach { get; }

    /// <summary>The control-flow graphs of its bodies, made on demand.</summary>
    public ControlFlow Flow { get; } = new();

    /// <summary>What goes wrong between this process and its children.</summary>
    public ProcessVerdicts Processes { get; }

    /// <summary>What serialisers write.</summary>
    public PayloadGraph Payloads { get; }

    public static ProcessModel For(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        List<SourceText> files = options.AdditionalFiles
            .Where(ApiFile.IsApiFile)
            .Select(file => file.GetText(cancellationToken))
            .OfType<SourceText>()
            .ToList();
        return Models
            .GetValue(compilation, static _ => new(StringComparer.Ordinal))
            .GetOrAdd(
                string.Join("\n", files),
                _ => new ProcessModel(compilation, files.Count == 0 ? ApiCatalogue.BuiltIn : ApiCatalogue.BuiltIn.With(files)));
    }
}
