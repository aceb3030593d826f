using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// Where code of this compilation ends the process, and what it holds meanwhile: no lock is ever released around Environment.Exit.
/// </summary>
internal sealed class ExitLocks
{
    private readonly SourceBodies _bodies;
    private readonly CallTargets _targets;
    private readonly CallerNames _callers;
    private readonly CodeReach _reach;
    private readonly Memo<ImmutableArray<(Value Lock, CallPath Exit)>> _held;

    public static ExitLocks Of(ProcessModel model) => model.Get(static model => new ExitLocks(
        model.Compilation,
        SourceBodies.Of(model),
        CallTargets.Of(model),
        CodeReach.Of(model)));

    private ExitLocks(Compilation compilation, SourceBodies bodies, CallTargets targets, CodeReach reach)
    {
        _bodies = bodies;
        _targets = targets;
        _callers = new CallerNames(compilation, "Environment.Exit");
        _reach = reach;
        _held = new(cancellationToken => Read(cancellationToken).ToImmutableArray());
    }

    /// <summary>The path on which some code calls Environment.Exit while it holds the lock; null when none is seen.</summary>
    public CallPath? ExitUnder(Value locked, CancellationToken cancellationToken) =>
        _held.Get(cancellationToken).Where(held => IsSame(held.Lock, locked)).Select(static held => held.Exit).FirstOrDefault();

    /// <summary>True when a body is seen to come to call Environment.Exit, by calls or by delegates that it is given.</summary>
    public bool MayExit(SyntaxNode body, CancellationToken cancellationToken)
    {
        if (_callers.Names(cancellationToken).Count == 0)
        {
            return false;
        }

        HashSet<SyntaxNode> seen = new() { body };
        Queue<(SyntaxNode Body, int Level)> open = new();
        open.Enqueue((body, 0));
        while (open.Count > 0)
        {
            (SyntaxNode next, int level) = open.Dequeue();
            if (_reach.BodyRoot(next, cancellationToken) is { } root
                && _reach.From(root, root.Facts!.Steps.Select(Here), cancellationToken)
                    .Any(static path => path.Fact is ProcessEnded { RunsHandlers: true }))
            {
                return true;
            }

            foreach (CallTarget target in level < Budgets.ExitDelegates ? Invoked(next, cancellationToken) : Enumerable.Empty<CallTarget>())
            {
                if (seen.Add(target.Declaration.Syntax))
                {
                    open.Enqueue((target.Declaration.Syntax, level + 1));
                }
            }
        }

        return false;
    }

    /// <summary>What the delegates that a body invokes are seen to run.</summary>
    private IEnumerable<CallTarget> Invoked(SyntaxNode body, CancellationToken cancellationToken) =>
        _bodies.Model(body.SyntaxTree)?.GetOperation(body, cancellationToken) is { } operation
            ? operation.Descendants()
                .OfType<IInvocationOperation>()
                .Where(static call => call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: not null })
                .SelectMany(call => _targets.SeenOfDelegate(call.Instance!, call, cancellationToken))
            : Enumerable.Empty<CallTarget>();

    private IEnumerable<(Value Lock, CallPath Exit)> Read(CancellationToken cancellationToken)
    {
        HashSet<SyntaxNode> read = new();
        foreach (SyntaxToken mention in _callers.Names(cancellationToken).SelectMany(name => _callers.Mentions(name, cancellationToken)))
        {
            foreach (SyntaxNode body in CallerNames.BodiesRound(mention.Parent!))
            {
                if (!read.Add(body)
                    || _reach.BodyRoot(body, cancellationToken, namesLocals: true) is not { Facts: { } facts } root
                    || facts.Steps.All(static step => step.Held.IsEmpty))
                {
                    continue;
                }

                foreach (CallPath path in _reach.From(
                    root,
                    facts.Steps.Where(static step => !step.Held.IsEmpty).Select(Here),
                    cancellationToken))
                {
                    foreach (PathLock held in path.Fact is ProcessEnded { RunsHandlers: true } ? path.Held : ImmutableArray<PathLock>.Empty)
                    {
                        yield return (held.Lock, path);
                    }
                }
            }
        }
    }

    private static Step Here(Step step) => step with { Guards = step.Guards with { AfterAwait = false } };

    /// <summary>True for two values that are the same object whenever their owners are.</summary>
    private static bool IsSame(Value left, Value right) => (left, right) switch
    {
        (Value.StaticValue one, Value.StaticValue other) => SymbolEqualityComparer.Default.Equals(one.Member, other.Member),
        (Value.MemberValue one, Value.MemberValue other) => SymbolEqualityComparer.Default.Equals(one.Member, other.Member),
        (Value.LocalValue one, Value.LocalValue other) => SymbolEqualityComparer.Default.Equals(one.Variable, other.Variable),
        (Value.TypeValue or Value.TextValue, _) => left == right,
        _ => false,
    };
}
