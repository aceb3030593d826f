using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// Follows one value backward: through locals, fields, parameters and results of this compilation, to the expressions that it came
/// from. An expression that leads no further is a source itself.
/// </summary>
internal sealed class ValueSources
{
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly CallTargets _targets;
    private readonly Callers _callers;

    public static ValueSources Of(ProcessModel model) => model.Get(static model => new ValueSources(
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        CallTargets.Of(model),
        Callers.Of(model)));

    private ValueSources(SourceBodies bodies, MemberHistories histories, CallTargets targets, Callers callers)
    {
        _bodies = bodies;
        _histories = histories;
        _targets = targets;
        _callers = callers;
    }

    /// <summary>All expressions that the value may be; none when too many lead there to tell.</summary>
    public ImmutableArray<IOperation> Of(IOperation value, CancellationToken cancellationToken)
    {
        ImmutableArray<IOperation>.Builder sources = ImmutableArray.CreateBuilder<IOperation>();
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<IOperation> open = new();
        open.Enqueue(value);
        int followed = 0;
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation current = ValueOrigin.Unwrap(open.Dequeue());
            List<IOperation>? next = Next(current, seen, cancellationToken)?.ToList();
            if (next is null or { Count: 0 })
            {
                sources.Add(current);
                continue;
            }

            if (++followed > Budgets.ValuesFollowed)
            {
                // Where the rest leads is not known, so neither is all that the value may be.
                return ImmutableArray<IOperation>.Empty;
            }

            foreach (IOperation operation in next)
            {
                open.Enqueue(operation);
            }
        }

        return sources.ToImmutable();
    }

    /// <summary>The body that a call runs, when it is written here and no other can run instead.</summary>
    public IOperation? BodyOf(IInvocationOperation call, CancellationToken cancellationToken) =>
        _targets.One(call, cancellationToken)?.Body;

    /// <summary>Where a method, getter, local function or lambda of this compilation is seen to run.</summary>
    public IEnumerable<IOperation> CallsOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.MethodKind != MethodKind.AnonymousFunction ? _callers.RunsOf(method, cancellationToken)
        : _bodies.Of(method, cancellationToken)?.Parent is IAnonymousFunctionOperation lambda ? _callers.RunsOf(lambda, cancellationToken)
        : Enumerable.Empty<IOperation>();

    private IEnumerable<IOperation>? Next(IOperation value, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case ILocalReferenceOperation { Local: var local } when seen.Add(local):
                return new LocalAssignments(LocalAssignments.Outermost(value))
                    .Of(local)
                    ?.SelectMany(assigned => assigned is IForEachLoopOperation loop
                        ? WrittenValues.ElementsOf(loop) ?? new[] { loop.Collection }
                        : assigned is null ? FillsOf(local, value, cancellationToken) : new[] { assigned });
            case IParameterReferenceOperation { Parameter: var parameter } when seen.Add(parameter.OriginalDefinition):
                return _callers.SeenArgumentsFor(parameter, cancellationToken);
            case var _ when WrittenValues.Of(value) is { } written:
                return written;
            case IPropertyReferenceOperation { Property.Name: "Value", Instance: { } lazy } made
                when made.Property.ContainingType.Is(KnownTypes.Lazy) && seen.Add(made.Property):
                return Of(lazy, cancellationToken).SelectMany(creation => WrittenValues.MadeBy(creation)
                    ?? MadeByMethod(creation, cancellationToken));
            case var _ when TaskUse.TaskOf(value) is IInvocationOperation call
                && seen.Add(call.TargetMethod.OriginalDefinition)
                && _targets.One(call, cancellationToken) is { } awaited:
                return WrittenValues.ResultsOf(awaited.Method, awaited.Body);
            case IPropertyReferenceOperation { Property: { GetMethod: { } getter, DeclaringSyntaxReferences.IsEmpty: false } property }
                when !ValueOrigin.IsAutoProperty(property):
                return seen.Add(property.OriginalDefinition) && _bodies.Of(getter.OriginalDefinition, cancellationToken) is { } body
                    ? ControlFlow.ControlFlow.ReturnsOf(body)
                    : null;
            case IMemberReferenceOperation { Member: IFieldSymbol { IsConst: false } or IPropertySymbol } reference
                when !reference.Member.DeclaringSyntaxReferences.IsEmpty && seen.Add(reference.Member.OriginalDefinition):
                return _histories.Assigned(reference.Member, cancellationToken);
            case IInvocationOperation { Arguments: { Length: > 0 } arguments } exchange
                when exchange.TargetMethod.ContainingType.Is(KnownTypes.Interlocked)
                    || exchange.TargetMethod.ContainingType.Is(KnownTypes.Volatile):
                return new[] { arguments[0].Value };
            case IInvocationOperation call
                when seen.Add(call.TargetMethod.OriginalDefinition) && BodyOf(call, cancellationToken) is { } callee:
                return ControlFlow.ControlFlow.ReturnsOf(callee);
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                return new[] { choice.WhenTrue, whenFalse };
            case ICoalesceOperation coalesce:
                return new[] { coalesce.Value, coalesce.WhenNull };
            case IAssignmentOperation assignment:
                return new[] { assignment.Value };
            case IConditionalAccessOperation access:
                return new[] { access.WhenNotNull };
            case IConditionalAccessInstanceOperation instance when ValueOrigin.AccessedObject(instance) is { } accessed:
                return new[] { accessed };
            default:
                return null;
        }
    }

    /// <summary>What a method here puts into a local that it gets as `out`; the local itself when that is not seen.</summary>
    private IEnumerable<IOperation> FillsOf(ILocalSymbol local, IOperation reference, CancellationToken cancellationToken)
    {
        foreach (IArgumentOperation argument in LocalAssignments.Outermost(reference).Descendants().OfType<IArgumentOperation>())
        {
            if (argument is { Parameter: { RefKind: RefKind.Out } parameter, Parent: IInvocationOperation call }
                && SymbolEqualityComparer.Default.Equals(LocalAssignments.LocalOf(argument.Value), local)
                && _targets.One(call, cancellationToken) is { } target
                && LocalAssignments.FillsOf(target.Method.Parameters[parameter.Ordinal], target.Body).ToList() is { Count: > 0 } fills
                && fills.All(static fill => fill is not null))
            {
                return fills.OfType<IOperation>();
            }
        }

        return new[] { reference };
    }

    /// <summary>What the method returns that a Lazy is made with.</summary>
    private IEnumerable<IOperation> MadeByMethod(IOperation lazy, CancellationToken cancellationToken) =>
        lazy is IObjectCreationOperation { Arguments: { Length: > 0 } arguments }
        && ValueOrigin.Unwrap(arguments[0].Value) is IMethodReferenceOperation factory
        && _targets.One(factory, cancellationToken) is { } target
            ? ControlFlow.ControlFlow.ReturnsOf(target.Body)
            : Enumerable.Empty<IOperation>();
}
