using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <content>What a body does to locks.</content>
internal sealed partial class BodyReader
{
    private void VisitLock(ILockOperation locked)
    {
        Visit(locked.LockedValue);
        ImmutableArray<HeldLock> before = _held;
        Site site = Sites.OfLockHeader(locked);
        Take(new HeldLock(
            site,
            _origin.Of(locked.LockedValue),
            locked.LockedValue.Syntax.ToString(),
            LockKind.Monitor,
            IsBounded: false) { Region = locked.Syntax.Span });
        Visit(locked.Body);
        _held = before;
    }

    /// <summary>True when the call was a use of a lock and nothing more.</summary>
    private bool ReadLockUse(IInvocationOperation invocation)
    {
        if (LockUse.Of(invocation) is not { } use)
        {
            return false;
        }

        string expression = use.Target is null ? string.Empty : Sites.OneLine(use.Target.Syntax.ToString());
        Value target = _origin.Of(use.Target);
        if (use.Action == LockAction.Release)
        {
            int index = _held.Length - 1;
            while (index >= 0 && !_held[index].Is(target, expression))
            {
                index--;
            }

            if (index >= 0)
            {
                _held = _held.RemoveAt(index);
            }
            else if (!use.IsThreadOwned)
            {
                Add(new Signalled(Sites.OfFact(invocation), _guards, _held, target, IsForThisProcess: true));
            }
            else if (!_guards.OnlyOwner)
            {
                Add(new LockReleased(
                    Sites.OfFact(invocation, keepsArguments: use.Kind == LockKind.Monitor),
                    _guards,
                    _held,
                    target,
                    expression));
            }

            return true;
        }

        bool isWait = use.Kind is LockKind.Mutex or LockKind.Semaphore;
        bool isBounded = use.Action == LockAction.TryAcquire;
        if (isWait && !isBounded && _catalogue.Wait(invocation.TargetMethod) is { } model)
        {
            AddWait(invocation, invocation.TargetMethod, model);
        }
        else if (isBounded)
        {
            Add(new Paused(Sites.OfFact(invocation), _guards, _held) { Tried = target });
        }

        Site site = Sites.OfFact(invocation, keepsArguments: use.Kind == LockKind.Monitor);
        Take(new HeldLock(site, target, expression, use.Kind, isBounded));
        return true;
    }

    private void Take(HeldLock taken)
    {
        bool waitsForLock = !taken.IsBounded && taken.Kind is not (LockKind.Mutex or LockKind.Semaphore);
        if (waitsForLock)
        {
            Add(new LockTaken(taken.Site, _guards, _held, taken.Lock));
        }

        _held = _held.Add(taken);
        _taken.Add(taken);
    }

    private static bool CatchesWrongRelease(ICatchClauseOperation handler) =>
        handler.Filter is null
        && (handler.ExceptionType.SpecialType == SpecialType.System_Object
            || handler.ExceptionType.Is(KnownTypes.Exception)
            || handler.ExceptionType.Is(KnownTypes.SystemException)
            || handler.ExceptionType.Is(KnownTypes.ApplicationException)
            || handler.ExceptionType.Is(KnownTypes.SynchronizationLockException))
        && !handler.Handler.Operations.Any(static statement => statement is IThrowOperation);
}
