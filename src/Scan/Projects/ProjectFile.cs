using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Scan.Projects;

/// <summary>What a compilation takes from one project file.</summary>
internal sealed record ProjectFile(
    string Path,
    string AssemblyName,
    OutputKind Output,
    bool HasNullable,
    bool IsWeb,
    bool IsFramework,
    bool HasImplicitUsings,
    ImmutableArray<string> Symbols,
    ImmutableArray<string> AssemblyAttributes,
    ImmutableArray<string> GlobalUsings,
    ImmutableArray<string> Sources,
    ImmutableArray<string> References,
    ProjectSettings Settings)
{
    /// <summary>
    /// Reads the project at <paramref name="path"/>; <paramref name="below"/> gives the source files below a folder that
    /// belong to no nested project.
    /// </summary>
    public static ProjectFile Read(
        string path,
        ImmutableDictionary<string, string> globals,
        Func<string, IEnumerable<string>> below)
    {
        ProjectEvaluation project = new(path, globals);
        string[] frameworks = $"{project.Property("TargetFramework")};{project.Property(
            "TargetFrameworks")}".Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        TargetFramework framework = TargetFramework.Newest(frameworks) ?? new TargetFramework(project.IsSdkStyle ? "net10.0" : "net48");
        project = new ProjectEvaluation(path, globals.SetItem("TargetFramework", framework.Moniker));

        string folder = System.IO.Path.GetDirectoryName(path)!;
        ImmutableArray<string> sources = [.. Compiled(project, folder, below).Distinct().Order(StringComparer.Ordinal)];
        string[] defined = project.Property("DefineConstants")
            .Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ProjectFile(
            path,
            project.Property("AssemblyName") is { Length: > 0 } name && !name.Contains("$(", StringComparison.Ordinal)
                ? name
                : System.IO.Path.GetFileNameWithoutExtension(path),
            OutputOf(project),
            project.IsTrue("Nullable"),
            project.Sdk.EndsWith(".Web", StringComparison.OrdinalIgnoreCase),
            framework.IsFramework,
            project.IsTrue("ImplicitUsings"),
            [.. defined.Concat(framework.Symbols()).Append("TRACE").Append("RELEASE").Distinct()],
            [.. Attributes(project, framework)],
            [.. project.Items("Using").SelectMany(item => project.List(item, "Include"))],
            sources,
            [.. Referenced(project, folder).Distinct()],
            ProjectSettings.Read(project, folder, sources));
    }

    /// <summary>A project that compiles <paramref name="sources"/> as a library for the newest framework.</summary>
    public static ProjectFile Of(string path, IReadOnlyCollection<string> sources) =>
        new(
            path,
            System.IO.Path.GetFileNameWithoutExtension(path),
            OutputKind.DynamicallyLinkedLibrary,
            HasNullable: true,
            IsWeb: false,
            IsFramework: false,
            HasImplicitUsings: true,
            [.. new TargetFramework("net10.0").Symbols()],
            [],
            [],
            [.. sources],
            [],
            ProjectSettings.Of(System.IO.Path.GetDirectoryName(path)!, sources));

    /// <summary>
    /// What the SDK writes into the assembly of a project for one platform: code analysis reads there where it can run. A project for
    /// .NET Framework, WPF or Windows Forms has references that say it; they are missing here, so an attribute does.
    /// </summary>
    private static IEnumerable<string> Attributes(ProjectEvaluation project, TargetFramework framework)
    {
        string version = project.Property("TargetPlatformVersion");
        if (framework.IsFramework
            || (framework.TargetPlatform(version) is null && (project.IsTrue("UseWPF") || project.IsTrue("UseWindowsForms"))))
        {
            yield return "System.Runtime.Versioning.TargetPlatform(\"Windows7.0\")";
            yield break;
        }

        if (!project.IsTrue("GenerateAssemblyInfo", otherwise: true) || framework.TargetPlatform(version) is not { } target)
        {
            yield break;
        }

        string supported = project.Property("SupportedOSPlatformVersion") is { Length: > 0 } oldest ? oldest : version;
        if (project.IsTrue("GenerateTargetPlatformAttribute", otherwise: true))
        {
            yield return $"System.Runtime.Versioning.TargetPlatform(\"{target}\")";
        }

        if (project.IsTrue("GenerateSupportedOSPlatformAttribute", otherwise: true))
        {
            yield return $"System.Runtime.Versioning.SupportedOSPlatform(\"{framework.TargetPlatform(supported)}\")";
        }
    }

    /// <summary>What the project becomes; the SDKs for web and worker projects make a program where nothing else is said.</summary>
    private static OutputKind OutputOf(ProjectEvaluation project) => project.Property("OutputType").ToUpperInvariant() switch
    {
        "EXE" => OutputKind.ConsoleApplication,
        "WINEXE" => OutputKind.WindowsApplication,
        "" when project.Sdk.EndsWith(".Web", StringComparison.OrdinalIgnoreCase)
            || project.Sdk.EndsWith(".Worker", StringComparison.OrdinalIgnoreCase) => OutputKind.ConsoleApplication,
        _ => OutputKind.DynamicallyLinkedLibrary,
    };

    private static HashSet<string> Compiled(ProjectEvaluation project, string folder, Func<string, IEnumerable<string>> below)
    {
        bool all = project.IsSdkStyle
            && project.IsTrue("EnableDefaultItems", otherwise: true)
            && project.IsTrue("EnableDefaultCompileItems", otherwise: true);
        HashSet<string> sources = all ? [.. below(folder)] : [];
        foreach (ProjectItem item in project.Items("Compile"))
        {
            foreach (Predicate<string> removed in project.List(item, "Remove").Select(pattern => Glob.Matcher(folder, pattern)))
            {
                sources.RemoveWhere(removed);
            }

            List<Predicate<string>> excluded = [.. project.List(item, "Exclude").Select(pattern => Glob.Matcher(folder, pattern))];
            foreach (string source in project.List(item, "Include").SelectMany(pattern => Glob.Expand(folder, pattern)))
            {
                if (source.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && !excluded.Any(e => e(source)))
                {
                    sources.Add(source);
                }
            }
        }

        return sources;
    }

    private static IEnumerable<string> Referenced(ProjectEvaluation project, string folder) =>
        project.Items("ProjectReference")
            .Where(static item => !IsFalse(item, "ReferenceOutputAssembly") && !IsAnalyzer(item))
            .SelectMany(item => project.List(item, "Include"))
            .SelectMany(pattern => Glob.Expand(folder, pattern));

    private static bool IsFalse(ProjectItem item, string metadata) =>
        "false".Equals(Metadata(item, metadata), StringComparison.OrdinalIgnoreCase);

    private static bool IsAnalyzer(ProjectItem item) => Metadata(item, "OutputItemType") == "Analyzer";

    private static string? Metadata(ProjectItem item, string name) =>
        item.Element.Attribute(name)?.Value ?? item.Element.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
