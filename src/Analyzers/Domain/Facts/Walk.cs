using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>
/// Walks the calls from one root, nearest first. What lies beyond the budget is unknown and stays silent.
/// </summary>
internal sealed class Walk
{
    private readonly FactStore _facts;
    private readonly ValueBinder _binder;
    private readonly Root _root;
    private readonly Action<IMethodSymbol, ValueList>? _onVirtualCall;
    private readonly CancellationToken _cancellationToken;
    private readonly List<CallPath> _paths = new();
    private readonly Queue<Frame> _open = new();
    private readonly HashSet<Context> _seen = new();

    private Walk(
        FactStore facts,
        ValueBinder binder,
        Root root,
        Action<IMethodSymbol, ValueList>? onVirtualCall,
        CancellationToken cancellationToken)
    {
        _facts = facts;
        _binder = binder;
        _root = root;
        _onVirtualCall = onVirtualCall;
        _cancellationToken = cancellationToken;
    }

    /// <summary>All facts that the root reaches, in order of distance and then of source.</summary>
    /// <param name="steps">The steps of the root's own body to start from.</param>
    /// <param name="onVirtualCall">Told of each virtual call on the root's own object, which derived types may answer.</param>
    public static ImmutableArray<CallPath> From(
        Root root,
        IEnumerable<Step> steps,
        FactStore facts,
        ValueBinder binder,
        CancellationToken cancellationToken,
        Action<IMethodSymbol, ValueList>? onVirtualCall = null)
    {
        Walk walk = new(facts, binder, root, onVirtualCall, cancellationToken);
        Frame start = new(
            root.Method,
            new(root.This, root.Arguments, root.DyingType),
            ImmutableArray<Site>.Empty,
            ImmutableArray<PathLock>.Empty,
            false,
            false);
        if (root.HandedOverAt is { } site)
        {
            start = start with { Hops = ImmutableArray.Create(site) };
        }

        walk.Read(steps, start);
        for (int methods = 0; walk._open.Count > 0 && methods < Budgets.WalkMethods; methods++)
        {
            Frame frame = walk._open.Dequeue();
            MethodFacts body = facts.Of(frame.Method, cancellationToken, root.NamesLocals);
            if (!body.IsIterator || frame.IsEnumerated)
            {
                walk.Read(body.Steps, frame);
            }
        }

        return walk._paths.ToImmutableArray();
    }

    private void Read(IEnumerable<Step> steps, Frame frame)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<PathLock> leftHeld = ImmutableArray<PathLock>.Empty;
        foreach (Step step in steps)
        {
            if ((step.Guards.AfterAwait && !_root.IsEntryPoint)
                || !_binder.CanRun(step.Guards, frame.Bindings, frame.State, _cancellationToken))
            {
                continue;
            }

            Frame here = frame with
            {
                Hops = _root.IsEntryPoint && step.CalledAt is { } called ? frame.Hops.Add(called) : frame.Hops,
                Held = frame.Held.AddRange(leftHeld)
                    .AddRange(step.Held.Select(held => PathLock.Of(held, Bind(held.Lock, frame), frame.Hops.Length))),
                OnlyWhileRunning = frame.OnlyWhileRunning || step.Guards.OnlyWhileRunning,
                Caught = frame.Caught || step.Guards.Caught,
                Certainty = Least(frame.Certainty, step.Guards.Certainty, frame.Hops.IsEmpty ? Certainty.Always : step.Guards.AfterExit),
                AfterExit = frame.Hops.IsEmpty ? step.Guards.AfterExit : frame.AfterExit,
            };
            if (step is Call call)
            {
                leftHeld = Follow(call, frame, here) is { } callee ? AfterCall(callee, call, leftHeld) : leftHeld;
            }
            else
            {
                Add(step, Bind(Subject(step), frame), here);
            }
        }
    }

    /// <summary>Queues the body that a call runs, and returns the frame it runs in; null when it is not followed.</summary>
    private Frame? Follow(Call call, Frame frame, Frame here)
    {
        Value receiver = Bind(call.Receiver, frame);
        ValueList arguments = _binder.Bind(call.Arguments, frame.Bindings, _cancellationToken);
        if (call.IsVirtual && receiver is Value.ThisValue)
        {
            _onVirtualCall?.Invoke(call.Target, arguments);
        }

        if (call.IsDelegate)
        {
            return frame.Hops.Length == Budgets.WalkHops ? null : FollowDelegate(call, receiver, arguments, frame, here);
        }

        if (frame.Hops.Length == Budgets.WalkHops
            || LeadsIntoTheBaseRoot(call, receiver)
            || _binder.Target(call.Target, call.IsVirtual, receiver, _root.DyingType, _cancellationToken) is not { } target)
        {
            return null;
        }

        if (Synchronized.LockOf(target) is { } held)
        {
            Site site = call.Site with { Text = $"{call.Site.Text} → {held.Site.Text}" };
            Value monitor = held.Lock is Value.ThisValue ? receiver : held.Lock;
            Add(new LockTaken(site, call.Guards, call.Held, monitor), monitor, here);
        }

        return Open(target, new(receiver, arguments, _root.DyingType), call.Site, call, frame, here);
    }

    /// <summary>Queues all code that a delegate may run; the frame of the one body when there is only one.</summary>
    private Frame? FollowDelegate(Call call, Value called, ValueList arguments, Frame frame, Frame here)
    {
        ImmutableArray<Value.DelegateValue> targets = _binder.Delegates(called, _cancellationToken);
        Frame? next = null;
        foreach (Value.DelegateValue target in targets)
        {
            bool isNamed = target.Method.MethodKind != MethodKind.AnonymousFunction && target.Method.Name != call.Site.Text;
            Site site = isNamed ? call.Site with { Text = $"{call.Site.Text} → {target.Method.Name}" } : call.Site;
            Frame arm = targets.Length == 1 ? here : here with { Certainty = Least(here.Certainty, Certainty.Sometimes) };
            if (Signals.EndsProcess(target.Method))
            {
                Step end = BodyReader.EndAt(site, call.Guards, call.Held, target.Method);
                Add(end, Bind(Subject(end), frame), arm);
            }

            if (target.Method.DeclaringSyntaxReferences.IsEmpty)
            {
                continue;
            }

            Bindings bindings = new(target.Receiver, arguments, _root.DyingType) { Captured = target.Captured };
            next = Open(target.Method, bindings, site, call, frame, arm);
        }

        return targets.Length == 1 ? next : null;
    }

    private Frame Open(IMethodSymbol target, Bindings bindings, Site site, Call call, Frame frame, Frame here)
    {
        KnownState state = frame.State;
        foreach ((Value condition, bool outcome) in call.Guards.Conditions)
        {
            state = state.With(Bind(condition, frame), outcome);
        }

        Frame next = here with
        {
            Method = target,
            Bindings = bindings,
            Hops = here.Hops.Add(site),
            IsEnumerated = call.IsEnumerated,
            State = state.Below(frame.Method, _cancellationToken).Inside(target, _cancellationToken),
        };
        ValueList heldValues = new(next.Held.Select(static held => held.Lock).ToImmutableArray());
        Certainty certainty = _root.IsEntryPoint ? next.Certainty : Certainty.Always;
        Context context =
            new(next.Hops.FirstOrDefault(), target, next.Bindings, heldValues, certainty, next.State, next.IsEnumerated);
        if (_seen.Add(context))
        {
            _open.Enqueue(next);
        }

        return next;
    }

    /// <summary>The locks that calls in this body have taken and not released, after one more of them.</summary>
    private ImmutableArray<PathLock> AfterCall(Frame callee, Call call, ImmutableArray<PathLock> leftHeld)
    {
        MethodFacts facts = _facts.Of(callee.Method, _cancellationToken, _root.NamesLocals);
        foreach (LockReleased release in facts.Steps.OfType<LockReleased>())
        {
            Value released = Bind(release.Lock, callee);
            leftHeld = leftHeld.RemoveAll(held => held.Lock == released);
        }

        return leftHeld.AddRange(facts.LeftHeld.Select(held =>
            PathLock.Of(held, Bind(held.Lock, callee), callee.Hops.Length - 1) with
            {
                Site = held.Site with { Text = $"{call.Site.Text} → {held.Site.Text}" },
            }));
    }

    /// <summary>In an override, `base.Dispose(disposing)` runs what the base type's finalizer reaches by itself.</summary>
    private bool LeadsIntoTheBaseRoot(Call call, Value receiver) =>
        _root.IsOverride && call.IsBaseCall && receiver is Value.ThisValue && Dispatch.Overrides(_root.Method, call.Target);

    private void Add(Step fact, Value subject, Frame frame)
    {
        bool isHeldAlready = fact is LockTaken && frame.Held.Any(held => held.Lock == subject && subject is not Value.UnknownValue);
        if (!isHeldAlready)
        {
            _paths.Add(new CallPath(_root.Names, frame.Hops, fact, subject, frame.Held, frame.OnlyWhileRunning, frame.Caught)
            {
                Certainty = frame.Certainty,
                AfterExit = frame.AfterExit,
            });
        }
    }

    private static Certainty Least(params Certainty[] certainties) => certainties.Max();

    private Value Bind(Value value, Frame frame) => _binder.Bind(value, frame.Bindings, _cancellationToken);

    private static Value Subject(Step step) => step switch
    {
        LockTaken taken => taken.Lock,
        LockReleased released => released.Lock,
        CollectionChanged changed => changed.Collection,
        TaskCompleted completed => completed.Source,
        Waited wait => wait.Receiver,
        Paused pause => pause.Tried,
        Signalled signal => signal.Subject,
        Polled poll => poll.Flag,
        _ => Value.Unknown,
    };

    /// <summary>What a body is walked in once.</summary>
    private readonly record struct Context(
        Site? First,
        IMethodSymbol Method,
        Bindings Bindings,
        ValueList Held,
        Certainty Certainty,
        KnownState State,
        bool IsEnumerated);

    private sealed record Frame(
        IMethodSymbol Method,
        Bindings Bindings,
        ImmutableArray<Site> Hops,
        ImmutableArray<PathLock> Held,
        bool OnlyWhileRunning,
        bool Caught)
    {
        public bool IsEnumerated { get; init; }

        public KnownState State { get; init; } = KnownState.None;

        public Certainty Certainty { get; init; }

        public Certainty AfterExit { get; init; }
    }
}
