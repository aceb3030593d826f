using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <summary>
/// What the delegates that a walk meets are seen to run: what this compilation assigns to their member, subscribes to their event, or
/// passes to the constructor or method that stores them. What other code gives them is not known.
/// </summary>
internal sealed class DelegateTargets
{
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;
    private readonly Memo<ISymbol, ImmutableArray<Gift>> _given;

    public static DelegateTargets Of(ProcessModel model) =>
        model.Get(static model => new DelegateTargets(SourceBodies.Of(model), MemberHistories.Of(model), Callers.Of(model)));

    private DelegateTargets(SourceBodies bodies, MemberHistories histories, Callers callers)
    {
        _bodies = bodies;
        _histories = histories;
        _callers = callers;
        _given = new(Read, SymbolEqualityComparer.Default);
    }

    /// <summary>
    /// The code that a delegate may run, in terms of the root; none when there is too much of it, or it is handed on too often.
    /// </summary>
    public ImmutableArray<Value.DelegateValue> Of(Value called, ValueBinder binder, CancellationToken cancellationToken)
    {
        HashSet<Value> seen = new();
        List<Value.DelegateValue> targets = new();
        List<Value> open = new() { called };
        for (int handOvers = 0; open.Count > 0; handOvers++)
        {
            if (handOvers > Budgets.HandOvers || targets.Count > Budgets.DelegateTargets)
            {
                return ImmutableArray<Value.DelegateValue>.Empty;
            }

            List<Value> next = new();
            foreach (Value value in open.SelectMany(Parts).Where(seen.Add))
            {
                switch (value)
                {
                    case Value.DelegateValue target:
                        targets.Add(target);
                        break;
                    case Value.CreatedValue { Constructor: null, Arguments: var arguments }
                        when arguments[0] is Value.DelegateValue factory:
                        targets.Add(factory);
                        break;
                    case Value.DerivedValue { Source: var collection }:
                        next.AddRange(Bound(collection, ofItems: true, binder, cancellationToken));
                        break;
                    default:
                        next.AddRange(Bound(value, ofItems: false, binder, cancellationToken));
                        break;
                }
            }

            open = next;
        }

        // The order of files must not choose the path that is reported.
        return targets
            .OrderBy(static target => target.Method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static target => target.Method.Locations[0].SourceSpan.Start)
            .ToImmutableArray();
    }

    /// <summary>What is seen to be given to a member or parameter, or put into it, in terms of the root.</summary>
    private IEnumerable<Value> Bound(Value held, bool ofItems, ValueBinder binder, CancellationToken cancellationToken)
    {
        (ISymbol? holder, Value owner) = held switch
        {
            Value.StaticValue { Member: var member } => (member, Value.Living),
            Value.MemberValue { Member: var member, Owner: var of } => (member, of),
            _ => ((ISymbol?)null, Value.Unknown),
        };
        if (holder is null)
        {
            yield break;
        }

        foreach (Gift gift in ofItems ? Items(holder, cancellationToken) : Given(holder, cancellationToken))
        {
            Value self = gift.Giver switch { Giver.Owner => owner, Giver.OwnerOfTheOwner => Value.Unknown, _ => Value.Living };
            foreach (Value value in Parts(new ValueOrigin(gift.Method, LocalAssignments.Outermost(gift.Value)).Of(gift.Value)))
            {
                yield return value is Value.ParameterValue { Ordinal: var ordinal } && gift.Method is { } method
                    ? new Value.MemberValue(self, method.Parameters[ordinal].OriginalDefinition)
                    : binder.Bind(value, new Bindings(self, FromElsewhere(gift.Method), null), cancellationToken);
            }
        }
    }

    /// <summary>What a method is given comes from outside of the object that keeps the delegate: it may be alive.</summary>
    private static ValueList FromElsewhere(IMethodSymbol? method) =>
        new((method?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty).Select(static _ => Value.Living).ToImmutableArray());

    private static IEnumerable<Value> Parts(Value value) =>
        value is Value.EitherValue either ? Parts(either.Left).Concat(Parts(either.Right)) : new[] { value };

    private ImmutableArray<Gift> Given(ISymbol holder, CancellationToken cancellationToken) =>
        _given.Get(holder.OriginalDefinition, cancellationToken);

    private ImmutableArray<Gift> Read(ISymbol definition, CancellationToken cancellationToken) => (definition switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => Arguments(method, parameter, cancellationToken),
        IEventSymbol raised => Handlers(raised, cancellationToken),
        IPropertySymbol property when ValueOrigin.PositionalParameter(property) is { } positional =>
            Arguments((IMethodSymbol)positional.ContainingSymbol, positional, cancellationToken)
                .Concat(Assigned(definition, cancellationToken)),
        _ => Assigned(definition, cancellationToken),
    }).ToImmutableArray();

    private IEnumerable<Gift> Assigned(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Assigned(member, cancellationToken).Select(value => new Gift(value, GiverOf(value)));

    private IEnumerable<Gift> Arguments(IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        foreach (IOperation? call in _callers.Calls(method, cancellationToken))
        {
            (ImmutableArray<IArgumentOperation> arguments, Giver giver) = call switch
            {
                IInvocationOperation invocation => (invocation.Arguments, IsThis(invocation.Instance) ? Giver.Owner : Giver.Other),
                IObjectCreationOperation creation =>
                    (creation.Arguments, IsKeptByItsMaker(creation) ? Giver.OwnerOfTheOwner : Giver.Other),
                _ => (ImmutableArray<IArgumentOperation>.Empty, Giver.Other),
            };
            if (arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value is { } value)
            {
                yield return new Gift(value, giver);
            }
        }
    }

    /// <summary>The delegates that are put into a collection: `_startUp.Add(action)`.</summary>
    private IEnumerable<Gift> Items(ISymbol collection, CancellationToken cancellationToken)
    {
        foreach ((SimpleNameSyntax name, SemanticModel model) in _histories.Mentions(collection, cancellationToken))
        {
            ExpressionSyntax holder = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (holder.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } method
                && method.Expression == holder
                && model.GetOperation(call, cancellationToken) is IInvocationOperation { Instance: { } instance } invocation
                && invocation.Arguments.LastOrDefault(static argument => argument.Value.Type?.TypeKind == TypeKind.Delegate) is { } item)
            {
                bool isOwn = ValueOrigin.Unwrap(instance) is IMemberReferenceOperation { Instance: var owner } && IsThis(owner);
                yield return new Gift(item.Value, isOwn ? Giver.Owner : Giver.Other);
            }
        }
    }

    private IEnumerable<Gift> Handlers(IEventSymbol raised, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in raised.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } initial }
                && _bodies.Model(reference.SyntaxTree)?.GetOperation(initial, cancellationToken) is { } value)
            {
                yield return new Gift(value, Giver.Owner);
            }
        }

        foreach ((SimpleNameSyntax name, SemanticModel model) in _histories.Mentions(raised, cancellationToken))
        {
            if (name.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment
                && assignment.Left.Span.Contains(name.Span)
                && model.GetOperation(assignment, cancellationToken) is IEventAssignmentOperation { Adds: true } subscription)
            {
                bool isOwn = subscription.EventReference is IEventReferenceOperation { Instance: var instance } && IsThis(instance);
                yield return new Gift(subscription.HandlerValue, isOwn ? Giver.Owner : Giver.Other);
            }
        }
    }

    private static Giver GiverOf(IOperation value)
    {
        IOperation assigned = value;
        while (assigned.Parent is not (null or IAssignmentOperation or IVariableInitializerOperation or ISymbolInitializerOperation))
        {
            assigned = assigned.Parent;
        }

        return assigned.Parent switch
        {
            IAssignmentOperation { Target: IMemberReferenceOperation { Instance: var instance } } => IsThis(instance)
                ? Giver.Owner
                : Giver.Other,
            IFieldInitializerOperation or IPropertyInitializerOperation => Giver.Owner,
            _ => Giver.Other,
        };
    }

    private static bool IsThis(IOperation? instance) =>
        instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>
    /// True when the object that makes another keeps it in a member of its own: both become garbage at the same time.
    /// <code>_timer = new Timer(OnTick);</code>
    /// </summary>
    private static bool IsKeptByItsMaker(IObjectCreationOperation creation) => Destination.Of(creation) switch
    {
        ILocalSymbol local => LocalAssignments.Outermost(creation).Descendants().OfType<ISimpleAssignmentOperation>().Any(assignment =>
            ValueOrigin.Unwrap(assignment.Value) is ILocalReferenceOperation { Local: var stored }
            && SymbolEqualityComparer.Default.Equals(stored, local)
            && assignment.Target is IMemberReferenceOperation { Instance: var instance }
            && IsThis(instance)),
        IFieldSymbol or IPropertySymbol => creation.Parent is not null && GiverOf(creation) == Giver.Owner,
        _ => false,
    };

    /// <summary>On which object the code runs that gives a delegate.</summary>
    private enum Giver
    {
        /// <summary>On any other, which may be alive.</summary>
        Other,

        /// <summary>On the object that is given the delegate.</summary>
        Owner,

        /// <summary>On the object that made it and keeps it.</summary>
        OwnerOfTheOwner,
    }

    /// <summary>An expression that a member or parameter is given.</summary>
    private sealed record Gift(IOperation Value, Giver Giver)
    {
        /// <summary>The method that the expression is in; null for an initialiser.</summary>
        public IMethodSymbol? Method { get; } = SourceBodies.Around(Value, CancellationToken.None) as IMethodSymbol;
    }
}
