using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace ProcessSafety.Scan.Terminal;

/// <summary>Levels of findings as users read them.</summary>
internal static class Levels
{
    /// <summary>The word, in its colour.</summary>
    public static Markup Name(DiagnosticSeverity severity) => new($"[{Color(severity)}]{Word(severity)}[/]");

    public static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hidden",
    };

    public static string Color(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "red",
        DiagnosticSeverity.Warning => "yellow",
        _ => "blue",
    };
}
