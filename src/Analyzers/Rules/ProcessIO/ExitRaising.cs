using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// Whether a process is ever told to raise its events: in the body that attaches a handler, in the callers that pass it there, in the
/// factories that return it. What is not seen whole may have told it.
/// </summary>
internal sealed class ExitRaising
{
    private const string Switch = "EnableRaisingEvents";

    /// <summary>How many variables and calls one process is followed through.</summary>
    private const int MaxSteps = 16;

    private readonly ProcessModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    public ExitRaising(ProcessModel model, CancellationToken cancellationToken) =>
        (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>True when all that the process is, and all that is done to it, is seen, and nothing of that turns its events on.</summary>
    public bool IsNeverOn(IOperation process)
    {
        IOperation value = process is IAwaitOperation await ? TaskUse.Awaited(await) : ValueOrigin.Unwrap(process);
        if (_seen.Count > MaxSteps)
        {
            return false;
        }

        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                return !_seen.Add(local) || IsNeverOn(local, LocalAssignments.Outermost(value));
            case IParameterReferenceOperation { Parameter: var parameter }:
                return !_seen.Add(parameter)
                    || (Callers.Of(_model).ArgumentsFor(parameter, _cancellationToken) is { } arguments
                        && LeavesOff(parameter, LocalAssignments.Outermost(value))
                        && arguments.All(IsNeverOn));
            case IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field }:
                return !_seen.Add(field) || IsNeverOn(field);
            case IConditionalAccessInstanceOperation instance when ValueOrigin.AccessedObject(instance) is { } accessed:
                return IsNeverOn(accessed);
            case IAwaitOperation:
                return IsNeverOn(value);
            default:
                return IsPlain(value);
        }
    }

    private bool IsNeverOn(ILocalSymbol local, IOperation body) =>
        new LocalAssignments(body).Of(local) is { Count: > 0 } made
        && made.All(origin => origin is not null && IsNeverOn(origin))
        && LeavesOff(local, body);

    private bool IsNeverOn(IFieldSymbol field)
    {
        List<IOperation> assigned = MemberHistories.Of(_model).Assigned(field, _cancellationToken).ToList();
        return assigned.Count > 0
            && assigned.All(IsNeverOn)
            && MemberHistories.Of(_model).References(field, _cancellationToken).All(IsHarmless);
    }

    /// <summary>
    /// True for a process that nobody has told to raise events: a new one without that, what Process.Start and its like give, and what a
    /// method of this compilation returns that tells it nothing.
    /// </summary>
    private bool IsPlain(IOperation origin) => ValueOrigin.Unwrap(origin) switch
    {
        IObjectCreationOperation creation => creation.Type.Is(KnownTypes.Process)
            && creation.Initializer?.Initializers.Any(
                static set => set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: Switch } }) != true,
        IInvocationOperation { Instance: null, TargetMethod.ContainingType: var type } when type.Is(KnownTypes.Process) => true,
        IInvocationOperation call => CallTargets.Of(_model).One(call, _cancellationToken) is { } factory && ReturnsPlain(factory),
        ICoalesceOperation coalesce =>
            IsNeverOn(coalesce.Value) && (ValueOrigin.Unwrap(coalesce.WhenNull) is IThrowOperation || IsNeverOn(coalesce.WhenNull)),
        { ConstantValue: { HasValue: true, Value: null } } => true,
        _ => false,
    };

    private bool ReturnsPlain(CallTarget factory)
    {
        if (!_seen.Add(factory.Method))
        {
            return true;
        }

        List<IReturnOperation> returns = Engine.ControlFlow.ControlFlow.ReturnsOf(factory.Body).ToList();
        return returns.Count > 0 && returns.All(returned => IsNeverOn(returned.ReturnedValue!));
    }

    private bool LeavesOff(ISymbol variable, IOperation body) => body.Descendants()
        .Where(operation => operation switch
        {
            ILocalReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Local, variable),
            IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, variable),
            _ => false,
        })
        .All(IsHarmless);

    /// <summary>True for a use that turns nothing on and hands the process to nobody who may.</summary>
    private bool IsHarmless(IOperation reference)
    {
        IOperation value = Destination.Chosen(reference);
        return value.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: Switch } => false,
            IPropertyReferenceOperation or IEventReferenceOperation or IUsingOperation or IBinaryOperation or IIsPatternOperation
            or INameOfOperation => true,
            IConditionalAccessOperation access => access.Operation == value && !access.WhenNotNull.DescendantsAndSelf()
                .Any(static part => part is IPropertyReferenceOperation { Property.Name: Switch }),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var alias } } =>
                !_seen.Add(alias) || LeavesOff(alias, LocalAssignments.Outermost(value)),
            IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } call => call.Instance == value,
            IReturnOperation returned => IsOfFollowedFactory(returned),
            IArgumentOperation { Parameter: { } parameter, Parent: { } call } => IsLeftOffBy(call, parameter),
            ISimpleAssignmentOperation assignment => assignment.Target == value,
            IExpressionStatementOperation => true,
            _ => false,
        };
    }

    /// <summary>True for a return to a caller that is looked at as well.</summary>
    private bool IsOfFollowedFactory(IReturnOperation returned) =>
        SourceBodies.Around(returned, _cancellationToken) is IMethodSymbol method
        && _seen.Contains(method.OriginalDefinition);

    private bool IsLeftOffBy(IOperation call, IParameterSymbol parameter)
    {
        if (CallTargets.Of(_model).One(call, _cancellationToken) is not { } target || parameter.Ordinal >= target.Method.Parameters.Length)
        {
            return false;
        }

        IParameterSymbol given = target.Method.Parameters[parameter.Ordinal];
        return !_seen.Add(given) || LeavesOff(given, LocalAssignments.Outermost(target.Body));
    }
}
