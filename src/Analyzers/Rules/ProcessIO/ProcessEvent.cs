using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;

namespace ProcessSafety.Analyzers.ProcessIO;

internal enum ProcessEventKind
{
    Start,

    /// <summary>Begins to read a stream and continues: a task, a thread of its own, Begin…ReadLine.</summary>
    BeginRead,

    /// <summary>Reads a stream to its end before it continues.</summary>
    Drain,

    /// <summary>Reads a part of a stream.</summary>
    ReadSome,

    /// <summary>Reads a stream when the process has exited: in a handler of Exited.</summary>
    ReadLate,

    /// <summary>Hands a stream to code that is not seen, or keeps it.</summary>
    Pass,

    /// <summary>Closes a stream.</summary>
    CloseStream,
    Write,

    /// <summary>Writes as much as it is given: in a loop, from another stream, an array.</summary>
    WriteBulk,

    /// <summary>A handler of OutputDataReceived or ErrorDataReceived.</summary>
    Handle,
    Wait,

    /// <summary>A wait that gives up after a time.</summary>
    TimedWait,

    /// <summary>A loop that asks HasExited.</summary>
    Poll,

    /// <summary>
    /// A wait that ends before the process when a token is canceled, a limit reached or a delay over; it is a <see cref="Wait"/> as well
    /// where it ends with an exception then.
    /// </summary>
    GiveUp,

    /// <summary>Asks HasExited, in no loop.</summary>
    AskExit,

    /// <summary>Asks for the exit code or the exit time.</summary>
    AskResult,

    /// <summary>A handler of Exited.</summary>
    HandleExit,
    Kill,
    Dispose,

    /// <summary>A field or property of this object keeps the Process.</summary>
    Keep,

    /// <summary>The Process goes to code that is not seen.</summary>
    Escape,

    /// <summary>The Process goes to the caller.</summary>
    Return,

    /// <summary>Runs a body of this compilation: what that does to processes it does here.</summary>
    Run,

    /// <summary>The Process, or one of its streams, goes to a method of this compilation.</summary>
    Call,

    /// <summary>Has the exit raised: EnableRaisingEvents is set.</summary>
    Watch,
}

/// <summary>How the operations of a function count in the body around it.</summary>
internal enum ProcessEventMode
{
    /// <summary>They happen in line.</summary>
    Inline,

    /// <summary>They run on their own: reads begin, nothing waits.</summary>
    Begun,

    /// <summary>They run when the process has exited.</summary>
    Late,

    /// <summary>They run for each line of the output: what they do to the input counts.</summary>
    Handler,
}

internal enum ProcessStream
{
    None,
    Output,
    Error,
    Input,

    /// <summary>A reader or writer of which only a parameter or field is known.</summary>
    Itself,
}

/// <summary>Something that one body does to a Process or its streams.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Process">Which process; the reader or writer itself when the stream is <see cref="ProcessStream.Itself"/>.</param>
/// <param name="Stream">Which of its streams.</param>
/// <param name="Operation">The operation that does it.</param>
/// <param name="At">The operation of the body that it happens at: the same one, or the call or lambda that leads to it.</param>
internal sealed record ProcessEvent(ProcessEventKind Kind, ProcessKey Process, ProcessStream Stream, IOperation Operation, IOperation At)
{
    /// <summary>The operation of the innermost body that does it: a start, a wait, a read, whatever calls lead there.</summary>
    public IOperation Source { get; init; } = Operation;

    /// <summary>The calls by which the body comes to the source, the innermost first; none for what the body does itself.</summary>
    public ImmutableArray<CallTarget> Path { get; init; } = ImmutableArray<CallTarget>.Empty;

    /// <summary>Where it is in the order of evaluation, as far as the text tells.</summary>
    public int Position { get; init; } = At.Syntax.Span.End;

    /// <summary>How a body that is run here counts.</summary>
    public ProcessEventMode Mode { get; init; }

    /// <summary>True when the stream is one of several that an expression chooses from.</summary>
    public bool IsChoice { get; init; }

    /// <summary>True for a read that the task of its call stands for: who awaits the task waits for its end.</summary>
    public bool IsOfTask { get; init; }

    /// <summary>True when it happens to each of several streams in turn: in a loop over them.</summary>
    public bool IsOfEach { get; init; }

    /// <summary>True when it need not happen: in a branch of a callee.</summary>
    public bool IsConditional { get; init; }

    /// <summary>True for a wait for what a handler of Exited completes; it knows nothing of the output.</summary>
    public bool IsSignal { get; init; }

    /// <summary>True for a write of constant text that fits into any pipe: a command.</summary>
    public bool IsShort { get; init; }

    /// <summary>The disposal that `using` makes: the declarator or expression that it disposes of.</summary>
    public SyntaxNode? Using { get; init; }

    /// <summary>True for everything that sets out to read the stream or lets others do so.</summary>
    public bool BeginsToRead =>
        Kind is ProcessEventKind.BeginRead or ProcessEventKind.Drain or ProcessEventKind.ReadSome or ProcessEventKind.Pass
            or ProcessEventKind.CloseStream;

    /// <summary>True for everything that shows that the stream is redirected and read, even if late.</summary>
    public bool Reads =>
        Kind is ProcessEventKind.BeginRead or ProcessEventKind.Drain or ProcessEventKind.ReadSome or ProcessEventKind.ReadLate
            or ProcessEventKind.Pass;

    /// <summary>True where others have the process from here on.</summary>
    public bool HandsOver => Kind is ProcessEventKind.Escape or ProcessEventKind.Return;

    /// <summary>True for what a body called here does; its own order is judged there.</summary>
    public bool IsOfCallee => Source != Operation;

    /// <summary>How a process is started, by the calls that lead to it.</summary>
    public StartInfo Told(StartInfos startInfos, CancellationToken cancellationToken) =>
        startInfos.Of((IInvocationOperation)Source, Path, cancellationToken);

    public bool Waits => Kind is ProcessEventKind.Wait or ProcessEventKind.TimedWait or ProcessEventKind.Poll;
}
