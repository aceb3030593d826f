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
    public static IOperation? OnlyCall(IOperation function) => RunsOf(function) is { Count: 1 } runs
        ? IsAsync(function) || TaskUse.IsRun(runs[0]) ? TaskUse.WaitOn(runs[0]) as IAwaitOperation : runs[0]
        : null;

    /// <summary>
    /// Where a lambda or local function runs in its member: its calls, the Task.Run that is given it, the Value of its Lazy. Null when
    /// it may run elsewhere too.
    /// </summary>
    public static IReadOnlyList<IOperation>? RunsOf(IOperation function)
    {
        List<IOperation?> runs = function switch
        {
            ILocalFunctionOperation { Symbol: var symbol } => LocalAssignments.Outermost(function).Descendants()
                .Where(operation => operation is IInvocationOperation { TargetMethod: var target } && Is(target, symbol)
                    || operation is IMethodReferenceOperation { Method: var referred } && Is(referred, symbol))
                .Select(static operation => operation as IInvocationOperation)
                .ToList<IOperation?>(),
            IAnonymousFunctionOperation => Of(function).Uses.Select(RunOf).ToList(),
            _ => new List<IOperation?> { null },
        };
        return runs.Contains(null) ? null : runs.OfType<IOperation>().ToList();
    }

    private static IOperation? RunOf(IOperation use) => use.Parent switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call when call.Instance == use => call,
        IArgumentOperation { Parent: IInvocationOperation run } when TaskUse.IsRun(run) => run,
        IArgumentOperation { Parent: IObjectCreationOperation { Parent: IPropertyReferenceOperation { Property.Name: "Value" } made } lazy }
            when lazy.Type.Is(KnownTypes.Lazy) => made,
        _ => null,
    };

    private static bool IsAsync(IOperation function) =>
        function is ILocalFunctionOperation { Symbol.IsAsync: true } or IAnonymousFunctionOperation { Symbol.IsAsync: true };

    private static bool Is(IMethodSymbol method, IMethodSymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, symbol.OriginalDefinition);
}
