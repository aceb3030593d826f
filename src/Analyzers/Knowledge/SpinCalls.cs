using System.Linq;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>What loops that wait for other code are made of.</summary>
internal static class SpinCalls
{
    private static readonly string[] Clocks =
    {
        "System.Diagnostics.Stopwatch",
        "System.DateTime",
        "System.DateTimeOffset",
        "System.TimeProvider",
        KnownTypes.CancellationToken,
        KnownTypes.CancellationTokenSource,
        KnownTypes.Environment,
        KnownTypes.SpinWait,
        KnownTypes.TimeSpan,
    };

    /// <summary>True for a call that lets a little time pass.</summary>
    public static bool IsPause(IMethodSymbol method) => method.Name switch
    {
        "SpinOnce" => method.ContainingType.Is(KnownTypes.SpinWait),
        "Sleep" or "SpinWait" or "Yield" => method.ContainingType.Is(KnownTypes.Thread),
        _ => false,
    };

    /// <summary>True for a call that reads a variable in one step, whatever it writes.</summary>
    public static bool IsAtomicRead(IMethodSymbol method) =>
        method.ContainingType.Is(KnownTypes.Volatile)
        || (method.ContainingType.Is(KnownTypes.Interlocked) && method.Name is "Read" or "CompareExchange" or "Exchange");

    /// <summary>True for a type whose members bring a loop to its end after a time, a number of rounds or on request.</summary>
    public static bool IsClock(ITypeSymbol? type) => type is not null && Clocks.Any(clock => type.Is(clock));

    /// <summary>True for a word that says the same of code whose types are not asked for.</summary>
    public static bool IsClock(string word) =>
        word is "Stopwatch" or "DateTime" or "DateTimeOffset" or "TickCount" or "TickCount64" or "Elapsed" or "ElapsedMilliseconds"
            or "GetTimestamp";
}
