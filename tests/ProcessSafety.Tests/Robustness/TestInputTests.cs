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

/// <summary>Every analyzer and every fix over the programs of all other tests, not only over those written for it.</summary>
public sealed class TestInputTests
{
    [Fact]
    public void Inputs_AreFound() => Assert.True(TestInputs.All.Length > 100, $"{TestInputs.All.Length} test inputs");

    [Fact]
    public async Task Analyzers_SurviveEveryProgram()
    {
        foreach (TestInput input in TestInputs.All)
        {
            await AnalyzerNet.BuildAsync(input.Compile());
        }
    }

    [Fact]
    public async Task Build_EqualsLive_OnEverySource()
    {
        foreach (TestInput input in TestInputs.Sources)
        {
            await AnalyzerNet.BuildAndLiveAsync(input.Compile());
        }
    }

    [Fact]
    public async Task Fixes_ChangeEveryProgramTheyOfferToChange()
    {
        HashSet<Type> applied = [];
        foreach (TestInput input in TestInputs.Sources.Concat(TestInputs.All.Where(input => input.Sources.Length > 1)))
        {
            CSharpCompilation compilation = input.Compile();
            ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(compilation);
            if (found.Any(diagnostic => Shipped.FixesOf(diagnostic.Id).Any()))
            {
                applied.UnionWith((await FixNet.ApplyAllAsync(compilation)).Select(result => result.Fix.GetType()));
            }
        }

        Assert.Equal(
            Shipped.Fixes.Where(HasPrograms).Select(fix => fix.GetType().Name).Order(StringComparer.Ordinal),
            applied.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>False for PSAFE720 on a compiler that cannot parse an extension block, in which a package brings what it calls.</summary>
    private static bool HasPrograms(CodeFixProvider fix) =>
        fix is not RunInOneCallFix
        || !CSharpSyntaxTree.ParseText(OneCallSource.Extension, new CSharpParseOptions(LanguageVersion.Preview)).GetDiagnostics().Any();
}
