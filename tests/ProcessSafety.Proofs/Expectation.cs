using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProcessSafety.Proofs;

/// <summary>
/// What a run of a program shows: <c>hang</c>, <c>exit N</c>, or <c>exit N or hang</c> where chance decides, then any number of
/// <c>, stdout TEXT</c> and <c>, stderr TEXT</c>, each of which must occur in that stream, and of <c>, no stdout TEXT</c>, which must not.
/// </summary>
/// <param name="ExitCode">Null for a hang.</param>
/// <param name="MayHang">Whether a hang is as good as the exit.</param>
internal sealed partial record Expectation(
    string Text,
    int? ExitCode,
    bool MayHang,
    ImmutableArray<string> Output,
    ImmutableArray<string> NoOutput,
    ImmutableArray<string> Error)
{
    /// <summary>What the runtime exits with on Windows after an unhandled exception, where Unix has 134 (128 + SIGABRT).</summary>
    private const int UnhandledExceptionOnWindows = unchecked((int)0xE0434352);

    /// <exception cref="InvalidDataException">The text has another form.</exception>
    public static Expectation Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
        {
            throw new InvalidDataException(
                $"'{text}' is not of the form 'hang|exit N[ or hang][, stdout TEXT][, no stdout TEXT][, stderr TEXT]…'.");
        }

        return new Expectation(
            text,
            match.Groups["code"] is { Success: true } code ? int.Parse(code.Value) : null,
            match.Groups["hang"].Success,
            [.. match.Groups["stdout"].Captures.Select(static capture => capture.Value)],
            [.. match.Groups["absent"].Captures.Select(static capture => capture.Value)],
            [.. match.Groups["stderr"].Captures.Select(static capture => capture.Value)]);
    }

    public bool IsMetBy(ChildOutcome outcome) =>
        ((outcome.ExitCode is UnhandledExceptionOnWindows ? 134 : outcome.ExitCode) == ExitCode || (MayHang && outcome.ExitCode is null))
        && OutputAppearsIn(outcome.Output)
        && !NoOutput.Any(unexpected => outcome.Output.Contains(unexpected, StringComparison.Ordinal))
        && Error.All(expected => outcome.Error.Contains(expected, StringComparison.Ordinal));

    public bool OutputAppearsIn(string output) => Output.All(expected => output.Contains(expected, StringComparison.Ordinal));

    [GeneratedRegex(
        @"^(hang|exit (?<code>\d+)(?<hang> or hang)?)"
            + @"(, stdout (?<stdout>.+?)(?=$|, (no )?std(out|err) )"
            + @"|, no stdout (?<absent>.+?)(?=$|, (no )?std(out|err) )"
            + @"|, stderr (?<stderr>.+?)(?=$|, (no )?std(out|err) ))*$")]
    private static partial Regex Form();
}
