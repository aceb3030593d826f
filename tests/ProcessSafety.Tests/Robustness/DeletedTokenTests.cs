using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using Xunit.Abstractions;

namespace ProcessSafety.Tests.Robustness;

/// <summary>
/// Every test input with one token missing, as it stands while somebody types.
/// A fixed sample runs by default; with EVERY_TOKEN=1 in the environment every token of every input is tried.
/// </summary>
public sealed class DeletedTokenTests(ITestOutputHelper output)
{
    private const int Seed = 20250201;

    private const int AnalyzedPrograms = 1000;

    private const int FixedPrograms = 250;

    private const int CutPrograms = 500;

    private static readonly bool s_everyToken = Environment.GetEnvironmentVariable("EVERY_TOKEN") == "1";

    [Fact]
    public async Task Analyzers_SurviveAMissingToken()
    {
        IReadOnlyList<Deletion> deletions = Deletions(AnalyzedPrograms, salt: 0);
        await Parallel.ForEachAsync(
            deletions,
            (deletion, _) => new ValueTask(AnalyzerNet.BuildAsync(deletion.Compile(), concurrent: false)));

        output.WriteLine($"{deletions.Count} programs");
        Assert.NotEmpty(deletions);
    }

    [Fact]
    public async Task Fixes_SurviveAMissingToken()
    {
        int fixedPrograms = 0;
        await Parallel.ForEachAsync(Deletions(FixedPrograms, salt: 1), async (deletion, _) =>
        {
            CSharpCompilation compilation = deletion.Compile();
            ImmutableArray<Diagnostic> found = await AnalyzerNet.BuildAsync(compilation, concurrent: false);
            if (found.Any(diagnostic => Shipped.FixesOf(diagnostic.Id).Any()) && (await FixNet.ApplyAllAsync(compilation)).Any())
            {
                Interlocked.Increment(ref fixedPrograms);
            }
        });

        output.WriteLine($"{fixedPrograms} programs fixed");
        Assert.NotEqual(0, fixedPrograms);
    }

    [Fact]
    public async Task Analyzers_SurviveAnEndTooSoon() =>
        await Parallel.ForEachAsync(
            Deletions(CutPrograms, salt: 2),
            (deletion, _) => new ValueTask(AnalyzerNet.BuildAsync(deletion.CompileHead(), concurrent: false)));

    private static IReadOnlyList<Deletion> Deletions(int sample, int salt)
    {
        List<Deletion> all = [];
        foreach (TestInput input in TestInputs.Sources)
        {
            SourceText text = SourceText.From(input.Sources[0]);
            all.AddRange(CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()
                .DescendantTokens().Where(token => !token.Span.IsEmpty).Select(token => new Deletion(text, token.Span)));
        }

        if (s_everyToken)
        {
            return all;
        }

        Random random = new(Seed + salt);
        return [.. Enumerable.Range(0, Math.Min(sample, all.Count)).Select(_ => all[random.Next(all.Count)])];
    }

    private sealed record Deletion(SourceText Text, TextSpan Token)
    {
        public CSharpCompilation Compile() => AnalyzerNet.Compile(Text.Replace(Token, "").ToString());

        public CSharpCompilation CompileHead() => AnalyzerNet.Compile(Text.ToString(TextSpan.FromBounds(0, Token.Start)));
    }
}
