using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Matches expected with actual diagnostics one to one.</summary>
internal sealed class DiagnosticComparison
{
    private readonly DiagnosticFormatter _formatter;
    private readonly Action<Diagnostic, DiagnosticResult, IVerifier>? _furtherCheck;

    public DiagnosticComparison(ImmutableArray<DiagnosticAnalyzer> analyzers, string defaultPath, Action<Diagnostic, DiagnosticResult, IVerifier>? furtherCheck)
    {
        _formatter = new DiagnosticFormatter(analyzers, defaultPath);
        _furtherCheck = furtherCheck;
    }

    /// <summary>Fails unless every expected diagnostic has an actual one of its own and none is left.</summary>
    public void Verify(IReadOnlyList<Diagnostic> actual, IReadOnlyList<DiagnosticResult> expected, IVerifier verifier)
    {
        if (actual.Count != expected.Count)
        {
            string found = actual.Count == 0 ? "    NONE." : string.Concat(actual.Select(_formatter.Format));
            verifier.Fail(
                $"Mismatch between number of diagnostics returned, expected \"{expected.Count}\" actual \"{actual.Count}\"\n\n" +
                $"Diagnostics:\n{found}\nExpected:\n{string.Concat(expected.Select(_formatter.Format))}");
        }

        int[] partners = Pair(actual, expected);
        for (int i = 0; i < expected.Count; i++)
        {
            if (partners[i] < 0)
            {
                Diagnostic nearest = Enumerable.Range(0, actual.Count)
                    .Where(index => !partners.Contains(index))
                    .Select(index => actual[index])
                    .MinBy(candidate => Differences(candidate, expected[i]).Count())!;
                verifier.Fail(
                    $"{Differences(nearest, expected[i]).First()}\n\n" +
                    $"Expected diagnostic:\n{_formatter.Format(expected[i])}Actual diagnostic:\n{_formatter.Format(nearest)}");
            }

            _furtherCheck?.Invoke(actual[partners[i]], expected[i], verifier);
        }
    }

    /// <summary>For each expected diagnostic the index of its actual one, or -1: a largest matching by augmenting paths.</summary>
    private static int[] Pair(IReadOnlyList<Diagnostic> actual, IReadOnlyList<DiagnosticResult> expected)
    {
        int[] owners = Enumerable.Repeat(-1, actual.Count).ToArray();
        for (int i = 0; i < expected.Count; i++)
            Place(i, new HashSet<int>());

        return Enumerable.Range(0, expected.Count).Select(i => Array.IndexOf(owners, i)).ToArray();

        bool Place(int i, HashSet<int> visited)
        {
            for (int j = 0; j < actual.Count; j++)
            {
                if (Differences(actual[j], expected[i]).Any() || !visited.Add(j))
                    continue;

                if (owners[j] < 0 || Place(owners[j], visited))
                {
                    owners[j] = i;
                    return true;
                }
            }

            return false;
        }
    }

    private static IEnumerable<string> Differences(Diagnostic actual, DiagnosticResult expected)
    {
        if (expected.Id != actual.Id)
            yield return $"Expected diagnostic id to be \"{expected.Id}\" was \"{actual.Id}\"";

        if (!expected.HasLocation)
        {
            if (actual.Location != Location.None)
                yield return "Expected a project diagnostic with no location";
        }
        else
        {
            foreach (string difference in LocationDifferences(actual.Location, expected.Spans[0], "Expected diagnostic"))
                yield return difference;

            if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations))
            {
                foreach (string difference in AdditionalLocationDifferences(actual, expected))
                    yield return difference;
            }
        }

        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) && expected.Severity != actual.Severity)
            yield return $"Expected diagnostic severity to be \"{expected.Severity}\" was \"{actual.Severity}\"";

        if (expected.Message is { } message)
        {
            if (message != actual.GetMessage())
                yield return $"Expected diagnostic message to be \"{message}\" was \"{actual.GetMessage()}\"";
        }
        else if (expected.MessageArguments is { Length: > 0 } arguments
            && !arguments.Select(argument => argument?.ToString() ?? string.Empty).SequenceEqual(actual.MessageArguments()))
        {
            yield return "Expected diagnostic message arguments to match";
        }

        if (expected.IsSuppressed is { } suppressed && suppressed != actual.IsSuppressed)
            yield return "Expected diagnostic suppression state to match";
    }

    private static IEnumerable<string> AdditionalLocationDifferences(Diagnostic actual, DiagnosticResult expected)
    {
        if (actual.AdditionalLocations.Count != expected.Spans.Length - 1)
        {
            yield return $"Expected {expected.Spans.Length - 1} additional locations but got {actual.AdditionalLocations.Count}";
            yield break;
        }

        for (int i = 0; i < actual.AdditionalLocations.Count; i++)
        {
            foreach (string difference in LocationDifferences(actual.AdditionalLocations[i], expected.Spans[i + 1], $"Expected additional location {i}"))
                yield return difference;
        }
    }

    private static IEnumerable<string> LocationDifferences(Location actual, DiagnosticLocation expected, string subject)
    {
        FileLinePositionSpan span = actual.GetLineSpan();
        if (span.Path != expected.Span.Path)
            yield return $"{subject} to be in file \"{expected.Span.Path}\" was actually in file \"{span.Path}\"";

        if (span.StartLinePosition != expected.Span.StartLinePosition)
            yield return $"{subject} to start at \"{expected.Span.StartLinePosition}\" was actually at \"{span.StartLinePosition}\"";

        if (!expected.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength) && span.EndLinePosition != expected.Span.EndLinePosition)
            yield return $"{subject} to end at \"{expected.Span.EndLinePosition}\" was actually at \"{span.EndLinePosition}\"";
    }
}
