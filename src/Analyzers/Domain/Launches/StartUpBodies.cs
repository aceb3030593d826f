using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>One of the bodies that every process of a program runs until it is known who is who.</summary>
/// <param name="Statements">What the body does, in order.</param>
/// <param name="Paths">What the body reaches, from its own places on.</param>
/// <param name="Branch">
/// Its statement that tells a child from its parent, or that runs the body which does; null for a Main in which none is seen.
/// </param>
internal sealed record StartUpBody(ImmutableArray<IOperation> Statements, ImmutableArray<CallPath> Paths, ChildModeBranch? Branch);

/// <summary>
/// Follows Main to the condition that tells a child from its parent, where Main hands its work on.
/// <code>static void Main(string[] args) { OpenLog(); Run(args); }   // Run asks for the arguments</code>
/// </summary>
internal sealed class StartUpBodies
{
    private readonly EntryPoints _entryPoints;
    private readonly SelfLaunches _launches;
    private readonly ChildModes _modes;
    private readonly ChildModeBranches _branches;
    private readonly CodeReach _reach;
    private readonly SourceBodies _bodies;
    private readonly Memo<ImmutableArray<StartUpBody>> _all;
    private readonly Memo<ImmutableArray<StartUpBody>> _ofChildren;

    public static StartUpBodies Of(ProcessModel model) =>
        model.Get(static model => new StartUpBodies(
            EntryPoints.Of(model),
            SelfLaunches.Of(model),
            ChildModes.Of(model),
            ChildModeBranches.Of(model),
            CodeReach.Of(model),
            SourceBodies.Of(model)));

    private StartUpBodies(
        EntryPoints entryPoints,
        SelfLaunches launches,
        ChildModes modes,
        ChildModeBranches branches,
        CodeReach reach,
        SourceBodies bodies)
    {
        (_entryPoints, _launches, _modes, _branches, _reach, _bodies) = (entryPoints, launches, modes, branches, reach, bodies);
        _all = new(FindAll);
        _ofChildren = new(FindOfChildren);
    }

    /// <summary>Main first, and the body with the condition last; none without a worker, or where it is not known what decides.</summary>
    public ImmutableArray<StartUpBody> All(CancellationToken cancellationToken) => _all.Get(cancellationToken);

    private ImmutableArray<StartUpBody> FindAll(CancellationToken cancellationToken) => _entryPoints.Main is null
        ? ImmutableArray<StartUpBody>.Empty
        : Find(_launches.Workers(cancellationToken).ToList(), cancellationToken).ToImmutableArray();

    /// <summary>The same; without a worker, that of a child that this process waits for.</summary>
    public ImmutableArray<StartUpBody> OfChildren(CancellationToken cancellationToken) => _ofChildren.Get(cancellationToken);

    /// <summary>One that this process waits for is its successor all the same, unless the branch asks for the word that it gets.</summary>
    private ImmutableArray<StartUpBody> FindOfChildren(CancellationToken cancellationToken)
    {
        if (_entryPoints.Main is null || _launches.Workers(cancellationToken).Any())
        {
            return All(cancellationToken);
        }

        List<SelfLaunch> children = _launches.All(cancellationToken).Where(static launch => launch.IsAwaited).ToList();
        ImmutableArray<StartUpBody> found = Find(children, cancellationToken).ToImmutableArray();
        return found.LastOrDefault()?.Branch is { Parts.Words: var asked }
            && children.Exists(child => _modes.MarkersOf(child, cancellationToken)?.Overlaps(asked) == true)
                ? found
                : ImmutableArray<StartUpBody>.Empty;
    }

    private IEnumerable<StartUpBody> Find(IReadOnlyList<SelfLaunch> workers, CancellationToken cancellationToken)
    {
        if (_entryPoints.Main is not { } main || workers.Count == 0)
        {
            yield break;
        }

        ImmutableArray<CallPath> paths = _reach.From(main, cancellationToken);
        IOperation? body = _bodies.Of(main.Method, cancellationToken);
        for (int bodies = 0; bodies < Budgets.StartUpBodies && body is not null; bodies++)
        {
            ChildModeBranch? branch = _branches.Of(body, paths, workers, cancellationToken);
            if (branch is { Parts.AreAll: false } || (branch is null && bodies > 0))
            {
                yield break;
            }

            yield return new StartUpBody(ChildModeBranches.Sequence(body).ToImmutableArray(), paths, branch);
            Site? call = branch?.HandedOn?.First;
            body = branch?.HandedOn is { } start ? _branches.BodyBehindFirst(start, cancellationToken) : null;
            paths = paths.Where(path => !path.Hops.IsEmpty && path.Hops[0] == call)
                .Select(static path => path with { Root = path.Root.Add(path.Hops[0].Text), Hops = path.Hops.RemoveAt(0) })
                .ToImmutableArray();
        }
    }
}
