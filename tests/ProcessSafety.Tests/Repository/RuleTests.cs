using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>Descriptors, release rows, options, analyzers, suppressors and fixes are shaped alike and agree with each other.</summary>
public sealed partial class RuleTests
{
    private const string CategoryPrefix = "ProcessSafety.";

    public static TheoryData<string> Ids => [.. Shipped.Descriptors.Select(rule => rule.Id)];

    public static TheoryData<string> Analyzers => [.. Shipped.Analyzers.Select(analyzer => analyzer.GetType().FullName!)];

    public static TheoryData<string> Fixes => [.. Shipped.Fixes.Select(fix => fix.GetType().FullName!)];

    [Fact]
    public void EachRowOfRules_IsSupportedByExactlyOneAnalyzer()
    {
        IEnumerable<DiagnosticDescriptor> rows = typeof(Analyzers.Rules).GetFields(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!);
        IEnumerable<DiagnosticDescriptor> supported = Shipped.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

        Assert.Equal(ById(rows), ById(supported));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_IsWhole(string id)
    {
        DiagnosticDescriptor rule = Rule(id);

        Assert.Matches(@"^PSAFE\d{3}$", rule.Id);
        Assert.StartsWith(CategoryPrefix, rule.Category);
        Assert.True(rule.IsEnabledByDefault);
        Assert.Contains(rule.DefaultSeverity, new[] { DiagnosticSeverity.Warning, DiagnosticSeverity.Info, DiagnosticSeverity.Hidden });
        Assert.Matches(@"^([A-Z]|fork\(\) ).*[^.]$", rule.Title.ToString());
        Assert.Matches(@"^'\{0\}' .*\.$", rule.MessageFormat.ToString());
        Assert.Matches(@"^[A-Z].*\.$", rule.Description.ToString());
    }

    /// <summary>Only the option that has no place is told at the end of a build; it shares its id with the line that has one.</summary>
    [Fact]
    public void Ids_AreOfOneDescriptor_ExceptThatOfOptions()
    {
        DiagnosticDescriptor[] all = [.. Shipped.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)];
        DiagnosticDescriptor option = Assert.Single(all, rule => rule.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd));

        Assert.Equal("PSAFE001", option.Id);
        Assert.Equal(all.Length, Shipped.Descriptors.Length + 1);
        Assert.Equal(Described(Rule(option.Id)), Described(option));

        static (string, LocalizableString, LocalizableString, LocalizableString, DiagnosticSeverity, string) Described(
            DiagnosticDescriptor rule) =>
            (rule.Category, rule.Title, rule.MessageFormat, rule.Description, rule.DefaultSeverity, rule.HelpLinkUri);
    }

    [Fact]
    public void Options_AreDocumented()
    {
        string page = SourceTree.Read("docs/configuration.md");

        Assert.All(
            AnalyzerSettings.Numbers,
            option => Assert.Matches($@"\| `{Regex.Escape(option.Key)}` \|.*\| {option.Default} \|", page));
        Assert.Equal(
            OptionKey()
                .Matches(string.Concat(SourceTree.Files("docs", "*.md").Select(SourceTree.Read)))
                .Select(match => match.Value)
                .Distinct()
                .Order(),
            AnalyzerSettings.Numbers.Select(option => option.Key).Append(AnalyzerSettings.QuietCommands.Key).Order());
    }

    /// <summary>Each preset has its file, which sets every family or none, and says nothing of rules that do not exist.</summary>
    [Fact]
    public void Presets_AreFilesOfThePackage()
    {
        const string Folder = "src/Package/presets/";
        string[] families = [.. Shipped.Descriptors.Select(rule => rule.Category).Distinct().Order(StringComparer.Ordinal)];
        string page = SourceTree.Read("docs/configuration.md");

        Assert.Equal(
            AnalyzerSettings.Presets.Select(preset => $"{Folder}{preset}.globalconfig"),
            SourceTree.Files("src/Package/presets", "*.globalconfig").Order(StringComparer.Ordinal));
        Assert.All(AnalyzerSettings.Presets, preset =>
        {
            string text = SourceTree.Read($"{Folder}{preset}.globalconfig");
            string[] set = [.. Category().Matches(text).Select(match => match.Groups[1].Value)];
            Assert.Equal(preset == "recommended" ? [] : families, set);
            Assert.Subset(
                Shipped.Descriptors.Select(rule => rule.Id).ToHashSet(),
                RuleKey().Matches(text).Select(match => match.Groups[1].Value).ToHashSet());
            Assert.Contains($"`{preset}`", page);
        });
        Assert.Contains($" {RuleKey().Count(SourceTree.Read($"{Folder}minimum.globalconfig"))} rules are warnings", page);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HelpLink_LeadsToThePage(string id)
    {
        string link = Rule(id).HelpLinkUri;

        string version = typeof(Analyzers.Rules).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.EndsWith($"/blob/v{version.Split('+')[0]}/{RulePage.PathOf(id)}", link);
        Assert.True(SourceTree.Exists(RulePage.PathOf(id)), RulePage.PathOf(id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ReleaseRow_EqualsTheDescriptor(string id)
    {
        DiagnosticDescriptor rule = Rule(id);

        ReleaseRow row = Assert.Single(ReleaseRows(), row => row.Id == id);

        Assert.Equal(new ReleaseRow(id, rule.Category, rule.DefaultSeverity.ToString(), rule.Title.ToString()), row);
    }

    [Fact]
    public void ReleaseRows_NameNoUnknownId() =>
        Assert.Empty(ReleaseRows().Select(row => row.Id).Except(Shipped.Descriptors.Select(rule => rule.Id)));

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void Analyzer_IsShapedAsAllAre(string name)
    {
        Type type = Shipped.AnalyzerAssembly.GetType(name, throwOnError: true)!;
        DiagnosticAnalyzerAttribute attribute = type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()!;
        DiagnosticAnalyzer analyzer = Shipped.Analyzers.Single(analyzer => analyzer.GetType() == type);
        string family = Assert.Single(analyzer.SupportedDiagnostics.Select(rule => rule.Category[CategoryPrefix.Length..]).Distinct());

        Assert.True(type is { IsSealed: true, IsPublic: true });
        Assert.Equal(typeof(ProcessSafetyAnalyzer), type.BaseType);
        Assert.Equal([LanguageNames.CSharp], attribute.Languages);
        Assert.Equal($"ProcessSafety.Analyzers.{family}", type.Namespace);
        Assert.InRange(analyzer.SupportedDiagnostics.Length, 1, 3);
        Assert.True(SourceTree.Exists($"src/Analyzers/Rules/{family}/{type.Name}.cs"));
        Assert.Contains(SourceTree.Files($"tests/ProcessSafety.Tests/Rules/{family}", "*Tests.cs"), path => Mentions(path, type));
    }

    /// <summary>
    /// A suppressor takes the word from other packages where a rule here says the contrary; it has that rule's
    /// number and is told on its page.
    /// </summary>
    [Fact]
    public void Suppressors_AreShapedAsAllAre() => Assert.All(Shipped.Suppressors, suppressor =>
    {
        Type type = suppressor.GetType();
        DiagnosticAnalyzerAttribute attribute = type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()!;
        ImmutableArray<SuppressionDescriptor> suppressions = suppressor.SupportedSuppressions;
        string id = Assert.Single(suppressions.Select(suppression => suppression.Id).Distinct());
        DiagnosticDescriptor rule = Rule(id.Replace("PSAFES", "PSAFE", StringComparison.Ordinal));
        string family = rule.Category[CategoryPrefix.Length..];
        string page = SourceTree.Read(RulePage.PathOf(rule.Id));

        Assert.Matches(@"^PSAFES\d{3}$", id);
        Assert.True(type is { IsSealed: true, IsPublic: true });
        Assert.Equal([LanguageNames.CSharp], attribute.Languages);
        Assert.Equal($"ProcessSafety.Analyzers.{family}", type.Namespace);
        Assert.True(SourceTree.Exists($"src/Analyzers/Rules/{family}/{type.Name}.cs"));
        Assert.Contains(SourceTree.Files($"tests/ProcessSafety.Tests/Rules/{family}", "*Tests.cs"), path => Mentions(path, type));
        Assert.Contains(id, page);
        Assert.All(suppressions, suppression => Assert.Matches($@"^{rule.Id} .*\.$", suppression.Justification.ToString()));
        Assert.All(suppressions, suppression => Assert.Contains(suppression.SuppressedDiagnosticId, page));
    });

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Fix_IsShapedAsAllAre(string name)
    {
        Type type = Shipped.FixAssembly.GetType(name, throwOnError: true)!;
        ExportCodeFixProviderAttribute attribute = type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!;
        CodeFixProvider fix = Shipped.Fixes.Single(fix => fix.GetType() == type);
        string family = type.Namespace!["ProcessSafety.CodeFixes.".Length..];

        Assert.True(type is { IsSealed: true, IsPublic: true });
        Assert.Equal([LanguageNames.CSharp], attribute.Languages);
        Assert.NotEmpty(fix.FixableDiagnosticIds);
        Assert.Subset(Shipped.Descriptors.Select(rule => rule.Id).ToHashSet(), fix.FixableDiagnosticIds.ToHashSet());
        Assert.DoesNotContain(type.GetCustomAttributes(), attribute => attribute.GetType().Name == "SharedAttribute");
        Assert.True(SourceTree.Exists($"src/CodeFixes/{family}/{type.Name}.cs"));
        Assert.Contains(SourceTree.Files($"tests/ProcessSafety.Tests/Fixes/{family}", "*Tests.cs"), path => Mentions(path, type));
    }

    private static bool Mentions(string path, Type type) => Regex.IsMatch(SourceTree.Read(path), $@"\b{type.Name}\b");

    private static DiagnosticDescriptor Rule(string id) => Shipped.Descriptors.Single(rule => rule.Id == id);

    private static IEnumerable<DiagnosticDescriptor> ById(IEnumerable<DiagnosticDescriptor> rules) =>
        rules.OrderBy(rule => rule.Id, StringComparer.Ordinal);

    private static IEnumerable<ReleaseRow> ReleaseRows() =>
        from file in new[] { "src/Analyzers/AnalyzerReleases.Shipped.md", "src/Analyzers/AnalyzerReleases.Unshipped.md" }
        from match in Row().Matches(SourceTree.Read(file))
        select new ReleaseRow(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value);

    [GeneratedRegex(@"\bprocess_safety\.[a-z_]+")]
    private static partial Regex OptionKey();

    [GeneratedRegex(@"^dotnet_analyzer_diagnostic\.category-(\S+)\.severity", RegexOptions.Multiline)]
    private static partial Regex Category();

    [GeneratedRegex(@"^dotnet_diagnostic\.(PSAFE\d{3})\.severity", RegexOptions.Multiline)]
    private static partial Regex RuleKey();

    [GeneratedRegex(@"^(PSAFE\d+) *\| *(\S+) *\| *(\S+) *\| *([^\r\n]*[^\s])", RegexOptions.Multiline)]
    private static partial Regex Row();

    private sealed record ReleaseRow(string Id, string Category, string Severity, string Notes);
}
