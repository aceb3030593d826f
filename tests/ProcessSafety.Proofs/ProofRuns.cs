using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Proofs;

/// <summary>
/// Runs every proof before and after its fix, a few at a time, while the tests wait for the one they ask about.
/// The variable PROOF_ROUNDS says how often each program runs; once unless told otherwise.
/// </summary>
public sealed class ProofRuns : IDisposable
{
    /// <summary>Most of the programs sleep or hang; a few share the processors.</summary>
    private const int ProgramsAtOnce = 4;

    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("PROOF_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int rounds)
            ? rounds
            : 1;

    private readonly SemaphoreSlim _turns = new(ProgramsAtOnce);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ProcessSafety.Proofs-");
    private readonly ImmutableDictionary<string, Runs> _runs;

    public ProofRuns() => _runs = Proof.All.Where(static proof => proof.RunsHere).ToImmutableDictionary(
        static proof => proof.Name,
        proof =>
        {
            Task<Document> repaired = RepairAsync(proof);
            return new Runs(
                Before: RunAsync(Task.FromResult(ProofWorkspace.Open(proof.Source)), proof.Hazard, proof.Signal, proof.Name + ".before"),
                repaired,
                After: RunAsync(repaired, proof.Fixed, proof.Signal, proof.Name + ".after"));
        });

    /// <summary>How the program ends as it was written, once for each round.</summary>
    internal Task<ImmutableArray<ChildOutcome>> BeforeAsync(Proof proof) => _runs[proof.Name].Before;

    /// <summary>The program after the code fix, or as it was fixed by hand.</summary>
    internal Task<Document> RepairedAsync(Proof proof) => _runs[proof.Name].Repaired;

    /// <summary>How the fixed program ends, once for each round.</summary>
    internal Task<ImmutableArray<ChildOutcome>> AfterAsync(Proof proof) => _runs[proof.Name].After;

    public void Dispose()
    {
        try
        {
            Task.WaitAll([.. _runs.Values.SelectMany(static runs => new Task[] { runs.Before, runs.After })]);
        }
        catch (AggregateException)
        {
            // The tests have reported it.
        }

        _directory.Delete(recursive: true);
        _turns.Dispose();
    }

    private static async Task<Document> RepairAsync(Proof proof) => proof.FixedByHand is { } source
        ? ProofWorkspace.Open(source)
        : await ProofWorkspace.FixAsync(ProofWorkspace.Open(proof.Source), proof.Id);

    private async Task<ImmutableArray<ChildOutcome>> RunAsync(
        Task<Document> document,
        Expectation expectation,
        ProofSignal? signal,
        string folder)
    {
        string program = await ProofWorkspace.CompileAsync(await document, _directory.CreateSubdirectory(folder).FullName);
        ChildOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Rounds).Select(_ => RunInTurnAsync(program, expectation, signal)));
        return [.. outcomes];
    }

    private async Task<ChildOutcome> RunInTurnAsync(string program, Expectation expectation, ProofSignal? signal)
    {
        await _turns.WaitAsync();
        try
        {
            return await ChildProgram.RunAsync(program, expectation, signal);
        }
        finally
        {
            _turns.Release();
        }
    }

    private sealed record Runs(
        Task<ImmutableArray<ChildOutcome>> Before,
        Task<Document> Repaired,
        Task<ImmutableArray<ChildOutcome>> After);
}
