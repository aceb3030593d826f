using System.Collections.Concurrent;
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
    /// <summary>How many methods hand a callback on before it is stored: programs do so two or three times.</summary>
    private const int MaxHandOvers = 3;

    /// <summary>A member that is given more delegates than this is a general hook, of which one walk tells nothing.</summary>
    private const int MaxTargets = 16;

    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<Gift>> _given = new(SymbolEqualityComparer.Default);

    public static DelegateTargets Of(ProcessModel model) =>
        model.Get(static model => new DelegateTargets(SourceBodies.Of(model), MemberHistories.Of(model), Callers.Of(model)));

    private DelegateTargets(SourceBodies bodies, MemberHistories histories, Callers callers)
    {
        _bodies = bodies;
        _histories = histories;
        _callers = callers;
    }

    /// <summary>The code that a delegate may run, in terms of the root; none when there is too much of it.</summary>
    public ImmutableArray<Value.DelegateValue> Of(Value called, Binding binding, CancellationToken cancellationToken)
    {
        List<Value.DelegateValue> targets = new();
        Collect(called, 0, new HashSet<Value>(), targets, binding, cancellationToken);
        return targets.Count > MaxTargets ? ImmutableArray<Value.DelegateValue>.Empty : targets.Distinct().ToImmutableArray();
    }

    private void Collect(
        Value called,
        int handOvers,
        HashSet<Value> seen,
        List<Value.DelegateValue> targets,
        Binding binding,
        CancellationToken cancellationToken)
    {
        if (handOvers > MaxHandOvers || targets.Count > MaxTargets || !seen.Add(called))
        {
            return;
        }

        switch (called)
        {
            case Value.DelegateValue target:
                targets.Add(target);
                break;
            case Value.CreatedValue { Constructor: null, Arguments: var arguments } when arguments[0] is Value.DelegateValue factory:
                targets.Add(factory);
                break;
            case Value.EitherValue either:
                Collect(either.Left, handOvers, seen, targets, binding, cancellationToken);
                Collect(either.Right, handOvers, seen, targets, binding, cancellationToken);
                break;
            case Value.StaticValue { Member: var member }:
                CollectGiven(member, Value.Living);
                break;
            case Value.MemberValue { Member: var member } held:
                CollectGiven(member, held.Owner);
                break;
        }

        void CollectGiven(ISymbol holder, Value owner)
        {
            foreach (Gift gift in Given(holder, cancellationToken))
            {
                Value self = gift.Giver switch { Giver.Owner => owner, Giver.OwnerOfTheOwner => Value.Unknown, _ => Value.Living };
                foreach (Value value in Parts(new ValueOrigin(gift.Method, LocalAssignments.Outermost(gift.Value)).Of(gift.Value)))
                {
                    if (value is Value.ParameterValue { Ordinal: var ordinal } && gift.Method is { } method)
                    {
                        CollectGiven(method.Parameters[ordinal], self);
                    }
                    else
                    {
                        Value bound = binding.Bind(value, new Bindings(self, ValueList.Empty, null), cancellationToken);
                        Collect(bound, handOvers + 1, seen, targets, binding, cancellationToken);
                    }
                }
            }
        }
    }

    private static IEnumerable<Value> Parts(Value value) =>
        value is Value.EitherValue either ? Parts(either.Left).Concat(Parts(either.Right)) : new[] { value };

    private ImmutableArray<Gift> Given(ISymbol holder, CancellationToken cancellationToken)
    {
        ISymbol definition = holder.OriginalDefinition;
        if (!_given.TryGetValue(definition, out ImmutableArray<Gift> gifts))
        {
            IEnumerable<Gift> read = definition switch
            {
                IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => Arguments(method, parameter, cancellationToken),
                IEventSymbol raised => Handlers(raised, cancellationToken),
                IPropertySymbol property when PositionalParameter(property, cancellationToken) is { } positional =>
                    Arguments((IMethodSymbol)positional.ContainingSymbol, positional, cancellationToken)
                        .Concat(Assigned(definition, cancellationToken)),
                _ => Assigned(definition, cancellationToken),
            };
            gifts = _given.GetOrAdd(definition, read.ToImmutableArray());
        }

        return gifts;
    }

    private IEnumerable<Gift> Assigned(ISymbol member, CancellationToken cancellationToken) =>
        _histories.Assigned(member, cancellationToken).Select(value => new Gift(value, GiverOf(value)));

    /// <summary>The parameter of a record that declares the property.</summary>
    private static IParameterSymbol? PositionalParameter(IPropertySymbol property, CancellationToken cancellationToken) =>
        property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is ParameterSyntax)
            ? property.ContainingType.InstanceConstructors
                .SelectMany(static constructor => constructor.Parameters)
                .FirstOrDefault(parameter => parameter.Name == property.Name
                    && parameter.DeclaringSyntaxReferences.Any(part => part.Span == property.DeclaringSyntaxReferences[0].Span))
            : null;

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
    /// True when the object that makes another keeps it in a member of its own: both are let go at the same time.
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
        /// <summary>The method that the expression stands in; null for an initialiser.</summary>
        public IMethodSymbol? Method { get; } = Value.SemanticModel?.GetEnclosingSymbol(Value.Syntax.SpanStart) as IMethodSymbol;
    }
}
