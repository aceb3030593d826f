using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>The processes of a program that starts itself.</summary>
internal enum LaunchSide
{
    /// <summary>Nobody knows who runs it, or both do.</summary>
    Either,

    Parent,

    Worker,
}

/// <summary>
/// Which code of a program only its workers run, and which only the parent, where the condition that tells them apart is seen and the side
/// of the parent is known:
/// <code>if (args is ["--worker"]) { Work(); return; }    Serve();    // Work is the workers', Serve the parent's</code>
/// </summary>
internal sealed class LaunchSides
{
    private readonly StartUpBodies _startUps;
    private readonly CallTargets _targets;
    private readonly Memo<Reached> _reached;

    public static LaunchSides Of(ProcessModel model) => model.Get(static model => new LaunchSides(
        StartUpBodies.Of(model),
        CallTargets.Of(model)));

    private LaunchSides(StartUpBodies startUps, CallTargets targets)
    {
        (_startUps, _targets) = (startUps, targets);
        _reached = new(Read);
    }

    /// <summary>All that workers alone run, body by body; none where that is not known.</summary>
    public IEnumerable<IOperation> OfWorkers(CancellationToken cancellationToken)
    {
        Reached reached = _reached.Get(cancellationToken);
        return reached.Workers.Where(code => !reached.Parent.ContainsKey(code.Key)).Select(static code => code.Value);
    }

    /// <summary>Who runs a place.</summary>
    public LaunchSide Of(IOperation place, CancellationToken cancellationToken)
    {
        Reached reached = _reached.Get(cancellationToken);
        bool isOfWorkers = reached.Workers.Any(code => Contains(code.Key, place));
        bool isOfParent = reached.Parent.Any(code => Contains(code.Key, place));
        return isOfWorkers == isOfParent ? LaunchSide.Either : isOfWorkers ? LaunchSide.Worker : LaunchSide.Parent;
    }

    private static bool Contains(SyntaxNode code, IOperation place) =>
        code.SyntaxTree == place.Syntax.SyntaxTree && code.Span.Contains(place.Syntax.Span);

    private Reached Read(CancellationToken cancellationToken)
    {
        ImmutableArray<StartUpBody> bodies = _startUps.OfChildren(cancellationToken);
        if (bodies.IsEmpty
            || bodies[bodies.Length - 1].Branch is not { Side: ParentSide.After or ParentSide.WhenTrue or ParentSide.WhenFalse })
        {
            return new Reached(new Dictionary<SyntaxNode, IOperation>(), new Dictionary<SyntaxNode, IOperation>());
        }

        List<IOperation> ofBoth = bodies.SelectMany(static body => Common(body)).ToList();
        StartUpBody last = bodies[bodies.Length - 1];
        return new Reached(
            Reach(ofBoth.Concat(SideOf(last, LaunchSide.Worker)), cancellationToken),
            Reach(ofBoth.Concat(SideOf(last, LaunchSide.Parent)), cancellationToken));
    }

    /// <summary>What every process runs before it is known who is who, and behind a branch that neither leaves.</summary>
    private static IEnumerable<IOperation> Common(StartUpBody body)
    {
        IEnumerable<IOperation> before = body.Statements.TakeWhile(statement => statement != body.Branch?.Statement);
        return body.Branch is { HandedOn: null, Statement: IConditionalOperation choice } branch
            ? before.Append(choice.Condition).Concat(Leaves(choice.WhenTrue) || Leaves(choice.WhenFalse) ? new IOperation[0] : Behind(body))
            : before;
    }

    private static IEnumerable<IOperation> SideOf(StartUpBody body, LaunchSide side)
    {
        if (body.Branch is not { Statement: IConditionalOperation choice } branch)
        {
            yield break;
        }

        bool isParentWhenTrue = branch.Side == ParentSide.WhenTrue;
        IOperation? own = isParentWhenTrue == (side == LaunchSide.Parent) ? choice.WhenTrue : choice.WhenFalse;
        IOperation? other = own == choice.WhenTrue ? choice.WhenFalse : choice.WhenTrue;
        if (own is not null)
        {
            yield return own;
        }

        if (Leaves(other) && !Leaves(own))
        {
            foreach (IOperation statement in Behind(body))
            {
                yield return statement;
            }
        }
    }

    private static IEnumerable<IOperation> Behind(StartUpBody body) =>
        body.Statements.SkipWhile(statement => statement != body.Branch?.Statement).Skip(1);

    /// <summary>True for a side that ends with the body or the process.</summary>
    private static bool Leaves(IOperation? side) => side is not null
        && side.DescendantsAndSelf().Any(static operation => operation is IReturnOperation { IsImplicit: false } or IThrowOperation
            || (operation is IInvocationOperation { TargetMethod: var called } && Signals.EndsProcess(called)));

    /// <summary>Some code with the bodies that it calls, each by its syntax.</summary>
    private Dictionary<SyntaxNode, IOperation> Reach(IEnumerable<IOperation> code, CancellationToken cancellationToken)
    {
        Dictionary<SyntaxNode, IOperation> reached = new();
        Queue<IOperation> open = new(code);
        while (open.Count > 0 && reached.Count < Budgets.WorkerBodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation next = open.Dequeue();
            if (reached.ContainsKey(next.Syntax))
            {
                continue;
            }

            reached.Add(next.Syntax, next);
            foreach (IOperation part in next.DescendantsAndSelf())
            {
                if (part is IInvocationOperation or IObjectCreationOperation or IMethodReferenceOperation or IPropertyReferenceOperation)
                {
                    foreach (CallTarget target in _targets.Of(part, cancellationToken))
                    {
                        open.Enqueue(target.Body);
                    }
                }
            }
        }

        return reached;
    }

    private sealed record Reached(Dictionary<SyntaxNode, IOperation> Workers, Dictionary<SyntaxNode, IOperation> Parent);
}
