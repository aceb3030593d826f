using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// Every place that belongs to a rule, as docs/writing-a-rule.md lists them. A test of an id names all places that lack it;
/// what the places say is held by <see cref="RuleTests"/> and <see cref="RulePageTests"/>.
/// </summary>
public sealed class RulePlacesTests
{
    private const string Changelog = "CHANGELOG.md";

    private const string Comparison = "docs/comparison.md";

    private const string FixAll = "tests/ProcessSafety.PackageTests/FixAllTests.cs";

    private const string FixTests = "tests/ProcessSafety.Tests/Fixes";

    private const string Proofs = "tests/ProcessSafety.Proofs";

    /// <summary>Rules without a program that shows their hazard, each with its reason.</summary>
    private static readonly Dictionary<string, string> Unproved = new()
    {
        ["PSAFE001"] = "It reports a line of configuration, not a program.",
    };

    /// <summary>Rules that docs/comparison.md leaves out, each with its reason.</summary>
    private static readonly Dictionary<string, string> Uncompared = new()
    {
        ["PSAFE001"] = "It reports the configuration of this package, which no other analyzer reads.",
    };

    /// <summary>The places: what is wanted, and whether the id has it.</summary>
    private static readonly (string Wanted, Func<string, bool> Has)[] Places =
    [
        ("an analyzer that supports it, under src/Analyzers/Rules", static id => Shipped.Descriptors.Any(rule => rule.Id == id)),
        ("a row in src/Analyzers/AnalyzerReleases.Unshipped.md", static id => Releases().Any(file => HasLine(file, $"{id} "))),
        ("a test under tests/ProcessSafety.Tests/Rules that marks it", IsMarked),
        ($"a test of each of its fixes under {FixTests}", static id => Shipped.FixesOf(id).All(IsTested)),
        ($"a program under {Proofs}/Proofs/<ID>", static id => Unproved.ContainsKey(id) || IsProved(id)),
        ($"a row in {Proofs}/README.md (UPDATE=1)", static id => Unproved.ContainsKey(id) || Says($"{Proofs}/README.md", $"| [{id}/")),
        ("a page under docs/rules", static id => SourceTree.Exists(RulePage.PathOf(id))),
        ("a row in docs/rules/README.md (UPDATE=1)", static id => Says("docs/rules/README.md", $"| [{id}]({id}.md) |")),
        ("a row in README.md (UPDATE=1)", static id => Says("README.md", $"| [{id}]({RulePage.PathOf(id)}) |")),
        ($"a row in {Comparison}", static id => Uncompared.ContainsKey(id) || Says(Comparison, $"[{id}](rules/{id}.md)")),
        ($"a mention in {Changelog}", static id => Says(Changelog, id)),
        ($"a line in the list of {FixAll}, as it has a fix with Fix All", static id => !HasFixAll(id) || Says(FixAll, $"(\"{id}\", ")),
    ];

    public static TheoryData<string> Ids => [.. Rows()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_HasEveryPlace(string id)
    {
        string[] lacking = [.. Places.Where(place => !place.Has(id)).Select(place => place.Wanted)];

        // A collection in a message would be cut short.
        Assert.True(lacking.Length == 0, $"{id} lacks\n- {string.Join("\n- ", lacking)}");
    }

    /// <summary>A place that is asked for an id that does not exist says that it lacks it, unless only some rules need it.</summary>
    [Fact]
    public void UnknownId_LacksEveryPlace() => Assert.Equal(
        [$"a test of each of its fixes under {FixTests}", $"a line in the list of {FixAll}, as it has a fix with Fix All"],
        Places.Where(place => place.Has("PSAFE000")).Select(place => place.Wanted));

    [Fact]
    public void Exemptions_AreNeeded()
    {
        Assert.All(Unproved.Concat(Uncompared), exemption => Assert.Contains(exemption.Key, Rows()));
        Assert.DoesNotContain(Unproved.Keys, IsProved);
        Assert.DoesNotContain(Uncompared.Keys, id => Says(Comparison, id));
    }

    /// <summary>The ids in Rules.cs, those without an analyzer too.</summary>
    private static IEnumerable<string> Rows() =>
        typeof(Analyzers.Rules).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Releases() =>
        ["src/Analyzers/AnalyzerReleases.Shipped.md", "src/Analyzers/AnalyzerReleases.Unshipped.md"];

    private static bool HasLine(string file, string begin) =>
        SourceTree.Read(file).Split('\n').Any(line => line.StartsWith(begin, StringComparison.Ordinal));

    private static bool IsMarked(string id) =>
        SourceTree.Files("tests/ProcessSafety.Tests/Rules", "*Tests.cs").Any(path => Says(path, "{|" + id + ":"));

    private static bool IsTested(object fix) =>
        SourceTree.Files(FixTests, "*Tests.cs")
            .Any(path => Regex.IsMatch(SourceTree.Read(path), $@"\b{fix.GetType().Name}\b"));

    private static bool IsProved(string id) => SourceTree.Files($"{Proofs}/Proofs/{id}", "*.cs").Count > 0;

    private static bool HasFixAll(string id) => Shipped.FixesOf(id)
        .Any(fix => fix.GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(FixAllScope.Solution) == true);

    private static bool Says(string path, string text) => SourceTree.Read(path).Contains(text, StringComparison.Ordinal);
}
