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

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>What a delegate that runs in another process uses of this one, across calls.</summary>
internal sealed class ChildCode
{
    private readonly CallTargets _targets;
    private readonly Memo<IMethodSymbol, OutsideUses> _uses;
    private readonly Memo<ChildDelegate, ImmutableArray<ChildUse>> _children;

    public static ChildCode Of(ProcessModel model) => 
        model.Get(static model => new ChildCode(SourceBodies.Of(model), CallTargets.Of(model)));

    private ChildCode(SourceBodies bodies, CallTargets targets)
    {
        _targets = targets;
        _children = new(Walk, new SamePart<ChildDelegate>(static child => (child.Argument.Syntax, child.Code.Syntax)));
        _uses = new(
            (method, cancellationToken) => bodies.Of(method, cancellationToken) is { } body
                ? OutsideUses.Read(body, cancellationToken)
                : OutsideUses.None,
            SymbolEqualityComparer.Default);
    }

    /// <summary>All uses of captured variables, members of a captured `this` and static members, nearest first.</summary>
    public ImmutableArray<ChildUse> Uses(ChildDelegate child, CancellationToken cancellationToken) =>
        _children.Get(child, cancellationToken);

    /// <summary>What the body of a method of this compilation uses.</summary>
    public OutsideUses Of(IMethodSymbol method, CancellationToken cancellationToken) => _uses.Get(method, cancellationToken);

    private ImmutableArray<ChildUse> Walk(ChildDelegate child, CancellationToken cancellationToken)
    {
        ImmutableArray<ChildUse>.Builder found = ImmutableArray.CreateBuilder<ChildUse>();
        Queue<Frame> open = new();
        HashSet<ISymbol> seenOnThis = new(SymbolEqualityComparer.Default);
        HashSet<ISymbol> seenElsewhere = new(SymbolEqualityComparer.Default);
        OutsideUses start = child.Code is IMethodReferenceOperation method
            ? OutsideUses.OfTarget(method)
            : OutsideUses.Read(child.Code, cancellationToken);
        open.Enqueue(new Frame(start, ImmutableArray<Site>.Empty, OnThis: true));
        for (int methods = 0; open.Count > 0 && methods < Budgets.ChildMethods; methods++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Frame frame = open.Dequeue();
            found.AddRange(frame.Body.Uses.Where(use => frame.OnThis || !use.IsOfThis).Select(use => new ChildUse(child, frame.Hops, use)));
            foreach (OutsideCall call in frame.Hops.Length < Budgets.ChildHops ? frame.Body.Calls : ImmutableArray<OutsideCall>.Empty)
            {
                bool onThis = frame.OnThis && call.OnThis;
                if (BodyOf(call, cancellationToken) is var (called, body) && (onThis ? seenOnThis : seenElsewhere).Add(called))
                {
                    open.Enqueue(new Frame(body, frame.Hops.Add(call.Site), onThis));
                }
            }
        }

        return found.ToImmutable();
    }

    private (IMethodSymbol Method, OutsideUses Uses)? BodyOf(OutsideCall call, CancellationToken cancellationToken)
    {
        // What a local function is given is no capture of its own: its declaration is read, parameters included.
        if (call.Target.MethodKind == MethodKind.LocalFunction)
        {
            return _targets.One(call.Operation, cancellationToken) is { } function
                ? (call.Target, OutsideUses.Read(function.Declaration, cancellationToken))
                : null;
        }

        return _targets.MethodOf(call.Operation, cancellationToken) is { } target ? (target, Of(target, cancellationToken)) : null;
    }

    private sealed record Frame(OutsideUses Body, ImmutableArray<Site> Hops, bool OnThis);
}
