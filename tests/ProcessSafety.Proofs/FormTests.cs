using System;
using System.Linq;
using Xunit;

namespace ProcessSafety.Proofs;

/// <summary>Every fix is run on at least three programs: a plain one, one that uses the thing again, and a messy one.</summary>
public sealed class FormTests
{
    public static TheoryData<string> FixableIds =>
        [.. ProofWorkspace.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(FixableIds))]
    public void Fix_ChangesAProgramOfEachForm(string id)
    {
        ProofForm[] lacking = [.. Enum.GetValues<ProofForm>().Except(FormsChangedByFix(id))];

        Assert.True(
            lacking.Length == 0,
            $"The fix of {id} changes no program of the form {string.Join(" or ", lacking.Select(ProofForms.WordsOf))}.");
    }

    private static ProofForm[] FormsChangedByFix(string id) =>
        [.. Proof.All.Where(proof => proof.Id == id && proof.FixedByHand is null).Select(static proof => proof.Form)];
}
