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
    private const int MaxSteps = 48;

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

    /// <summary>All expressions that the value may be.</summary>
    public ImmutableArray<IOperation> Of(IOperation value, CancellationToken cancellationToken)
    {
        ImmutableArray<IOperation>.Builder sources = ImmutableArray.CreateBuilder<IOperation>();
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<IOperation> open = new();
        open.Enqueue(value);
        for (int steps = 0; open.Count > 0; steps++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation current = ValueOrigin.Unwrap(open.Dequeue());
            List<IOperation>? next = steps < MaxSteps ? Next(current, seen, cancellationToken)?.ToList() : null;
            if (next is null or { Count: 0 })
            {
                sources.Add(current);
                continue;
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

    /// <summary>The calls in this compilation that run a method or local function.</summary>
    public IEnumerable<IInvocationOperation> CallsOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        _callers.Calls(method, cancellationToken).OfType<IInvocationOperation>();

    private IEnumerable<IOperation>? Next(IOperation value, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case ILocalReferenceOperation { Local: var local } when seen.Add(local):
                return new LocalAssignments(LocalAssignments.Outermost(value))
                    .Of(local)
                    ?.Select(assigned => assigned is IForEachLoopOperation loop ? loop.Collection : assigned ?? value);
            case IParameterReferenceOperation { Parameter: var parameter } when seen.Add(parameter.OriginalDefinition):
                return ArgumentsFor(parameter, cancellationToken);
            case IPropertyReferenceOperation { Property: { GetMethod: { } getter, DeclaringSyntaxReferences.IsEmpty: false } property }
                when !ValueOrigin.IsAutoProperty(property):
                return seen.Add(property.OriginalDefinition) && _bodies.Of(getter.OriginalDefinition, cancellationToken) is { } body
                    ? ReturnsOf(body)
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
                return ReturnsOf(callee);
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                return new[] { choice.WhenTrue, whenFalse };
            case ICoalesceOperation coalesce:
                return ValueOrigin.Unwrap(coalesce.WhenNull) is IThrowOperation
                    ? new[] { coalesce.Value }
                    : new[] { coalesce.Value, coalesce.WhenNull };
            case ISwitchExpressionOperation choice:
                return choice.Arms.Select(static arm => arm.Value).Where(static arm => ValueOrigin.Unwrap(arm) is not IThrowOperation);
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

    private IEnumerable<IOperation>? ArgumentsFor(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        parameter.ContainingSymbol is IMethodSymbol
        {
            MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.Constructor,
        } method
            ? _callers.Calls(method, cancellationToken)
                .Select(call => call switch
                {
                    IInvocationOperation invocation => invocation.Arguments,
                    IObjectCreationOperation creation => creation.Arguments,
                    _ => ImmutableArray<IArgumentOperation>.Empty,
                })
                .Select(arguments => arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value)
                .OfType<IOperation>()
            : null;

    private static IEnumerable<IOperation> ReturnsOf(IOperation body) =>
        body.Descendants().OfType<IReturnOperation>()
            .Where(found => found.ReturnedValue is not null && !IsOfInnerFunction(found, body))
            .Select(static found => found.ReturnedValue!);

    private static bool IsOfInnerFunction(IOperation operation, IOperation body)
    {
        for (IOperation? parent = operation.Parent; parent is not null && parent != body; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
