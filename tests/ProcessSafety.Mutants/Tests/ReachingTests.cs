using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ProcessSafety.Mutants.Mutations;
using ProcessSafety.Mutants.Product;

namespace ProcessSafety.Mutants.Tests;

/// <summary>The tests that enter a mutated member, in the order in which a failure is likely to come soon.</summary>
internal sealed partial class ReachingTests(MemberMap members, Coverage coverage, IReadOnlyList<TestCase> tests)
{
    private const int Scouts = 2, SlowMilliseconds = 3000;
    private readonly List<CoveredTest> _tests = tests.Select(test => coverage.Tests.GetValueOrDefault(test.Id))
        .OfType<CoveredTest>()
        .Where(static test => test.Passed)
        .ToList();

    /// <summary>Tests that fail over the instrumented product: they judge no mutant.</summary>
    public IEnumerable<string> LeftOut => tests.Select(test => coverage.Tests.GetValueOrDefault(test.Id))
        .OfType<CoveredTest>()
        .Where(static test => !test.Passed)
        .Select(static test => test.Test.Name);

    /// <summary>Batches: classes named like the file; a few tests of every other class; the others; the slow ones.</summary>
    public IReadOnlyList<IReadOnlyList<CoveredTest>> Of(Mutant mutant)
    {
        HashSet<int> entered = Entered(mutant);
        List<CoveredTest> reaching = _tests.Where(test => entered.Any(id => test.Entered[id])).ToList();
        string[] words = Words(Path.GetFileNameWithoutExtension(mutant.File));
        string family = mutant.File.Split('/')[^2];
        ILookup<bool, CoveredTest> bySpeed = reaching.ToLookup(static test => test.Milliseconds >= SlowMilliseconds);
        List<List<CoveredTest>> classes = bySpeed[false].GroupBy(static test => test.Test.Class)
            .OrderByDescending(tests => Likeness(tests.Key, words, family))
            .Select(static tests => tests.OrderBy(static test => test.Milliseconds).ToList())
            .ToList();
        List<CoveredTest> alike = classes.Where(tests => Likeness(tests[0].Test.Class, words, family) > 0.4).Take(4)
            .SelectMany(static tests => tests)
            .ToList();
        List<CoveredTest> scouts = classes.Where(tests => !alike.Contains(tests[0]))
            .SelectMany(static tests => tests.Take(Scouts))
            .ToList();
        List<CoveredTest>[] batches =
        [
            alike,
            scouts,
            bySpeed[false].Except(alike).Except(scouts).ToList(),
            bySpeed[true].OrderBy(static test => test.Milliseconds).ToList(),
        ];
        return batches.Where(static batch => batch.Count > 0).ToList();
    }

    private HashSet<int> Entered(Mutant mutant)
    {
        if (members.Around(mutant.Node) is not { } member)
        {
            return members.Saying(MemberMap.InitialisedBy(mutant.Node)!);
        }

        HashSet<int> entered = [member.Id];
        foreach (string owner in coverage.Owners.GetValueOrDefault(member.Id, []))
        {
            entered.UnionWith(members.Saying(owner));
            entered.UnionWith(members.All.Where(other => Path.GetFileNameWithoutExtension(other.File).Split('.')[0] == owner)
                .Select(static other => other.Id));
        }

        return entered;
    }

    private static double Likeness(string name, string[] words, string family)
    {
        string[] parts = name.Split('.');
        return (Words(parts[^1]).Intersect(words).Count() / (double)words.Length) + (parts[^2] == family ? 0.1 : 0);
    }

    private static string[] Words(string name) =>
        [.. Word().Matches(name).Select(static match => match.Value).Except(["Analyzer", "Tests"])];

    [GeneratedRegex("[A-Z][a-z]*|[0-9]+")]
    private static partial Regex Word();
}
