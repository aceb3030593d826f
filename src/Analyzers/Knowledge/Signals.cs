using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Calls that ask other code to go on or to end, and do not wait until it has.</summary>
internal static class Signals
{
    /// <summary>True for a cancellationToken, an event, a flag or a finished queue: something that code of this process looks at.</summary>
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
}
