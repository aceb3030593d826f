using System;
using System.Collections.Generic;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Names of methods by which one sees what a program does after it has started itself.</summary>
internal static class LaunchWords
{
    /// <summary>Methods that end the process, or ask its framework to.</summary>
    public static readonly HashSet<string> Ends = new(StringComparer.Ordinal)
    {
        "Exit", "FailFast", "Kill", "Quit", "RequestShutdown", "RequestStop", "Shutdown", "StopApplication", "Terminate", "TryShutdown",
    };

    /// <summary>Methods that wait for a child, or give something back.</summary>
    public static readonly HashSet<string> Waits = new(StringComparer.Ordinal)
    {
        "Close",
        "ConfigureAwait",
        "Dispose",
        "Refresh",
        "ReleaseMutex",
        "ThrowIfNull",
        "WaitForExit",
        "WaitForExitAsync",
        "WaitForInputIdle",
    };

    /// <summary>Methods that say what has happened.</summary>
    public static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "Write",
        "WriteLine",
        "WriteLineAsync",
        "Debug",
        "Error",
        "Flush",
        "Info",
        "Information",
        "Log",
        "LogDebug",
        "LogError",
        "LogInformation",
        "LogWarning",
        "Trace",
        "Warn",
        "Warning",
    };
}
