using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace ProcessSafety.Proofs;

/// <summary>
/// The proofs whose tests are about to run. The runner has a class order its tests when the filter has been applied, and before the
/// first of them runs: nothing else says which programs are needed.
/// </summary>
public sealed class SelectedProofs : ITestCaseOrderer
{
    internal static ImmutableArray<string> Names { get; private set; } = [];

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases) where TTestCase : ITestCase
    {
        TTestCase[] selected = [.. testCases.OrderBy(static testCase => testCase.DisplayName, System.StringComparer.Ordinal)];
        Names = [.. selected.SelectMany(static testCase => testCase.TestMethodArguments ?? []).OfType<string>().Distinct().Order()];
        return selected;
    }
}
