using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>An analyzer package of others, as it was downloaded: what it reports with its own severities.</summary>
internal sealed partial class ComparedPackage
{
    private static readonly string s_packages = Metadata("NuGetPackageRoot");
    private static readonly Version s_host = typeof(CSharpCompilation).Assembly.GetName().Version!;

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    private ComparedPackage(string id, string version)
    {
        (Id, Version) = (id, version);
        string[] files = Directory.GetFiles(
            Path.Combine(s_packages, id.ToLowerInvariant(), version, "analyzers"), "*.dll", SearchOption.AllDirectories);
        _analyzers =
        [
            .. files.Where(static file => !IsLeftOut().IsMatch(file))
                .GroupBy(static file => Path.GetDirectoryName(file)!)
                .Where(static folder => FloorOf(folder.Key) <= s_host)
                .OrderBy(static folder => FloorOf(folder.Key))
                .Last()
                .Order(StringComparer.Ordinal)
                .SelectMany(static file => Analyzers(Assembly.LoadFrom(file))),
        ];
        Assert.NotEmpty(_analyzers);
    }

    public string Id { get; }

    public string Version { get; }

    /// <summary>The packages that the project file downloads for this: `Id/Version`.</summary>
    public static IEnumerable<ComparedPackage> All() =>
        from package in Metadata("ComparedPackages").Split(';')
        let parts = package.Split('/')
        select new ComparedPackage(parts[0], parts[1]);

    public async Task<ImmutableArray<Diagnostic>> ReportAsync(Compilation compilation) =>
    [
        .. (await compilation.WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync())
            .Where(static found => found.Severity > DiagnosticSeverity.Hidden && found.Id != "AD0001"),
    ];

    private static string Metadata(string key) => typeof(ComparedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    /// <summary>The compiler that the analyzers in a folder ask for at least; any for a folder that does not say it.</summary>
    private static Version FloorOf(string folder) =>
        Floor().Match(folder) is { Success: true } match ? System.Version.Parse(match.Groups[1].Value) : new Version();

    private static IEnumerable<DiagnosticAnalyzer> Analyzers(Assembly assembly) => assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract
            && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    [GeneratedRegex(@"CodeFix|CodeRefactor|[/\\]vb[/\\]|VisualBasic|\.resources\.")]
    private static partial Regex IsLeftOut();

    [GeneratedRegex(@"roslyn(\d+\.\d+)")]
    private static partial Regex Floor();
}
