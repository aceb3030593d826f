using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;

namespace ProcessSafety.Proofs;

/// <summary>Each program under Proofs/ shows its hazard, is reported, and no longer shows it once it is fixed.</summary>
[TestCaseOrderer("ProcessSafety.Proofs.SelectedProofs", "ProcessSafety.Proofs")]
public sealed class ProofTests(ProofRuns runs, ITestOutputHelper output) : IClassFixture<ProofRuns>
{
    public static TheoryData<string> Names => [.. Proof.All.Where(static proof => proof.RunsHere).Select(static proof => proof.Name)];

    public static TheoryData<string> NamesWithFix =>
        [.. Proof.All.Where(static proof => proof.RunsHere && proof.FixedByHand is null).Select(static proof => proof.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hazard_IsReported(string name)
    {
        Proof proof = Proof.Named(name);

        AnalyzedProgram original = await runs.OriginalAsync(proof);

        Assert.Equal(proof.Also.Add(proof.Id), original.Ids);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hazard_IsSeen(string name)
    {
        Proof proof = Proof.Named(name);

        Assert.All(await runs.BeforeAsync(proof), outcome => AssertMet(proof.Hazard, outcome));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fixed_IsNotReported(string name)
    {
        Proof proof = Proof.Named(name);

        AnalyzedProgram repaired = await runs.RepairedAsync(proof);

        Assert.Subset((ISet<string>)proof.Also, repaired.Ids);
    }

    [Theory]
    [MemberData(nameof(NamesWithFix))]
    public async Task Fixed_KeepsLayout(string name)
    {
        Proof proof = Proof.Named(name);
        AnalyzedProgram original = await runs.OriginalAsync(proof);
        AnalyzedProgram repaired = await runs.RepairedAsync(proof);

        string before = (await original.Document.GetTextAsync()).ToString();
        string after = (await repaired.Document.GetTextAsync()).ToString();

        Assert.Empty(LayoutFaults.Lost(before, after));
        Assert.Empty(proof.Form is ProofForm.Messy ? LayoutFaults.InForeignStyle(before, after) : []);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fixed_HazardIsGone(string name)
    {
        Proof proof = Proof.Named(name);

        Assert.All(await runs.AfterAsync(proof), outcome => AssertMet(proof.Fixed, outcome));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task FixedByHand_OnlyWhereNoFixIsOffered(string name)
    {
        Proof proof = Proof.Named(name);
        AnalyzedProgram original = await runs.OriginalAsync(proof);
        Diagnostic diagnostic = original.Diagnostics.First(diagnostic => diagnostic.Id == proof.Id);

        bool isFixOffered = !(await ProofWorkspace.FixesForAsync(original.Document, diagnostic)).IsEmpty;

        Assert.Equal(proof.FixedByHand is null, isFixOffered);
    }

    /// <summary>What the program printed is shown by <c>dotnet test --logger "console;verbosity=detailed"</c>.</summary>
    private void AssertMet(Expectation expectation, ChildOutcome outcome)
    {
        output.WriteLine(outcome.ToString());
        Assert.True(expectation.IsMetBy(outcome), $"{expectation.Text}, but: {outcome}");
    }
}
