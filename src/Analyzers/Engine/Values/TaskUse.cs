using System.Threading.Tasks;
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
            case IInvocationOperation { TargetMethod.Name: var name } call
                when call.Instance == task && (name == "GetAwaiter" || KnownNames.SameTask.Has(name)):
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

    /// <summary>The expression that is the result of a task, of it alone: its await, its Result; null where the task is kept.</summary>
    public static IOperation? ResultOfAlone(IOperation task) =>
        WaitOn(task, isAlone: true) is { } wait and not IInvocationOperation { TargetMethod.Name: "Wait" } ? wait : null;

    /// <summary>The task whose result an expression is; null for any other expression.</summary>
    public static IOperation? TaskOf(IOperation result) => result switch
    {
        IAwaitOperation await => Awaited(await),
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when IsTask(task.Type) => Configured(task),
        IInvocationOperation
        {
            TargetMethod.Name: "GetResult",
            Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task },
        } => Configured(task),
        _ => null,
    };

    /// <summary>The result that a task is made with: <c>Task.FromResult(result)</c>, <c>new ValueTask&lt;T&gt;(result)</c>.</summary>
    public static IOperation? MadeWith(IOperation task) => task switch
    {
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type }, Arguments: { Length: 1 } given }
            when IsTask(type) => given[0].Value,
        IObjectCreationOperation { Type: { Name: "ValueTask" } type, Arguments: { Length: 1 } given }
            when IsTask(type) && !IsTask(given[0].Value.Type) => given[0].Value,
        _ => null,
    };

    /// <summary>The lambda that a task runs on another thread: `Task.Run(() => …)`; null for any other task.</summary>
    public static IAnonymousFunctionOperation? WorkOf(IOperation task) =>
        IsRun(task) ? ValueOrigin.Unwrap(((IInvocationOperation)task).Arguments[0].Value) as IAnonymousFunctionOperation : null;

    /// <summary>True for a call of Task.Run.</summary>
    public static bool IsRun(IOperation task) =>
        task is IInvocationOperation { TargetMethod: { Name: "Run" } method, Arguments.Length: > 0 } && Signals.StartsTask(method);

    /// <summary>True for Task and ValueTask, with a result or without.</summary>
    public static bool IsTask(ITypeSymbol? type) =>
        type is { Name: nameof(Task) or nameof(ValueTask) } && type.ContainingNamespace?.ToDisplayString() == typeof(Task).Namespace;

    /// <summary>The local that keeps the task, if one does.</summary>
    public static ILocalSymbol? KeptIn(IOperation task)
    {
        IOperation whole = Destination.Whole(task);
        return whole.Parent is IInvocationOperation { TargetMethod.Name: var name } call
            && call.Instance == whole
            && KnownNames.SameTask.Has(name)
                ? KeptIn(call)
                : Destination.Variable(whole) as ILocalSymbol;
    }

    /// <summary>The expression that is awaited, without what only configures the wait.</summary>
    public static IOperation Awaited(IAwaitOperation await) => Configured(await.Operation);

    /// <summary>The task itself, without what only configures the wait for it.</summary>
    public static IOperation Configured(IOperation awaited)
    {
        IOperation task = awaited;
        while (ValueOrigin.Unwrap(task) is IInvocationOperation { TargetMethod.Name: var name, Instance: { } configured }
            && KnownNames.SameTask.Has(name))
        {
            task = configured;
        }

        return ValueOrigin.Unwrap(task);
    }

    /// <summary>The task that a return in a lambda gives its result to: <c>Task.Run(() => result)</c>; null for any other return.</summary>
    public static IInvocationOperation? ResultOf(IOperation returned)
    {
        IOperation outer = ControlFlow.ControlFlow.BodyAround(returned);
        return outer is IAnonymousFunctionOperation
            && Destination.Whole(outer).Parent is IArgumentOperation { Parent: IInvocationOperation call }
            && Signals.StartsTask(call.TargetMethod)
            ? call
            : null;
    }
}
