using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.CodeFixes.ProcessIO;
using ProcessSafety.Tests.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>
/// Every analyzer and every fix over the programs of all other tests, not only over those written for it. Older compilers take a sample;
/// with EVERY_PROGRAM=1 in the environment they take all.
/// </summary>
public sealed class TestInputTests
{
    private const int OneOf = 4;

    private static readonly bool s_everyProgram = TestHost.IsNewest || Environment.GetEnvironmentVariable("EVERY_PROGRAM") == "1";

    [Fact]
    public void Inputs_AreFound() => Assert.True(TestInputs.All.Length > 100, $"{TestInputs.All.Length} test inputs");

    /// <summary>No analyzer throws, an editor shows of a single file what a build reports, and every fix that is offered changes something.</summary>
    [Fact]
    public async Task EveryProgram_IsAnalysed_Shown_AndFixed()
    {
        HashSet<Type> applied = [];
        foreach (TestInput input in Sample(TestInputs.Sources.Concat(TestInputs.All.Where(input => input.Sources.Length > 1))))
        {
            CSharpCompilation compilation = input.Compile();
            ImmutableArray<Diagnostic> found = input.Sources.Length == 1
                ? await AnalyzerNet.BuildAndLiveAsync(compilation)
                : await AnalyzerNet.BuildAsync(compilation);
            if (found.Any(diagnostic => Shipped.FixesOf(diagnostic.Id).Any()))
            {
                applied.UnionWith((await FixNet.ApplyAllAsync(compilation)).Select(result => result.Fix.GetType()));
            }
        }

        Assert.NotEmpty(applied);
        if (s_everyProgram)
        {
            Assert.Equal(
                Shipped.Fixes.Where(HasPrograms).Select(fix => fix.GetType().Name).Order(StringComparer.Ordinal),
                applied.Select(type => type.Name).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>False for PSAFE720 on a compiler that cannot parse an extension block, in which a package brings what it calls.</summary>
    private static bool HasPrograms(CodeFixProvider fix) =>
        fix is not RunInOneCallFix
        || !CSharpSyntaxTree.ParseText(OneCallSource.Extension, new CSharpParseOptions(LanguageVersion.Preview)).GetDiagnostics().Any();

    private static IEnumerable<TestInput> Sample(IEnumerable<TestInput> inputs) =>
        inputs.Where((_, index) => s_everyProgram || index % OneOf == 0);
}
