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
    /// <summary>Most of the programs sleep now and then; a few share the processors.</summary>
    private const int ProgramsAtOnce = 4;

    /// <summary>Analyzing and compiling use a processor all the time. The programs that run should get theirs.</summary>
    private const int CompilationsAtOnce = 2;

    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("PROOF_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int rounds)
            ? rounds
            : 1;

    private readonly SemaphoreSlim _turns = new(ProgramsAtOnce);
    private readonly SemaphoreSlim _compilations = new(CompilationsAtOnce);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ProcessSafety.Proofs-");
    private readonly ConcurrentDictionary<string, Lazy<Runs>> _runs = new();

    /// <summary>The program as it was written.</summary>
    internal Task<AnalyzedProgram> OriginalAsync(Proof proof) => RunsOf(proof).Original;

    /// <summary>How the program ends as it was written, once for each round.</summary>
    internal Task<ImmutableArray<ChildOutcome>> BeforeAsync(Proof proof) => RunsOf(proof).Before;

    /// <summary>The program after the code fix, or as it was fixed by hand.</summary>
    internal Task<AnalyzedProgram> RepairedAsync(Proof proof) => RunsOf(proof).Repaired;

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
        _compilations.Dispose();
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
        Task<AnalyzedProgram> original = CompilingAsync(() => ProofWorkspace.AnalyzeAsync(ProofWorkspace.Open(proof)));
        Task<AnalyzedProgram> repaired = RepairAsync(proof, original);
        return new Runs(
            original,
            Before: RunAsync(original, proof.Hazard, proof.Signal, proof.Name + ".before"),
            repaired,
            After: RunAsync(repaired, proof.Fixed, proof.Signal, proof.Name + ".after"));
    }

    private async Task<AnalyzedProgram> RepairAsync(Proof proof, Task<AnalyzedProgram> original)
    {
        AnalyzedProgram program = await original;
        return await CompilingAsync(() => proof.FixedByHand is { } source
            ? ProofWorkspace.AnalyzeAsync(ProofWorkspace.Open(proof, source))
            : ProofWorkspace.FixAsync(program, proof.Id, proof.FixKey));
    }

    private async Task<ImmutableArray<ChildOutcome>> RunAsync(
        Task<AnalyzedProgram> analyzed,
        Expectation expectation,
        ProofSignal? signal,
        string folder)
    {
        Document document = (await analyzed).Document;
        string directory = _directory.CreateSubdirectory(folder).FullName;
        string program = await CompilingAsync(() => ProofWorkspace.CompileAsync(document, directory));
        ChildOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Rounds).Select(_ => RunInTurnAsync(program, expectation, signal)));
        return [.. outcomes];
    }

    private async Task<T> CompilingAsync<T>(Func<Task<T>> work)
    {
        await _compilations.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _compilations.Release();
        }
    }

    /// <summary>A program that hangs gives its turn to the next as soon as it stands still.</summary>
    private async Task<ChildOutcome> RunInTurnAsync(string program, Expectation expectation, ProofSignal? signal)
    {
        await _turns.WaitAsync();
        int turns = 1;
        try
        {
            return await ChildProgram.RunAsync(program, expectation, signal, EndTurn);
        }
        finally
        {
            EndTurn();
        }

        void EndTurn()
        {
            if (Interlocked.Exchange(ref turns, 0) == 1)
            {
                _turns.Release();
            }
        }
    }

    private sealed record Runs(
        Task<AnalyzedProgram> Original,
        Task<ImmutableArray<ChildOutcome>> Before,
        Task<AnalyzedProgram> Repaired,
        Task<ImmutableArray<ChildOutcome>> After);
}
