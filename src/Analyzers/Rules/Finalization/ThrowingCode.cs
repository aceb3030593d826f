using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>Code that throws for reasons outside of it: a `throw`, a wrong argument, a file or server that is not there.</summary>
internal static class ThrowingCode
{
    /// <summary>True when an operation does so, itself or in what it calls. What a `catch` around it gets does not count.</summary>
    public static bool Throws(IOperation operation, ProcessModel model, CancellationToken cancellationToken) =>
        Throws(operation, model, cancellationToken, Budgets.ThrowingCalls);

    private static bool Throws(IOperation operation, ProcessModel model, CancellationToken cancellationToken, int calls) =>
        !IsInTry(operation) && operation switch
        {
            IThrowOperation => true,
            IInvocationOperation { TargetMethod: var method } call => IsThrowing(method, hasArguments: true, model)
                || ThrowsInside(call, model, cancellationToken, calls),
            IObjectCreationOperation { Constructor: { } constructor, Arguments: var arguments } creation =>
                IsThrowing(constructor, hasArguments: !arguments.IsEmpty, model) || ThrowsInside(creation, model, cancellationToken, calls),
            _ => false,
        };

    /// <summary>True for a part of the operation, without lambdas, that throws.</summary>
    public static bool HasThrowing(IOperation whole, ProcessModel model, CancellationToken cancellationToken) =>
        ControlFlow.OperationsOf(whole).Any(part => Throws(part, model, cancellationToken));

    private static bool IsThrowing(IMethodSymbol method, bool hasArguments, ProcessModel model) =>
        method.IsExtern
        || (!KnownNames.QuietMembers.HasMember(method)
            && (KnownNames.ThrowingNames.Has(method.Name)
                || (hasArguments && KnownNames.ThrowingTypes.Types.Any(type => method.ContainingType.Is(type)))
                || (method.DeclaringSyntaxReferences.IsEmpty && model.Catalogue.SideEffect(method) is not null)));

    private static bool ThrowsInside(IOperation call, ProcessModel model, CancellationToken cancellationToken, int calls) =>
        calls > 0
        && CallTargets.Of(model).One(call, cancellationToken) is { Method: { IsAsync: false }, Body: var body }
        && ControlFlow.OperationsOf(body).Any(part => Throws(part, model, cancellationToken, calls - 1));

    private static bool IsInTry(IOperation operation)
    {
        for (IOperation inner = operation;
            inner.Parent is { } outer && inner is not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            inner = outer)
        {
            if (outer is ITryOperation { Catches.IsEmpty: false } attempt && attempt.Body == inner)
            {
                return true;
            }
        }

        return false;
    }
}
