using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>How a root reaches a fact: the calls from the root's own body on, and what the fact means there.</summary>
/// <param name="Root">Names of the root: `~Pool`, or `~Base`, `Dispose` for an override.</param>
/// <param name="Hops">The calls, first to last; empty when the fact is in the root's own body.</param>
/// <param name="Fact">What is reached.</param>
/// <param name="Subject">The lock, collection or task source of the fact, in terms of the root.</param>
/// <param name="Held">Locks that are held at the fact, outermost first.</param>
/// <param name="OnlyWhileRunning">True when a guard keeps the fact from running at shutdown.</param>
/// <param name="Caught">True when a handler on the way catches a wrong release.</param>
internal sealed record CallPath(
    ImmutableArray<string> Root,
    ImmutableArray<Site> Hops,
    Step Fact,
    Value Subject,
    ImmutableArray<PathLock> Held,
    bool OnlyWhileRunning,
    bool Caught)
{
    /// <summary>What the conditions on the way depend on; an earlier end of the root's own body does not count.</summary>
    public Certainty Certainty { get; init; }

    /// <summary>What the conditions depend on under which the root's own body may have ended before.</summary>
    public Certainty AfterExit { get; init; }

    private const string Arrow = " → ";

    /// <summary>The place in the root's own body: the first call, or the fact.</summary>
    public Site First => Hops.IsEmpty ? Fact.Site : Hops[0];

    /// <summary>`~Pool → Return → s_done.WaitOne()`.</summary>
    public string Text => TextTo(Fact.Site, Hops.Length);

    /// <summary>Every further hop and the fact itself; nothing when the fact is in the root's own body.</summary>
    public IEnumerable<Site> Further => Hops.IsEmpty ? Enumerable.Empty<Site>() : Hops.Skip(1).Append(Fact.Site);

    /// <summary>
    /// True when the path takes that lock or tries to, or has taken it at its end: a pair of methods or a scope object then releases it.
    /// </summary>
    public bool Takes(Value locked) => Held.Any(held => held.Lock == locked)
        || (Subject == locked
            && (Fact is LockTaken
                || (locked is not Value.UnknownValue && Fact is Paused or Waited { Member.Name: nameof(WaitHandle.WaitOne) })));

    /// <summary>The path to a lock that is held around the fact.</summary>
    public string TextTo(PathLock held) => TextTo(held.Site, held.Depth);

    private string TextTo(Site end, int depth) =>
        string.Join(Arrow, Root.Concat(Hops.Take(depth).Select(static hop => hop.Text)).Append(end.Text));
}

/// <summary>A lock that a path holds.</summary>
/// <param name="Site">Where it was taken.</param>
/// <param name="Lock">What is locked, in terms of the root.</param>
/// <param name="Kind">The kind of lock.</param>
/// <param name="IsBounded">True when taking it could give up.</param>
/// <param name="Depth">How many calls lie between the root and the place where it was taken.</param>
internal sealed record PathLock(Site Site, Value Lock, LockKind Kind, bool IsBounded, int Depth)
{
    public static PathLock Of(HeldLock held, Value locked, int depth) => new(held.Site, locked, held.Kind, held.IsBounded, depth);
}
