using System.Collections.Immutable;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>The events of an exception that nothing else has caught.</summary>
internal static class CrashEvents
{
    public static readonly ImmutableArray<string> Names = ImmutableArray.Create(
        "DispatcherUnhandledException",
        "ThreadException",
        "UnhandledException",
        "UnobservedTaskException");

    /// <summary>The same, to be looked for together.</summary>
    public static readonly SoughtWords Words = new(Names);
}
