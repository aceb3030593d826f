using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;

namespace ProcessSafety.Tests.Robustness;

/// <summary>What the two shipped assemblies contain, found by reflection, so that a new rule or fix is taken in by itself.</summary>
internal static class Shipped
{
    public static Assembly AnalyzerAssembly { get; } = typeof(ProcessSafetyAnalyzer).Assembly;

    public static Assembly FixAssembly { get; } = Assembly.Load("ProcessSafety.CodeFixes");

    /// <summary>The analyzers that report.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Instances<DiagnosticAnalyzer>(AnalyzerAssembly).Where(analyzer => analyzer is not DiagnosticSuppressor)];

    public static ImmutableArray<DiagnosticSuppressor> Suppressors { get; } = Instances<DiagnosticSuppressor>(AnalyzerAssembly);

    /// <summary>The exported fixes; a review fix that another one offers beside its own is not.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
        [.. Instances<CodeFixProvider>(FixAssembly)
            .Where(fix => fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)];

    /// <summary>A descriptor of every supported id, in their order.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static IEnumerable<CodeFixProvider> FixesOf(string id) => Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id));

    private static ImmutableArray<T> Instances<T>(Assembly assembly) where T : class =>
        [.. assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!)];
}
