using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>
/// Which body runs at a call. Calls of methods, local functions, accessors, constructors and operators have one, where no other can run
/// instead; a delegate that an expression chooses has one for each arm. What is not seen whole has none.
/// </summary>
internal sealed partial class CallTargets
{
    private readonly SourceBodies _bodies;
    private readonly Dispatch _dispatch;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;

    private CallTargets(SourceBodies bodies, Dispatch dispatch, MemberHistories histories, Callers callers)
    {
        _bodies = bodies;
        _dispatch = dispatch;
        _histories = histories;
        _callers = callers;
    }

    public static CallTargets Of(ProcessModel model) => model.Get(static model => new CallTargets(
        SourceBodies.Of(model),
        Dispatch.Of(model),
        MemberHistories.Of(model),
        Callers.Of(model)));

    /// <summary>The one body that a call runs; null when there are several, or it is not seen.</summary>
    public CallTarget? One(IOperation call, CancellationToken cancellationToken) =>
        Of(call, cancellationToken) is { Length: 1 } targets ? targets[0] : null;

    /// <summary>All bodies of which a call runs one; none when it may run another that is not seen.</summary>
    public ImmutableArray<CallTarget> Of(IOperation call, CancellationToken cancellationToken) => call switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } =>
            OfDelegate(called, call, cancellationToken),
        IInvocationOperation invocation => OfMethod(invocation.TargetMethod, invocation.IsVirtual, call, cancellationToken),
        IObjectCreationOperation { Constructor: { } constructor } => OfMethod(constructor, isVirtual: false, call, cancellationToken),
        IPropertyReferenceOperation property => OfProperty(property, cancellationToken),
        IMethodReferenceOperation reference => OfMethod(reference.Method, reference.IsVirtual, call, cancellationToken),
        IBinaryOperation { OperatorMethod: { } method } => OfMethod(method, isVirtual: false, call, cancellationToken),
        IUnaryOperation { OperatorMethod: { } method } => OfMethod(method, isVirtual: false, call, cancellationToken),
        IConversionOperation { OperatorMethod: { } method } => OfMethod(method, isVirtual: false, call, cancellationToken),
        _ => ImmutableArray<CallTarget>.Empty,
    };

    /// <summary>
    /// The one method that a call, creation or reference runs, told before its body is bound; null when another may run instead, or
    /// when it calls a delegate.
    /// </summary>
    public IMethodSymbol? MethodOf(IOperation call, CancellationToken cancellationToken) => call switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method } invocation =>
            Single(method, invocation.IsVirtual, cancellationToken),
        IObjectCreationOperation { Constructor: { } constructor } => Single(constructor, isVirtual: false, cancellationToken),
        IMethodReferenceOperation reference => Single(reference.Method, reference.IsVirtual, cancellationToken),
        IPropertyReferenceOperation property => Accessor(property) is { } accessor
            ? Single(accessor, IsVirtual(property), cancellationToken)
            : null,
        _ => null,
    };

    /// <summary>The bodies that a delegate runs when it is invoked; none when it may run another that is not seen.</summary>
    /// <param name="value">An expression that is a delegate.</param>
    /// <param name="call">The operation that runs it, or hands it to what does.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public ImmutableArray<CallTarget> OfDelegate(IOperation value, IOperation call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<IOperation> codes, bool areAll) = CodesOf(value, stopsAtParameters: false, cancellationToken);
        if (!areAll)
        {
            return ImmutableArray<CallTarget>.Empty;
        }

        ImmutableArray<CallTarget>.Builder targets = ImmutableArray.CreateBuilder<CallTarget>();
        foreach (IOperation code in codes)
        {
            if (Target(code, call, cancellationToken) is not { } target)
            {
                return ImmutableArray<CallTarget>.Empty;
            }

            targets.Add(target);
        }

        return targets.ToImmutable();
    }

    private CallTarget? Target(IOperation code, IOperation call, CancellationToken cancellationToken) => code switch
    {
        IAnonymousFunctionOperation lambda => new CallTarget(lambda.Symbol, lambda.Body, call),
        IMethodReferenceOperation reference
            when OfMethod(reference.Method, reference.IsVirtual, reference, cancellationToken) is { Length: 1 } named =>
            named[0] with { Call = call },
        _ => null,
    };

    /// <summary>What a delegate may be, and whether that is all: the search ends at the first unknown part when only all will do.</summary>
    private (IReadOnlyList<IOperation> Codes, bool AreAll) CodesOf(
        IOperation value,
        bool stopsAtParameters,
        CancellationToken cancellationToken,
        bool isWhole = true)
    {
        List<IOperation> codes = new();
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        bool areAll = true;
        Queue<IOperation> open = new();
        open.Enqueue(value);
        while (open.Count > 0 && (areAll || !isWhole))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation current = ValueOrigin.Unwrap(open.Dequeue());
            if (current is IAnonymousFunctionOperation or IMethodReferenceOperation)
            {
                if (!codes.Any(known => known.Syntax == current.Syntax))
                {
                    codes.Add(current);
                }

                continue;
            }

            if (current is ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation or IThrowOperation
                || (Variable(current) is { } variable && !seen.Add(variable)))
            {
                continue;
            }

            IReadOnlyList<IOperation>? values = seen.Count > Budgets.DelegateVariables ? null
                : Values(current, stopsAtParameters, cancellationToken)
                    ?? (isWhole ? null : SeenValues(current, stopsAtParameters, cancellationToken));
            areAll &= values is not null;
            foreach (IOperation next in values ?? new IOperation[0])
            {
                open.Enqueue(next);
            }
        }

        return (codes, areAll);
    }

    private static ISymbol? Variable(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol or IEventSymbol } member => member.Member.OriginalDefinition,
        IInvocationOperation call => call.TargetMethod.OriginalDefinition,
        _ => null,
    };

    /// <summary>All that a delegate-typed expression may be; null when something else may be assigned where nobody sees it.</summary>
    private IReadOnlyList<IOperation>? Values(IOperation value, bool stopsAtParameters, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case { } taken when WrittenValues.Of(taken) is { } written:
                return written;
            case IPropertyReferenceOperation or IInvocationOperation
                when One(value, cancellationToken) is { Method.IsAsync: false } target:
                return ControlFlow.ControlFlow.ReturnsOf(target.Body).ToList();
            case IEventReferenceOperation { Event: var raised } when !Callers.AreOutside(raised):
                List<IOperation> subscribed = _callers.Subscribed(raised, cancellationToken).ToList();
                return subscribed.Count == 1 ? subscribed : null;
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                return new[] { choice.WhenTrue, whenFalse };
            case ICoalesceOperation coalesce:
                return new[] { coalesce.Value, coalesce.WhenNull };
            case ISwitchExpressionOperation choice:
                return choice.Arms.Select(static arm => arm.Value).ToList();
            case ISimpleAssignmentOperation assignment:
                return new[] { assignment.Value };
            case ICoalesceAssignmentOperation assignment:
                return new[] { assignment.Target, assignment.Value };
            case IConditionalAccessInstanceOperation instance when ValueOrigin.AccessedObject(instance) is { } accessed:
                return new[] { accessed };
            case ILocalReferenceOperation { Local: var local }:
                IReadOnlyList<IOperation?>? assigned = new LocalAssignments(LocalAssignments.Outermost(value)).Of(local);
                return assigned is { Count: > 0 } && assigned.All(static item => item is not (null or IForEachLoopOperation))
                    ? assigned.OfType<IOperation>().ToList()
                    : null;
            case IParameterReferenceOperation { Parameter: var parameter } when !stopsAtParameters || IsOfConstructor(parameter):
                return _callers.ArgumentsFor(parameter, cancellationToken);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference when IsSeenWhole(reference.Member):
                List<IOperation> values = _histories.Assigned(reference.Member, cancellationToken).ToList();
                return values.Count > 0 ? values : null;
            default:
                return null;
        }
    }

    private static bool IsOfConstructor(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };

    /// <summary>True when all assignments of a member are in this compilation: those of a public setter or field need not be.</summary>
    private static bool IsSeenWhole(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: true } => true,
        IPropertySymbol { SetMethod: null } property => ValueOrigin.IsAutoProperty(property),
        IPropertySymbol { SetMethod: { } setter } property => ValueOrigin.IsAutoProperty(property) && !Callers.AreOutside(setter),
        _ => !Callers.AreOutside(member),
    };

    private ImmutableArray<CallTarget> OfProperty(IPropertyReferenceOperation reference, CancellationToken cancellationToken) =>
        Accessor(reference) is { } accessor
            ? OfMethod(accessor, IsVirtual(reference), reference, cancellationToken)
            : ImmutableArray<CallTarget>.Empty;

    /// <summary>The accessor that a read or write of a property runs; null for one without code of its own.</summary>
    private static IMethodSymbol? Accessor(IPropertyReferenceOperation reference)
    {
        bool isSet = reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
        return ValueOrigin.IsAutoProperty(reference.Property) ? null
            : isSet ? reference.Property.SetMethod
            : reference.Property.GetMethod;
    }

    private static bool IsVirtual(IPropertyReferenceOperation reference) =>
        (reference.Property.IsVirtual || reference.Property.IsAbstract || reference.Property.IsOverride)
        && reference.Syntax is not Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax
        {
            Expression: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax,
        };

    private IMethodSymbol? Single(IMethodSymbol method, bool isVirtual, CancellationToken cancellationToken)
    {
        IMethodSymbol target = (method.ReducedFrom ?? method).OriginalDefinition;
        return (isVirtual && !method.IsStatic) || target is { IsAbstract: true, IsStatic: true }
            ? _dispatch.SingleTarget(target, cancellationToken)
            : target;
    }

    private ImmutableArray<CallTarget> OfMethod(
        IMethodSymbol method,
        bool isVirtual,
        IOperation call,
        CancellationToken cancellationToken) =>
        Single(method, isVirtual, cancellationToken) is { } target && _bodies.Of(target, cancellationToken) is { } body
            ? ImmutableArray.Create(new CallTarget(target, body, call))
            : ImmutableArray<CallTarget>.Empty;
}
