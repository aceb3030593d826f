using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Engine.Values;

/// <summary>What becomes of the task that a call returns.</summary>
internal static class TaskUse
{
    /// <summary>True when the code continues only when the task is done: it is awaited, or blocked on, at once and alone.</summary>
    public static bool IsAwaited(IOperation task) => WaitOn(task, isAlone: true) is not null;

    /// <summary>The await, or the blocking call or property, that follows a task at once; null when the task is kept or dropped.</summary>
    public static IOperation? WaitOn(IOperation task) => WaitOn(task, isAlone: false);

    /// <param name="task">The task.</param>
    /// <param name="isAlone">True when a wait for several tasks does not count.</param>
    private static IOperation? WaitOn(IOperation task, bool isAlone)
    {
        switch (task.Parent)
        {
            case IAwaitOperation await:
                return await;
            case IConversionOperation or IParenthesizedOperation:
                return WaitOn(task.Parent, isAlone);
            case IConditionalAccessOperation access when access.WhenNotNull == task:
                return WaitOn(access, isAlone);
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" or "GetAwaiter" } call
                when call.Instance == task:
                return WaitOn(call, isAlone);
            case IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" } call when call.Instance == task:
                return call;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WaitAll" } together } all }
                when !isAlone && IsTask(together.ContainingType):
                return together.Name == "WaitAll" ? all : WaitOn(all, isAlone);
            case IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation { IsImplicit: true } } array }:
                return WaitOn(array, isAlone);
            case { IsImplicit: true, Parent: IArgumentOperation or IConversionOperation { Parent: IArgumentOperation } } list:
                // `params` of a span or another collection.
                return WaitOn(list, isAlone);
            case IPropertyReferenceOperation { Property.Name: "Result" } result when result.Instance == task:
                return result;
            default:
                return null;
        }
    }

    /// <summary>The local that keeps the task, if one does.</summary>
    public static ILocalSymbol? KeptIn(IOperation task) => task.Parent switch
    {
        IConversionOperation or IParenthesizedOperation => KeptIn(task.Parent),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" } call when call.Instance == task =>
            KeptIn(call),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => local,
        _ => null,
    };

    /// <summary>The expression that is awaited, without what only configures the wait.</summary>
    public static IOperation Awaited(IAwaitOperation await)
    {
        IOperation task = await.Operation;
        while (ValueOrigin.Unwrap(task) is IInvocationOperation
            {
                TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask",
                Instance: { } configured,
            })
        {
            task = configured;
        }

        return ValueOrigin.Unwrap(task);
    }

    /// <summary>The task that a return in a lambda gives its result to: <c>Task.Run(() => result)</c>; null for any other return.</summary>
    public static IInvocationOperation? ResultOf(IOperation returned)
    {
        IOperation? outer = returned.Parent;
        while (outer is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            outer = outer.Parent;
        }

        return outer is IAnonymousFunctionOperation
            && Destination.Whole(outer).Parent is IArgumentOperation { Parent: IInvocationOperation call }
            && call.TargetMethod is { Name: "Run" or "StartNew" } run
            && (IsTask(run.ContainingType) || run.ContainingType.Name == "TaskFactory")
            ? call
            : null;
    }

    /// <summary>True for Task and ValueTask, which make tasks too: `Task.Run`, `ValueTask.FromResult`.</summary>
    public static bool IsTask(ITypeSymbol type) => type.Is(KnownTypes.Task) || type.Is(KnownTypes.ValueTask);
}
