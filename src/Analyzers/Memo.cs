using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace ProcessSafety.Analyzers;

/// <summary>
/// One answer that is kept as long as its service, reached when it is first asked for. Who asks meanwhile waits for it. An answer that
/// is canceled is not kept, as Lazy would keep its exception.
/// </summary>
internal sealed class Memo<TValue>
{
    private readonly object _reading = new();
    private readonly Func<CancellationToken, TValue> _answer;
    private StrongBox<TValue>? _kept;

    public Memo(Func<CancellationToken, TValue> answer) => _answer = answer;

    public TValue Get(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _kept) is { } known)
        {
            return known.Value!;
        }

        lock (_reading)
        {
            return (_kept ??= new StrongBox<TValue>(_answer(cancellationToken))).Value!;
        }
    }
}

/// <summary>
/// Answers that are kept as long as their service, one for each key. Two threads that ask at once may both reach it, and get one object:
/// the answer must not depend on who asks, and no budget may have cut it.
/// </summary>
internal sealed class Memo<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _kept;
    private readonly Func<TKey, CancellationToken, TValue> _answer;

    public Memo(Func<TKey, CancellationToken, TValue> answer, IEqualityComparer<TKey>? comparer = null)
    {
        _answer = answer;
        _kept = new ConcurrentDictionary<TKey, TValue>(comparer ?? EqualityComparer<TKey>.Default);
    }

    public TValue Get(TKey key, CancellationToken cancellationToken) =>
        _kept.TryGetValue(key, out TValue? known) ? known : _kept.GetOrAdd(key, _answer(key, cancellationToken));
}

/// <summary>Takes two questions for one when a part of them is equal: the syntax of an operation, or the method of a root.</summary>
internal sealed class SamePart<TKey> : IEqualityComparer<TKey>
{
    private readonly Func<TKey, object> _part;

    public SamePart(Func<TKey, object> part) => _part = part;

    public bool Equals(TKey? left, TKey? right) => left is not null && right is not null && _part(left).Equals(_part(right));

    public int GetHashCode(TKey key) => _part(key).GetHashCode();
}
