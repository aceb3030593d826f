using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Proofs;

/// <summary>
/// Runs the proofs that the tests of this run ask about, before and after the fix, a few at a time; with a filter that may be one.
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
    private readonly ConcurrentDictionary<string, Lazy<Runs>> _runs = new();

    /// <summary>How the program ends as it was written, once for each round.</summary>
    internal Task<ImmutableArray<ChildOutcome>> BeforeAsync(Proof proof) => RunsOf(proof).Before;

    /// <summary>The program after the code fix, or as it was fixed by hand.</summary>
    internal Task<Document> RepairedAsync(Proof proof) => RunsOf(proof).Repaired;

    /// <summary>How the fixed program ends, once for each round.</summary>
    internal Task<ImmutableArray<ChildOutcome>> AfterAsync(Proof proof) => RunsOf(proof).After;

    public void Dispose()
    {
        try
        {
            Task.WaitAll([.. _runs.Values.SelectMany(static runs => new Task[] { runs.Value.Before, runs.Value.After })]);
        }
        catch (AggregateException)
        {
            // The tests have reported it.
        }

        _directory.Delete(recursive: true);
        _turns.Dispose();
    }

    /// <summary>The runs of a proof. The first question starts those of all selected proofs.</summary>
    private Runs RunsOf(Proof proof)
    {
        foreach (string name in SelectedProofs.Names)
        {
            _ = RunsOf(name);
        }

        return RunsOf(proof.Name);
    }

    private Runs RunsOf(string name) => _runs.GetOrAdd(name, key => new Lazy<Runs>(() => Start(Proof.Named(key)))).Value;

    private Runs Start(Proof proof)
    {
        Task<Document> repaired = RepairAsync(proof);
        return new Runs(
            Before: RunAsync(Task.FromResult(ProofWorkspace.Open(proof.Source)), proof.Hazard, proof.Signal, proof.Name + ".before"),
            repaired,
            After: RunAsync(repaired, proof.Fixed, proof.Signal, proof.Name + ".after"));
    }

    private static async Task<Document> RepairAsync(Proof proof) => proof.FixedByHand is { } source
        ? ProofWorkspace.Open(source)
        : await ProofWorkspace.FixAsync(ProofWorkspace.Open(proof.Source), proof.Id, proof.FixKey);

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
