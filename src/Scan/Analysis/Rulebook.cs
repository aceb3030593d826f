using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;

namespace ProcessSafety.Scan.Analysis;

/// <summary>The rules and fixes of the package, from the same assemblies.</summary>
internal static class Rulebook
{
    private static readonly Assembly RuleAssembly = typeof(ProcessSafetyAnalyzer).Assembly;

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Instances<DiagnosticAnalyzer>(RuleAssembly).Where(static analyzer => analyzer is not DiagnosticSuppressor)];

    /// <summary>A descriptor for each id, in order.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Rules { get; } =
        [.. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(static rule => rule.Id)
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    private static readonly ILookup<string, CodeFixProvider> Fixes =
        Instances<CodeFixProvider>(typeof(CodeFixes.Edits.PlaceFix).Assembly)
            .Where(static fix => fix.GetType().IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false))
            .SelectMany(static fix => fix.FixableDiagnosticIds, static (fix, id) => (Id: id, Fix: fix))
            .ToLookup(static pair => pair.Id, static pair => pair.Fix);

    /// <summary>The fixes for a rule.</summary>
    public static IEnumerable<CodeFixProvider> FixesOf(string id) => Fixes[id];

    /// <summary>The version of the rules.</summary>
    public static string Version { get; } = RuleAssembly.GetName().Version!.ToString(3);

    /// <summary>The family of a rule: its category without the name of the package.</summary>
    public static string FamilyOf(DiagnosticDescriptor rule) => rule.Category[(rule.Category.IndexOf('.') + 1)..];

    /// <summary>The rule with that id in any case; null for none.</summary>
    public static DiagnosticDescriptor? Find(string id) =>
        Rules.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<T> Instances<T>(Assembly assembly) => assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(T).IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null)
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static type => (T)Activator.CreateInstance(type)!);
}
