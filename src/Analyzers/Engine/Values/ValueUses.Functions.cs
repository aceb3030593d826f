using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <content>Values that a function of the same member hands out.</content>
internal sealed partial class ValueUses
{
    /// <summary>
    /// The call that a local function or lambda of the same member, called once, hands the value out of; the value itself otherwise.
    /// <code>static Mutex Make() => new(true, "app");   // the value is what Make() below is
    /// using Mutex gate = Make();</code>
    /// </summary>
    public static IOperation HandedOut(IOperation value)
    {
        while (FunctionThatReturns(value) is { } function && OnlyCall(function) is { } call)
        {
            value = call;
        }

        return value;
    }

    private static IOperation? FunctionThatReturns(IOperation value)
    {
        IOperation outer = Destination.Chosen(value);
        if (outer.Parent is not IReturnOperation { Kind: OperationKind.Return } result)
        {
            return null;
        }

        IOperation? function = result.Parent;
        while (function is IBlockOperation)
        {
            function = function.Parent;
        }

        return function is IAnonymousFunctionOperation or ILocalFunctionOperation ? function : null;
    }

    /// <summary>What gives the result of a function that runs once in its member: its call, or the await of it.</summary>
    public static IOperation? OnlyCall(IOperation function)
    {
        switch (function)
        {
            case ILocalFunctionOperation { Symbol: var symbol }:
                List<IOperation> calls = LocalAssignments.Outermost(function).Descendants()
                    .Where(operation => operation is IInvocationOperation { TargetMethod: var target } && Is(target, symbol)
                        || operation is IMethodReferenceOperation { Method: var referred } && Is(referred, symbol))
                    .ToList();
                return calls.Count == 1 && calls[0] is IInvocationOperation ? Result(calls[0], symbol) : null;
            case IAnonymousFunctionOperation { Symbol: var symbol }:
                ValueUses uses = Of(function);
                return uses.Uses.Count != 1 ? null : uses.Uses[0].Parent switch
                {
                    IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call when call.Instance == uses.Uses[0] =>
                        Result(call, symbol),
                    IArgumentOperation
                    {
                        Parent: IInvocationOperation { TargetMethod: { Name: "Run", ContainingType.Name: "Task" } } run,
                    } => TaskUse.WaitOn(run) as IAwaitOperation,
                    IArgumentOperation
                    {
                        Parent: IObjectCreationOperation { Parent: IPropertyReferenceOperation { Property.Name: "Value" } made } lazy,
                    } when lazy.Type.Is(KnownTypes.Lazy) => made,
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static IOperation? Result(IOperation call, IMethodSymbol function) =>
        function.IsAsync ? TaskUse.WaitOn(call) as IAwaitOperation : call;

    private static bool Is(IMethodSymbol method, IMethodSymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, symbol.OriginalDefinition);
}
