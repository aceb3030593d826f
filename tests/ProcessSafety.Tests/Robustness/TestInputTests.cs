using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.CodeFixes.ProcessIO;
using ProcessSafety.Tests.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.Robustness;

/// <summary>
/// Every analyzer and every fix over the programs of all other tests, not only over those written for it; older compilers take a sample.
/// </summary>
public sealed class TestInputTests
{
    private const int OneOf = 4;

    [Fact]
    public void Inputs_AreFound() => Assert.True(TestInputs.All.Length > 100, $"{TestInputs.All.Length} test inputs");

    [Fact]
    public async Task Analyzers_SurviveEveryProgram()
    {
        foreach (TestInput input in Sample(TestInputs.All))
        {
            await AnalyzerNet.BuildAsync(input.Compile());
        }
    }

    [Fact]
    public async Task Build_EqualsLive_OnEverySource()
    {
        foreach (TestInput input in Sample(TestInputs.Sources))
        {
            await AnalyzerNet.BuildAndLiveAsync(input.Compile());
        }
    }

    [Fact]
    public async Task Fixes_ChangeEveryProgramTheyOfferToChange()
    {
        HashSet<Type> applied = [];
        foreach (TestInput input in Sample(TestInputs.Sources.Concat(TestInputs.All.Where(input => input.Sources.Length > 1))))
        {
            CSharpCompilation compilation = input.Compile();
            if ((await AnalyzerNet.BuildAsync(compilation)).Any(diagnostic => Shipped.FixesOf(diagnostic.Id).Any()))
            {
                applied.UnionWith((await FixNet.ApplyAllAsync(compilation)).Select(result => result.Fix.GetType()));
            }
        }

        Assert.NotEmpty(applied);
        if (TestHost.IsNewest)
        {
            Assert.Equal(
                Shipped.Fixes.Select(fix => fix.GetType().Name).Order(StringComparer.Ordinal),
                applied.Select(type => type.Name).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<TestInput> Sample(IEnumerable<TestInput> inputs) =>
        inputs.Where((_, index) => TestHost.IsNewest || index % OneOf == 0);
}
