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
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers;

/// <summary>What is known of one compilation: the only per-compilation root. It lives as long as the compilation does.</summary>
internal sealed class ProcessModel
{
    /// <summary>The models of a compilation by the text of its API files, which hosts may change without a new compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, ProcessModel>> Models = new();

    private readonly ConcurrentDictionary<Type, Lazy<object>> _services = new();

    private ProcessModel(Compilation compilation, ApiCatalogue catalogue)
    {
        Compilation = compilation;
        Catalogue = catalogue;
    }

    public Compilation Compilation { get; }

    public ApiCatalogue Catalogue { get; }

    /// <summary>
    /// The one service of a type, made at the first ask and kept as long as the compilation. Each service tells in its own static Of how
    /// it is made, so that nothing here names them.
    /// </summary>
    public T Get<T>(Func<ProcessModel, T> create)
        where T : class =>
        (T)_services.GetOrAdd(typeof(T), _ => new Lazy<object>(() => create(this))).Value;

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
