using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>A use of a field that is null in an object whose constructor has thrown.</summary>
/// <param name="Hops">The calls from the finalizer on.</param>
/// <param name="Use">What is done with the field.</param>
/// <param name="Member">The field or property.</param>
internal sealed record LateFieldUse(ImmutableArray<Site> Hops, Site Use, ISymbol Member);

/// <summary>
/// The uses of late fields that a finalizer comes to, in calls on its own object too. Conditions count as they are in such an object:
/// what is assigned later than the field has its default.
/// </summary>
internal sealed class LateFieldUses
{
    private readonly ProcessModel _model;
    private readonly LateFields _fields;
    private readonly CancellationToken _cancellationToken;

    public LateFieldUses(ProcessModel model, CancellationToken cancellationToken) =>
        (_model, _fields, _cancellationToken) = (model, new LateFields(model, cancellationToken), cancellationToken);

    public IEnumerable<LateFieldUse> From(Root root)
    {
        ImmutableDictionary<ISymbol, bool> given = root.Method.Parameters
            .Where(parameter => root.Arguments[parameter.Ordinal] is Value.BoolValue)
            .ToImmutableDictionary<IParameterSymbol, ISymbol, bool>(
                static parameter => parameter,
                parameter => ((Value.BoolValue)root.Arguments[parameter.Ordinal]).Value,
                SymbolEqualityComparer.Default);
        foreach (ISymbol member in MembersOf(root.Method.ContainingType).Where(_fields.Has))
        {
            foreach (LateFieldUse use in Of(member, root.Method, given))
            {
                yield return use;
            }
        }
    }

    /// <summary>The fields and auto-properties of a type and its base types that hold objects.</summary>
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol? type)
    {
        for (; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType?.OriginalDefinition)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, Type.IsReferenceType: true }
                    || (member is IPropertySymbol { IsStatic: false, Type.IsReferenceType: true } property
                        && ValueOrigin.IsAutoProperty(property)))
                {
                    yield return member;
                }
            }
        }
    }

    private IEnumerable<LateFieldUse> Of(ISymbol member, IMethodSymbol root, ImmutableDictionary<ISymbol, bool> given)
    {
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default) { root };
        Queue<(IOperation? Body, ImmutableDictionary<ISymbol, bool> Given, ImmutableArray<Site> Hops)> open = new();
        open.Enqueue((SourceBodies.Of(_model).Of(root, _cancellationToken), given, ImmutableArray<Site>.Empty));
        while (open.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            (IOperation? body, ImmutableDictionary<ISymbol, bool> known, ImmutableArray<Site> hops) = open.Dequeue();
            if (body is null
                || ControlFlow.Of(_model).Of(body, _cancellationToken) is not { } flow)
            {
                continue;
            }

            LocalAssignments locals = new(body);
            FlowReach reach = flow.From(flow.Entry, known: condition => Outcome(condition, member, known, locals));
            foreach (IOperation part in ControlFlow.OperationsOf(body))
            {
                if (part is IMemberReferenceOperation reference
                    && IsOwn(reference, member)
                    && DereferenceOf(reference) is { } use
                    && reach.Contains(flow.PointOf(reference))
                    && !MayBeGuarded(reference, body, member, known, locals)
                    && !Catching.IsExpected(reference, KnownNames.NullCatches))
                {
                    yield return new LateFieldUse(hops, Sites.OfFact(use), member);
                }
                else if (hops.Length < Budgets.WalkHops
                    && CalledAt(part) is { } called
                    && reach.Contains(flow.PointOf(part))
                    && !MayBeGuarded(part, body, member, known, locals)
                    && !Catching.IsExpected(part, KnownNames.NullCatches)
                    && seen.Add(called.Method))
                {
                    open.Enqueue((called.Body, GivenTo(part, known), hops.Add(Sites.OfCall(part, called.Method.Name))));
                }
            }
        }
    }

    /// <summary>
    /// What runs on the same object at a place: a method as the type itself has it, whoever overrides it, a local function, the lambda in
    /// a local, or the code of a property.
    /// </summary>
    private (IMethodSymbol Method, IOperation? Body)? CalledAt(IOperation part)
    {
        switch (part)
        {
            case IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: { IsAbstract: false } method }:
                return (method.OriginalDefinition, SourceBodies.Of(_model).Of(method.OriginalDefinition, _cancellationToken));
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke }:
            case IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: { IsAbstract: false } property }
                when !ValueOrigin.IsAutoProperty(property):
                return CallTargets.Of(_model).One(part, _cancellationToken) is { } target
                    ? (target.Method.OriginalDefinition, target.Declaration)
                    : null;
            default:
                return null;
        }
    }

    private static ImmutableDictionary<ISymbol, bool> GivenTo(IOperation called, ImmutableDictionary<ISymbol, bool> known)
    {
        ImmutableDictionary<ISymbol, bool>.Builder given = ImmutableDictionary.CreateBuilder<ISymbol, bool>(SymbolEqualityComparer.Default);
        foreach (IArgumentOperation argument in called.ChildOperations.OfType<IArgumentOperation>())
        {
            if (argument.Parameter is { } parameter && ValueOf(argument.Value) is { } value)
            {
                given[parameter.OriginalDefinition] = value;
            }
        }

        return given.ToImmutable();

        bool? ValueOf(IOperation value) => value switch
        {
            { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
            IParameterReferenceOperation { Parameter: var passed } => known.TryGetValue(passed, out bool outcome) ? outcome : null,
            _ => null,
        };
    }

    private static bool IsOwn(IOperation operation, ISymbol member) =>
        operation is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } reference
        && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member.OriginalDefinition);

    /// <summary>What uses a member of the object; null for what only hands it on, compares it or asks behind `?.`.</summary>
    private static IOperation? DereferenceOf(IOperation reference)
    {
        IOperation whole = Destination.Whole(reference);
        return whole.Parent switch
        {
            // PSAFE202, PSAFE203 and PSAFE205 speak of locks: what they advise takes the call away.
            IInvocationOperation call when call.Instance == whole => LockUse.Of(call) is null ? call : null,
            IMemberReferenceOperation member when member.Instance == whole => member,
            IArrayElementReferenceOperation element when element.ArrayReference == whole => element,
            IForEachLoopOperation loop when loop.Collection == whole => whole,
            _ => null,
        };
    }

    /// <summary>What a condition is in an object whose member was never assigned; null when that is not known.</summary>
    private bool? Outcome(IOperation condition, ISymbol member, ImmutableDictionary<ISymbol, bool> given, LocalAssignments locals)
    {
        IOperation value = Copied(condition, locals);
        return value switch
        {
            { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Outcome(not.Operand, member, given, locals),
            IParameterReferenceOperation { Parameter: var parameter } =>
                given.TryGetValue(parameter.OriginalDefinition, out bool known) ? known : null,
            IIsNullOperation { Operand: var operand } => IsDefault(operand, member, locals) ? true : null,
            IIsPatternOperation { Value: var matched, Pattern: var pattern } when IsDefault(matched, member, locals) =>
                MatchesDefault(pattern),
            IBinaryOperation comparison => OfComparison(comparison, member, locals),
            IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } => IsDefault(value, member, locals) ? false : null,
            _ => null,
        };
    }

    private bool? OfComparison(IBinaryOperation comparison, ISymbol member, LocalAssignments locals)
    {
        bool isLeft = IsDefault(comparison.LeftOperand, member, locals);
        if (!isLeft && !IsDefault(comparison.RightOperand, member, locals))
        {
            return null;
        }

        bool? isEqual = IsDefaultValue(isLeft ? comparison.RightOperand : comparison.LeftOperand);
        return comparison.OperatorKind switch
        {
            BinaryOperatorKind.Equals => isEqual,
            BinaryOperatorKind.NotEquals => !isEqual,
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThan when isEqual == true => false,
            _ => null,
        };
    }

    /// <summary>True for zero, null and false; false for another constant; null for what is not known.</summary>
    private static bool? IsDefaultValue(IOperation operand) => ValueOrigin.Unwrap(operand) switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => constant is null or 0 or 0L or false,
        IDefaultValueOperation => true,
        IFieldReferenceOperation { Field: { IsStatic: true, Name: "Zero" } } => true,
        _ => null,
    };

    private static bool? MatchesDefault(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inner } => !MatchesDefault(inner),
        IConstantPatternOperation { Value: var constant } => IsDefaultValue(constant),
        IRecursivePatternOperation or ITypePatternOperation => false,
        IDeclarationPatternOperation { MatchesNull: false } => false,
        _ => null,
    };

    /// <summary>True for a member of the object, or what Interlocked reads of it, that is assigned no sooner than the late one.</summary>
    private bool IsDefault(IOperation operand, ISymbol member, LocalAssignments locals) => Copied(operand, locals) switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } reference =>
            (reference.Member is IFieldSymbol || ValueOrigin.IsAutoProperty((IPropertySymbol)reference.Member))
            && _fields.IsDefaultBefore(reference.Member.OriginalDefinition, member),
        IInvocationOperation { Arguments: { Length: > 0 } arguments, TargetMethod: var method }
            when method.ContainingType.Is(KnownTypes.Interlocked) || method.ContainingType.Is(KnownTypes.Volatile) =>
            IsDefault(arguments[0].Value, member, locals),
        _ => false,
    };

    /// <summary>True when a condition around a place, or one before it that leaves the body, may know what the object lacks.</summary>
    private bool MayBeGuarded(
        IOperation place,
        IOperation body,
        ISymbol member,
        ImmutableDictionary<ISymbol, bool> given,
        LocalAssignments locals) =>
        ControlFlow.OperationsOf(body).OfType<IConditionalOperation>().Any(choice =>
            choice.Syntax.SpanStart <= place.Syntax.SpanStart
            && !choice.Condition.Syntax.Span.Contains(place.Syntax.Span)
            && Outcome(choice.Condition, member, given, locals) is null
            && (choice.Syntax.Span.Contains(place.Syntax.Span) || choice.Descendants().Any(static part => part is IReturnOperation))
            && choice.Condition.DescendantsAndSelf().Any(part =>
                Copied(part, locals).DescendantsAndSelf().Any(static copied => copied is IInstanceReferenceOperation)));

    /// <summary>What a local stands for that holds one value only: <c>int id = Interlocked.Exchange(ref _id, 0);</c></summary>
    private static IOperation Copied(IOperation value, LocalAssignments locals) => ValueOrigin.Unwrap(value) switch
    {
        ILocalReferenceOperation { Local: var local } when locals.Of(local) is { Count: 1 } values && values[0] is { } single =>
            ValueOrigin.Unwrap(single),
        var other => other,
    };
}
