using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Starts;

namespace ProcessSafety.Analyzers.ProcessIO;

internal enum ProcessHazard
{
    /// <summary>Waits for the exit of a child before it reads what the child writes.</summary>
    WaitsBeforeReading,

    /// <summary>Reads one stream to its end before it reads the other.</summary>
    ReadsInTurn,

    /// <summary>Never reads a stream.</summary>
    NeverReads,

    /// <summary>Waits for a child that waits for the end of its input.</summary>
    LeavesInputOpen,

    /// <summary>Writes much to the input before it reads the output.</summary>
    WritesBeforeReading,

    /// <summary>Uses the lines of a stream when the last ones may not have come.</summary>
    LosesLastLines,

    /// <summary>Uses the lines of a stream when the process has exited, and the last ones may not have come.</summary>
    TakesExitForEnd,

    /// <summary>Asks for the exit code of a process that may still run.</summary>
    AsksTooEarly,

    /// <summary>Kills a process alone, and waits for the end of an output that its children may keep open.</summary>
    SparesTheTree,

    /// <summary>Gives up the wait for a process, and leaves it alone.</summary>
    LeavesBehind,

    /// <summary>Limits a wait behind a read that has no limit.</summary>
    LimitsTooLate,

    /// <summary>Reads one stream both by its reader and by events.</summary>
    MixesReads,
}

/// <summary>One thing that goes wrong between this process and a child, in one body.</summary>
/// <param name="Hazard">What goes wrong.</param>
/// <param name="Event">Where: the wait, the read or the write; the start of a stream that is never read.</param>
/// <param name="Others">The other side: the reads that come too late.</param>
/// <param name="Streams">The streams that are concerned.</param>
internal sealed record ProcessFinding(
    ProcessHazard Hazard,
    ProcessEvent Event,
    ImmutableArray<ProcessEvent> Others,
    ImmutableArray<ProcessStream> Streams)
{
    /// <summary>What is reported, for a person the line to change: one finding for each hazard is enough there.</summary>
    public SyntaxNode Place => (Redirect?.Place ?? Event.Operation).Syntax;

    /// <summary>True when all these streams are redirected on every way to the event.</summary>
    public bool IsRedirected { get; init; }

    /// <summary>The start that comes before the event in any case, with nothing between that touches these streams.</summary>
    public IOperation? Start { get; init; }

    /// <summary>A large write to the input that the reads of the output should come before too.</summary>
    public ProcessEvent? Write { get; init; }

    /// <summary>The setting that redirects a stream that is never read.</summary>
    public StartInfoSetting? Redirect { get; init; }

    /// <summary>When a stream is never read, if a parameter decides that.</summary>
    public string? When { get; init; }

    /// <summary>What the starts of the process run; null where that is not known.</summary>
    public QuietStart? Command { get; init; }

    /// <summary>True when lines of the output come as events, so that a wait for the exit waits for their end too.</summary>
    public bool IsReadByEvents { get; init; }

    /// <summary>True for what depends on how much a process prints, or on how long it takes for that.</summary>
    public bool IsAboutAmounts => Hazard is ProcessHazard.WaitsBeforeReading or ProcessHazard.ReadsInTurn or ProcessHazard.NeverReads
        or ProcessHazard.LeavesInputOpen or ProcessHazard.WritesBeforeReading or ProcessHazard.LimitsTooLate;

    /// <summary>What the lines of a stream are kept in.</summary>
    public string? Store { get; init; }
}
