using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace ProcessSafety.Proofs;

/// <summary>The table of outcomes in README.md has what the headers of the programs say: the tests run each program and hold it.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "<!-- proofs:begin -->\n";
    private const string End = "<!-- proofs:end -->";

    /// <summary><c>UPDATE=1</c> rewrites the table.</summary>
    [Fact]
    public void Generated_TableOfOutcomes()
    {
        string path = Path.Combine(Proof.ProjectDirectory, "README.md");
        string readme = File.ReadAllText(path).ReplaceLineEndings("\n");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        string expected = readme[..begin] + Table() + readme[readme.IndexOf(End, StringComparison.Ordinal)..];

        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            File.WriteAllText(path, readme = expected);
        }

        Assert.Equal(expected, readme);
    }

    private static string Table()
    {
        IEnumerable<string> rows = Proof.All.Select(static proof =>
            $"| [{proof.Name}](Proofs/{proof.Name}.cs) | {ProofForms.WordsOf(proof.Form)} "
            + $"| {proof.Hazard.Text} | {Remedy(proof)} | {proof.Fixed.Text} |\n");
        return "| program | form | as it is | changed by | then |\n|---|---|---|---|---|\n" + string.Concat(rows);
    }

    /// <summary>What made the program that ran the second time: where it was a hand, no fix is offered and none has run.</summary>
    private static string Remedy(Proof proof) =>
        proof.FixedByHand is null ? "code fix" : $"[hand](Proofs/{proof.Name}.Fixed.cs)";
}
