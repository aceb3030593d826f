using System;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Calls that ask other code to continue or to end, and do not wait until it has.</summary>
internal static class Signals
{
    /// <summary>True for a cancellation, an event, a flag or a finished queue: something that code of this process looks at.</summary>
    public static bool IsForThisProcess(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        return method.Name switch
        {
            "Cancel" or "CancelAsync" or "CancelAfter" => type.Is(KnownTypes.CancellationTokenSource),
            "Set" => type.Is(KnownTypes.EventWaitHandle) || type.Is(KnownTypes.ManualResetEventSlim),
            "Signal" => type.Is(KnownTypes.CountdownEvent),
            "Write" => type.Is(KnownTypes.Volatile),
            "Exchange" => type.Is(KnownTypes.Interlocked),
            _ => false,
        };
    }

    /// <summary>True for a call of another assembly that ends a queue, a thread, a process or a service.</summary>
    public static bool EndsSomethingElse(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.IsEmpty
        && !method.IsStatic
        && method.Name is "Abort" or "Close" or "CloseMainWindow" or "Complete" or "CompleteAdding" or "Interrupt" or "Kill" or "Shutdown"
            or "Stop" or "TryComplete";

    /// <summary>True for a call that hands a delegate to the thread pool, and continues at once.</summary>
    public static bool QueuesWork(IMethodSymbol method) => StartsTask(method)
        || (method.Name is "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" && method.ContainingType.Is("System.Threading.ThreadPool"));

    /// <summary>True for such a call that gives a task.</summary>
    public static bool StartsTask(IMethodSymbol method) => method.Name switch
    {
        "Run" => method.ContainingType.Is(KnownTypes.Task),
        "StartNew" =>
            method.ContainingType.Is("System.Threading.Tasks.TaskFactory")
            || method.ContainingType.Is("System.Threading.Tasks.TaskFactory`1"),
        _ => false,
    };

    /// <summary>True for a method that is named after a wait.</summary>
    public static bool IsNamedAsWait(IMethodSymbol method) =>
        method.Name.StartsWith("Wait", StringComparison.Ordinal) || method.Name is "Join" or "GetResult" or "Sleep";

    /// <summary>True for the two calls that end the process for certain.</summary>
    public static bool EndsProcess(IMethodSymbol method) =>
        method.Name is "Exit" or "FailFast" && method.ContainingType.Is(KnownTypes.Environment);

    /// <summary>True for a method of any type that ends the process.</summary>
    public static bool IsNamedAsEnd(IMethodSymbol method) => method.Name is "Exit" or "FailFast" or "Kill";

    /// <summary>True for members that end, set or free what they are called on, and tell nothing of it.</summary>
    public static bool OnlyTells(string member) =>
        member is "Cancel" or "CancelAfter" or "CancelAsync" or "Close" or "Dispose" or "Release" or "Reset" or "Set" or "Signal";

    /// <summary>True for members that release what waits for the object that they are called on.</summary>
    public static bool Completes(string member) =>
        member is "Set" or "Signal" or "Release" or "SetResult" or "TrySetResult" or "SetException" or "TrySetException" or "SetCanceled"
            or "TrySetCanceled";
}
