using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Facts;

/// <content>Local functions and lambdas, which count where they are called.</content>
internal sealed partial class BodyReader
{
    /// <summary>True when the call runs a local function, or a delegate that is known here.</summary>
    private bool ReadDelegateCall(IInvocationOperation invocation)
    {
        switch (Callee(invocation))
        {
            case IAnonymousFunctionOperation lambda:
                Inline(lambda.Symbol, lambda.Body, invocation);
                return true;
            case ILocalFunctionOperation { Body: { } body } function:
                Inline(function.Symbol, body, invocation);
                return true;
            case IMethodReferenceOperation { Method: var method } reference:
                AddCall(
                    invocation,
                    method,
                    method.Name,
                    _origin.Of(reference.Instance),
                    _origin.Arguments(invocation.Arguments),
                    reference.IsVirtual,
                    isBaseCall: false);
                return true;
            default:
                return ReadStoredDelegate(invocation);
        }
    }

    /// <summary>A delegate that comes from elsewhere runs what the walk knows it to be.</summary>
    private bool ReadStoredDelegate(IInvocationOperation invocation)
    {
        Value called = invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            ? _origin.Of(invocation.Instance)
            : Value.Unknown;
        if (called is Value.UnknownValue or Value.CreatedValue)
        {
            return false;
        }

        Add(new Call(
            Sites.OfCall(invocation, NameOf(invocation.Instance)),
            _guards,
            _held,
            invocation.TargetMethod,
            called,
            _origin.Arguments(invocation.Arguments),
            IsVirtual: false,
            IsBaseCall: false) { IsDelegate = true });
        return true;
    }

    private static string NameOf(IOperation? called) => called switch
    {
        IConditionalAccessInstanceOperation instance => NameOf(ValueOrigin.AccessedObject(instance)),
        IMemberReferenceOperation { Member: var member } => member.Name,
        IParameterReferenceOperation { Parameter: var parameter } => parameter.Name,
        ILocalReferenceOperation { Local: var local } => local.Name,
        _ => "Invoke",
    };

    private IOperation? Callee(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            return LocalAssignments.LocalFunction(invocation.TargetMethod, _outermost);
        }

        if (invocation.TargetMethod.MethodKind != MethodKind.DelegateInvoke || invocation.Instance is not { } instance)
        {
            return null;
        }

        IOperation? callee = ValueOrigin.Unwrap(instance is IConditionalAccessInstanceOperation accessed
            ? ValueOrigin.AccessedObject(accessed) ?? instance
            : instance);
        if (callee is ILocalReferenceOperation local)
        {
            callee = _origin.StoredDelegate(local.Local);
        }

        return callee is IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference
            ? LocalAssignments.LocalFunction(reference.Method, _outermost)
            : callee;
    }

    private void Inline(IMethodSymbol function, IOperation body, IInvocationOperation invocation)
    {
        ImmutableArray<IArgumentOperation> arguments = invocation.Arguments;
        if (_inlinedCalls == MaxInlinedCalls || _inlined.Contains(function, SymbolEqualityComparer.Default))
        {
            return;
        }

        _inlinedCalls++;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Parameter is { } parameter && parameter.Ordinal < function.Parameters.Length)
            {
                _origin.Bind(function.Parameters[parameter.Ordinal], _origin.Of(arguments[i].Value));
            }
        }

        _inlined.Push(function);
        _inlinedAt.Add((Sites.OfCall(invocation, function.Name), _held.Length));
        Certainty afterExit = _guards.AfterExit;
        VisitUnder(_guards, body);
        _guards = _guards with { AfterExit = afterExit };
        _inlinedAt.RemoveAt(_inlinedAt.Count - 1);
        _inlined.Pop();
    }
}
