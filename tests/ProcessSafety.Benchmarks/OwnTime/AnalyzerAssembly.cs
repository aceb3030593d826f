using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Benchmarks.OwnTime;

/// <summary>Loads the C# analyzers of one assembly, its dependencies from its own folder, the compiler from this tool.</summary>
internal static class AnalyzerAssembly
{
    /// <exception cref="InvalidOperationException">The file holds no C# analyzer, or one that cannot be created.</exception>
    public static ImmutableArray<DiagnosticAnalyzer> Load(string path)
    {
        AnalyzerFileReference reference = new(path, new Loader(path));
        List<string> failures = [];
        reference.AnalyzerLoadFailed += (_, e) => failures.Add(e.Message);
        ImmutableArray<DiagnosticAnalyzer> analyzers = reference.GetAnalyzers(LanguageNames.CSharp);
        if (failures.Count > 0)
        {
            throw new InvalidOperationException($"'{path}' does not load: {failures[0]}");
        }

        return analyzers.IsEmpty ? throw new InvalidOperationException($"'{path}' holds no C# analyzer") : analyzers;
    }

    private sealed class Loader(string path) : IAnalyzerAssemblyLoader
    {
        private readonly Context _context = new(Path.GetDirectoryName(path)!);

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);
    }

    private sealed class Context(string folder) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name)
        {
            string file = Path.Combine(folder, name.Name + ".dll");
            bool isShared = name.Name is "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp"
                || name.Name!.StartsWith("System.", StringComparison.Ordinal);
            return !isShared && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
}
