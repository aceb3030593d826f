using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>Something that one body does that matters elsewhere: a fact, or a call that may lead to one.</summary>
internal abstract record Step(Site Site, Guards Guards, ImmutableArray<HeldLock> Held)
{
    /// <summary>
    /// The call of a local function or lambda that leads here from the locked region; null when the step is in that region itself.
    /// </summary>
    public Site? InlinedAt { get; init; }

    /// <summary>
    /// The call of a local function or lambda of the same body that leads here; null when the step is in the body itself.
    /// </summary>
    public Site? CalledAt { get; init; }
}

/// <summary>A place in source, and the few words that name it in a path.</summary>
internal sealed record Site(SyntaxTree Tree, TextSpan Span, string Text)
{
    public Location Location => Location.Create(Tree, Span);
}

/// <summary>A lock that is held around a step of the same body.</summary>
/// <param name="Site">Where it was taken.</param>
/// <param name="Lock">What is locked.</param>
/// <param name="Expression">The locked expression's text.</param>
/// <param name="Kind">The kind of lock.</param>
/// <param name="IsBounded">True when taking it could give up.</param>
internal sealed record HeldLock(Site Site, Value Lock, string Expression, LockKind Kind, bool IsBounded)
{
    /// <summary>The whole lock statement; null when separate calls take and release the lock.</summary>
    public TextSpan? Region { get; init; }

    /// <summary>True when the other words or the other value mean this lock.</summary>
    public bool Is(Value other, string otherExpression) =>
        Expression == otherExpression || (Lock == other && other is not Value.UnknownValue);
}

/// <summary>Waits for a lock until it is free.</summary>
internal sealed record LockTaken(Site Site, Guards Guards, ImmutableArray<HeldLock> Held, Value Lock) : Step(Site, Guards, Held);

/// <summary>Releases a thread-owned lock that the same body never takes.</summary>
/// <param name="Expression">The locked expression's text.</param>
internal sealed record LockReleased(
    Site Site,
    Guards Guards,
    ImmutableArray<HeldLock> Held,
    Value Lock,
    string Expression) : Step(Site, Guards, Held);

/// <summary>Adds to, takes from or rearranges a collection that is not thread-safe.</summary>
internal sealed record CollectionChanged(
    Site Site,
    Guards Guards,
    ImmutableArray<HeldLock> Held,
    Value Collection) : Step(Site, Guards, Held);

/// <summary>Waits indefinitely, or for long, for something else than a lock statement's lock.</summary>
/// <param name="Condition">On which objects the wait counts.</param>
/// <param name="Receiver">The object that is waited on.</param>
/// <param name="Member">The method or property that waits.</param>
internal sealed record Waited(
    Site Site,
    Guards Guards,
    ImmutableArray<HeldLock> Held,
    ApiReceiver Condition,
    Value Receiver,
    ISymbol Member) : Step(Site, Guards, Held)
{
    /// <summary>True for a sleep that is long but ends by itself.</summary>
    public bool IsSleep { get; init; }
}

/// <summary>Spins until other code changes something, indefinitely.</summary>
internal sealed record Spun(Site Site, Guards Guards, ImmutableArray<HeldLock> Held) : Step(Site, Guards, Held);

/// <summary>Looks at a flag again and again until it changes.</summary>
internal sealed record Polled(Site Site, Guards Guards, ImmutableArray<HeldLock> Held, Value Flag) : Step(Site, Guards, Held);

/// <summary>Waits for a bounded time.</summary>
internal sealed record Paused(Site Site, Guards Guards, ImmutableArray<HeldLock> Held) : Step(Site, Guards, Held)
{
    /// <summary>The lock that the wait tries to take; unknown for any other wait.</summary>
    public Value Tried { get; init; } = Value.Unknown;
}

/// <summary>Asks other code to continue or to end: cancels, sets an event or a flag, ends a queue or a process.</summary>
/// <param name="Subject">What is cancelled or set.</param>
/// <param name="IsForThisProcess">False for an end of something else, such as a child process or a server.</param>
internal sealed record Signalled(
    Site Site,
    Guards Guards,
    ImmutableArray<HeldLock> Held,
    Value Subject,
    bool IsForThisProcess) : Step(Site, Guards, Held);

/// <summary>Waits for all pending finalizers.</summary>
internal sealed record FinalizersAwaited(Site Site, Guards Guards, ImmutableArray<HeldLock> Held) : Step(Site, Guards, Held);

/// <summary>Completes the task of a TaskCompletionSource.</summary>
internal sealed record TaskCompleted(Site Site, Guards Guards, ImmutableArray<HeldLock> Held, Value Source) : Step(Site, Guards, Held);

/// <summary>Changes something outside of this process, or starts something: what the catalogue calls a side effect.</summary>
/// <param name="Member">The method, constructor or property that the catalogue names.</param>
internal sealed record SideEffect(Site Site, Guards Guards, ImmutableArray<HeldLock> Held, ISymbol Member) : Step(Site, Guards, Held);

/// <summary>Ends the process.</summary>
/// <param name="RunsHandlers">True for Environment.Exit, which runs the exit handlers and waits for them; false for FailFast.</param>
internal sealed record ProcessEnded(Site Site, Guards Guards, ImmutableArray<HeldLock> Held, bool RunsHandlers) : Step(Site, Guards, Held);

/// <summary>Calls code of this compilation.</summary>
/// <param name="Target">Original definition of the method, accessor or constructor that is named.</param>
/// <param name="IsVirtual">True when the receiver's type decides which body runs.</param>
/// <param name="IsBaseCall">True for `base.X(…)`.</param>
internal sealed record Call(
    Site Site,
    Guards Guards,
    ImmutableArray<HeldLock> Held,
    IMethodSymbol Target,
    Value Receiver,
    ValueList Arguments,
    bool IsVirtual,
    bool IsBaseCall) : Step(Site, Guards, Held)
{
    /// <summary>True when the receiver is a delegate, an event or a Lazy, whose code the call runs.</summary>
    public bool IsDelegate { get; init; }

    /// <summary>True when a foreach enumerates what the call returns, and so runs an iterator's body.</summary>
    public bool IsEnumerated { get; init; }
}

/// <summary>What one body does, in source order. Complete, immutable and free of any caller's context.</summary>
/// <param name="Steps">Facts and calls.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="LeftHeld">Locks that it takes and leaves to its caller to release.</param>
/// <param name="IsIterator">True when a call alone runs none of it.</param>
internal sealed record MethodFacts(
    ImmutableArray<Step> Steps,
    ImmutableArray<Value> Returns,
    ImmutableArray<HeldLock> LeftHeld,
    bool IsIterator)
{
    /// <summary>True when the stack was too deep to read the body to its end.</summary>
    public bool IsCut { get; init; }

    /// <summary>These facts and then those, as one body.</summary>
    public MethodFacts Then(MethodFacts next) =>
        next with { Steps = Steps.AddRange(next.Steps), IsCut = IsCut || next.IsCut };

    public static MethodFacts Nothing =>
        new(ImmutableArray<Step>.Empty, ImmutableArray<Value>.Empty, ImmutableArray<HeldLock>.Empty, IsIterator: false);
}
