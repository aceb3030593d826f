using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>Where the code of the parent continues, after it is known who is who.</summary>
internal enum ParentSide
{
    Unknown,

    /// <summary>Behind the branch, which a child does not leave.</summary>
    After,

    WhenTrue,

    WhenFalse,

    /// <summary>In a handler or service that the statement runs.</summary>
    Elsewhere,
}

/// <summary>The statement of Main that tells a child from its parent.</summary>
/// <param name="Statement">The statement, in the sequence of those that always run.</param>
/// <param name="Parts">All that its decision is made of; where that is not known, neither is which statement decides.</param>
/// <param name="Side">The parent's side.</param>
internal sealed record ChildModeBranch(IOperation Statement, ModeParts Parts, ParentSide Side)
{
    /// <summary>The start of a worker on whose way the decision lies, when it is in what the statement calls; else null.</summary>
    public CallPath? HandedOn { get; init; }
}

/// <summary>Finds the first statement of Main that decides whether the launch of workers, or their work, runs.</summary>
internal sealed partial class ChildModeBranches
{
    private readonly ChildModes _modes;
    private readonly SourceBodies _bodies;
    private readonly ChildModeHandlers _handlers;

    public static ChildModeBranches Of(ProcessModel model) =>
        model.Get(static model => new ChildModeBranches(
            ChildModes.Of(model),
            ChildModeHandlers.Of(model),
            SourceBodies.Of(model)));

    public ChildModeBranches(ChildModes modes, ChildModeHandlers handlers, SourceBodies bodies)
    {
        _modes = modes;
        _handlers = handlers;
        _bodies = bodies;
    }

    /// <summary>The branch of a Main, or another body of start-up, whose paths are given; null when none is seen.</summary>
    public ChildModeBranch? Of(
        IOperation main,
        IEnumerable<CallPath> paths,
        IReadOnlyList<SelfLaunch> workers,
        CancellationToken cancellationToken)
    {
        if (MarkersOf(workers, cancellationToken) is not { } markers)
        {
            return new ChildModeBranch(main, ModeParts.Unknown, ParentSide.Unknown);
        }

        List<CallPath> starts = paths.Where(path => workers.Any(launch => launch.Is(path.Fact))).ToList();
        List<SelfLaunch> elsewhere = workers.Where(launch => !starts.Any(path => launch.Is(path.Fact))).ToList();
        List<IOperation> statements = Sequence(main).ToList();

        // A parser of this project is walked through to its handlers; they are a branch all the same.
        ChildModeBranch? dispatch = _handlers.ByParser(statements, elsewhere, MarkersOf(elsewhere, cancellationToken)!, cancellationToken)
            ?? _handlers.ByParser(statements, workers, markers, cancellationToken);
        List<ChildModeBranch> marked = statements.Select(statement => statement == dispatch?.Statement
                ? dispatch
                : ByMarker(statement, markers, starts, workers, dispatch is not null, cancellationToken))
            .OfType<ChildModeBranch>()
            .ToList();
        return marked.FirstOrDefault(found => !marked.Any(later => IsOfParentAlone(found, later)))
            ?? (starts.Count > 0
                ? null
                : _handlers.ByService(statements, decision => PartsWithMarker(decision, markers, cancellationToken), cancellationToken))
            ?? starts.Select(start => RoundStart(statements, start, cancellationToken)).FirstOrDefault(static found => found is not null)
            ?? starts.Select(start => ExitBefore(statements, start, cancellationToken)).FirstOrDefault(static found => found is not null);
    }

    /// <summary>
    /// The words that each condition on the mode asks for which decides, in the body around a place, whether the place is reached.
    /// </summary>
    public IEnumerable<ImmutableHashSet<string>> ModesRound(Site place, CancellationToken cancellationToken) =>
        from decision in DecisionsRound(place, cancellationToken)
        let parts = PartsOf(decision, cancellationToken)
        where _modes.ReadsMode(parts)
        select parts.Words;

    private ChildModeBranch? ByMarker(
        IOperation statement,
        HashSet<string> markers,
        IEnumerable<CallPath> starts,
        IEnumerable<SelfLaunch> workers,
        bool hasHandlers,
        CancellationToken cancellationToken)
    {
        foreach (IOperation decision in Decisions(statement))
        {
            if (!(hasHandlers && ChildModeHandlers.IsInHandler(decision))
                && PartsWithMarker(decision, markers, cancellationToken) is { } parts)
            {
                if (starts.FirstOrDefault(start => RunsThroughLambdaRound(decision, start)) is { } handedOn)
                {
                    return new(statement, parts, ParentSide.Unknown) { HandedOn = handedOn };
                }

                ParentSide side = SideOf(statement, starts.FirstOrDefault());
                return new(
                    statement,
                    parts,
                    side != ParentSide.Unknown
                        ? side
                        : IsOfServices(statement, decision) ? ParentSide.Elsewhere : ChosenSide(statement, workers));
            }
        }

        return null;
    }

    /// <summary>True for a choice of services in a delegate that a statement hands to a host.</summary>
    private static bool IsOfServices(IOperation statement, IOperation decision) =>
        statement != decision && statement is not IConditionalOperation && ChildModeHandlers.ChoosesServices(decision);

    /// <summary>What a decision on the mode is made of; null when it does not ask for a marker.</summary>
    private ModeParts? PartsWithMarker(IOperation decision, HashSet<string> markers, CancellationToken cancellationToken) =>
        PartsOf(decision, cancellationToken) is var parts
        && _modes.ReadsMode(parts)
        && (!parts.AreAll || parts.Words.Overlaps(markers)) ? parts : null;

    /// <summary>The words that children get, and the names of the options among them; null when there may be others.</summary>
    private HashSet<string>? MarkersOf(IEnumerable<SelfLaunch> launches, CancellationToken cancellationToken)
    {
        List<ImmutableHashSet<string>?> markers = launches.Select(launch => _modes.MarkersOf(launch, cancellationToken)).ToList();
        return markers.Contains(null) ? null : new(
            markers.SelectMany(static words => words!)
                .SelectMany(static marker => new[] { marker, marker.TrimStart(ChildModes.Prefixes) })
                .Where(static marker => marker.Length > 1),
            StringComparer.Ordinal);
    }

    /// <summary>A statement that starts workers only under a condition on the mode, in Main or in what it calls.</summary>
    private ChildModeBranch? RoundStart(IEnumerable<IOperation> statements, CallPath start, CancellationToken cancellationToken)
    {
        if (statements.FirstOrDefault(statement => Contains(statement, start.First)) is not { } round)
        {
            return null;
        }

        foreach (Site site in start.Hops.Append(start.Fact.Site))
        {
            foreach (IOperation decision in DecisionsRound(site, cancellationToken))
            {
                if (PartsOf(decision, cancellationToken) is var parts
                    && _modes.ReadsMode(parts)
                    && (site != start.First || Contains(round, decision)))
                {
                    return new(round, parts, SideOf(round, start))
                    {
                        HandedOn = Contains(round, decision) && !RunsThroughLambdaRound(decision, start) ? null : start,
                    };
                }
            }
        }

        return null;
    }

    private ChildModeBranch? ExitBefore(IEnumerable<IOperation> statements, CallPath start, CancellationToken cancellationToken)
    {
        foreach (IOperation statement in statements.TakeWhile(statement => !Contains(statement, start.First)).Reverse())
        {
            if (Decisions(statement)
                .FirstOrDefault(decision => decision.Descendants().Any(IsExit)
                    && _modes.ReadsMode(PartsOf(decision, cancellationToken))) is { } decision)
            {
                return new(statement, PartsOf(decision, cancellationToken), SideOf(statement, start));
            }
        }

        return null;
    }

    /// <summary>What chooses between two ways within a statement, with what is chosen.</summary>
    private static IEnumerable<IOperation> Decisions(IOperation statement) => statement.DescendantsAndSelf().Where(IsDecision);

    public static bool IsDecision(IOperation operation) =>
        operation is IConditionalOperation
            or ISwitchOperation
            or ISwitchExpressionOperation
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr };

    private ModeParts PartsOf(IOperation decision, CancellationToken cancellationToken) => decision switch
    {
        IConditionalOperation conditional => _modes.PartsOf(conditional.Condition, cancellationToken),
        IBinaryOperation binary => _modes.PartsOf(binary.LeftOperand, cancellationToken),
        ISwitchOperation choice => _modes.PartsOf(choice.Value, cancellationToken)
            .With(choice.Cases.SelectMany(static section => section.Clauses).SelectMany(static clause => clause.DescendantsAndSelf())),
        ISwitchExpressionOperation choice => _modes.PartsOf(choice.Value, cancellationToken)
            .With(choice.Arms.SelectMany(static arm => arm.Pattern.DescendantsAndSelf())),
        _ => ModeParts.None,
    };

    private static ParentSide SideOf(IOperation statement, CallPath? start) =>
        start is null || statement is not IConditionalOperation branch ? ParentSide.Unknown
        : Contains(branch.WhenTrue, start.First) ? ParentSide.WhenTrue
        : branch.WhenFalse is { } otherwise && Contains(otherwise, start.First) ? ParentSide.WhenFalse
        : branch.WhenTrue.DescendantsAndSelf().Any(IsExit) && branch.WhenFalse is null && start.First.Span.Start > branch.Syntax.Span.End
            ? ParentSide.After
        : ParentSide.Unknown;

    /// <summary>True for an `if` that leaves out, before a branch, what the parent alone is to do, and after which both continue.</summary>
    private static bool IsOfParentAlone(ChildModeBranch earlier, ChildModeBranch branch) =>
        earlier is { Statement: IConditionalOperation { WhenFalse: null } guard, Side: ParentSide.Unknown }
        && branch is { Statement: IConditionalOperation choice, Side: ParentSide.After or ParentSide.WhenTrue or ParentSide.WhenFalse }
        && choice.Syntax.SpanStart > guard.Syntax.SpanStart
        && IsNegated(guard.Condition) == (IsNegated(choice.Condition) ^ branch.Side != ParentSide.WhenTrue)
        && !guard.WhenTrue.DescendantsAndSelf().Any(IsExit);

    private static bool IsNegated(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => !IsNegated(operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } => true,
        IIsPatternOperation { Pattern: INegatedPatternOperation } => true,
        _ => false,
    };

    /// <summary>The side that names the type which launches, a service for example.</summary>
    private static ParentSide ChosenSide(IOperation statement, IEnumerable<SelfLaunch> workers)
    {
        if (statement is not IConditionalOperation branch)
        {
            return ParentSide.Unknown;
        }

        bool whenTrue = workers.Any(launch => Names(branch.WhenTrue, launch));
        bool whenFalse = branch.WhenFalse is { } otherwise && workers.Any(launch => Names(otherwise, launch));
        return whenTrue == whenFalse ? ParentSide.Unknown : whenTrue ? ParentSide.WhenTrue : ParentSide.WhenFalse;
    }

    private static bool Names(IOperation code, SelfLaunch launch) =>
        SourceBodies.Around(launch.Start, CancellationToken.None)?.ContainingType is { } type
        && code.DescendantsAndSelf().Any(part => part switch
        {
            IInvocationOperation call => call.TargetMethod.TypeArguments.Contains(type, SymbolEqualityComparer.Default),
            IObjectCreationOperation creation => SymbolEqualityComparer.Default.Equals(creation.Type, type),
            _ => false,
        });

    private static bool IsExit(IOperation operation) =>
        operation is IReturnOperation { Kind: OperationKind.Return, IsImplicit: false } or IThrowOperation
        || (operation is IInvocationOperation { TargetMethod: var called } && Signals.EndsProcess(called));

    public static bool Contains(IOperation statement, Site site) =>
        statement.Syntax.SyntaxTree == site.Tree && statement.Syntax.Span.Contains(site.Span);

    private static bool Contains(IOperation statement, IOperation part) =>
        statement.Syntax.SyntaxTree == part.Syntax.SyntaxTree && statement.Syntax.Span.Contains(part.Syntax.Span);
}
