using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>
/// Tells what creations and openings of primitives are called, with names that are in members of this compilation or that all callers
/// give.
/// </summary>
internal sealed class NamedPrimitives
{
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly Callers _callers;

    private NamedPrimitives(SourceBodies bodies, MemberHistories histories, Callers callers)
    {
        _bodies = bodies;
        _histories = histories;
        _callers = callers;
    }

    public static NamedPrimitives Of(ProcessModel model) => model.Get(static model => new NamedPrimitives(
        SourceBodies.Of(model),
        MemberHistories.Of(model),
        Callers.Of(model)));

    /// <summary>What an operation makes or opens, named or not; null for one that does neither.</summary>
    public NamedPrimitive? Of(IOperation operation, CancellationToken cancellationToken) =>
        NamedPrimitive.Of(operation, Sources(Budgets.NameCallers, cancellationToken));

    /// <summary>A text, as far as source tells it.</summary>
    public NameText Text(IOperation value, CancellationToken cancellationToken) => Text(value, Budgets.NameCallers, cancellationToken);

    /// <summary>The one value that a local or member always has; the expression itself for anything else.</summary>
    public IOperation Origin(IOperation value, CancellationToken cancellationToken) =>
        NameText.Origin(value, Sources(Budgets.NameCallers, cancellationToken).ValueOf);

    private NameText Text(IOperation value, int callers, CancellationToken cancellationToken) =>
        NameText.Of(value, Sources(callers, cancellationToken));

    private NameSources Sources(int callers, CancellationToken cancellationToken) => new(
        symbol => symbol is IParameterSymbol parameter
            ? callers > 0 ? Argument(parameter, cancellationToken) : null
            : ValueOf(symbol, cancellationToken),
        value => IsFilled(value, callers, cancellationToken));

    /// <summary>The one value that a member of this compilation always has; null when it has another, or none is seen.</summary>
    private IOperation? ValueOf(ISymbol member, CancellationToken cancellationToken)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } property && !ValueOrigin.IsAutoProperty(property))
        {
            return !property.IsVirtual && !property.IsOverride && !property.IsAbstract ? Returned(getter, cancellationToken) : null;
        }

        return member is IMethodSymbol method ? method.IsOverride ? null : Returned(method, cancellationToken)
            : _histories.Assigned(member, cancellationToken).Where(static value => !ValueOrigin.IsNull(value)).Take(2).ToList()
                is { Count: 1 } assigned ? assigned[0]
            : null;
    }

    private IOperation? Returned(IMethodSymbol method, CancellationToken cancellationToken) =>
        _bodies.Of(method.OriginalDefinition, cancellationToken) is { } body
        && ControlFlow.ReturnsOf(body).Take(2).ToList() is { Count: 1 } returns
            ? returns[0]
            : null;

    /// <summary>What the one caller of a parameter's method gives it; null when there are others, or one is not seen.</summary>
    private IOperation? Argument(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        _callers.ArgumentsFor(parameter, cancellationToken) is { Count: 1 } arguments ? arguments[0] : null;

    private bool IsFilled(IOperation value, int callers, CancellationToken cancellationToken) => value switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => IsName(parameter, value, callers, cancellationToken),
        IInterpolationOperation hole => IsFilled(ValueOrigin.Unwrap(hole.Expression), callers, cancellationToken),
        ICoalesceOperation coalesce => !Text(coalesce.WhenNull, callers, cancellationToken).MayBeEmpty,
        IConditionalOperation { WhenFalse: { } whenFalse } choice =>
            !Text(choice.WhenTrue, callers, cancellationToken).MayBeEmpty && !Text(whenFalse, callers, cancellationToken).MayBeEmpty,
        IInvocationOperation { TargetMethod.Name: nameof(ToString), Instance: { } printed } => FilledTexts.IsPrinted(printed.Type),
        IInvocationOperation { Instance: { } text, TargetMethod: var method } when FilledTexts.KeepsLetters(method) =>
            !Text(text, callers, cancellationToken).MayBeEmpty,
        _ => FilledTexts.IsPrinted(value.Type),
    };

    /// <summary>
    /// True for a parameter that all callers give a name; where they are not all seen, for one that may not be null and that the method
    /// does not ask about.
    /// </summary>
    private bool IsName(IParameterSymbol parameter, IOperation place, int callers, CancellationToken cancellationToken)
    {
        if (parameter.Type.SpecialType != SpecialType.System_String)
        {
            return FilledTexts.IsPrinted(parameter.Type);
        }

        if (new LocalAssignments(LocalAssignments.Outermost(place)).IsAssigned(parameter) || callers == 0)
        {
            return false;
        }

        NullCheck check = NullChecks.Of(parameter, BodyOf(parameter, place, cancellationToken));
        return check == NullCheck.Throws
            || (check == NullCheck.None
                && (_callers.ArgumentsFor(parameter, cancellationToken) is { } arguments
                    ? arguments.All(argument => !Text(argument, callers - 1, cancellationToken).MayBeEmpty)
                    : parameter is { NullableAnnotation: NullableAnnotation.NotAnnotated, HasExplicitDefaultValue: false }));
    }

    private IOperation BodyOf(IParameterSymbol parameter, IOperation place, CancellationToken cancellationToken) =>
        parameter.ContainingSymbol is IMethodSymbol method && _bodies.Of(method.OriginalDefinition, cancellationToken) is { } body
            ? body
            : LocalAssignments.Outermost(place);
}
