using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a diagnostic knows of itself and does not show.</summary>
internal static class DiagnosticExtensions
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly PropertyInfo Arguments = typeof(Diagnostic).GetProperty("Arguments", AnyInstance)!;

    private static readonly PropertyInfo ProgrammaticSuppressionInfo = typeof(Diagnostic).GetProperty("ProgrammaticSuppressionInfo", AnyInstance)!;

    public static string[] MessageArguments(this Diagnostic diagnostic) =>
        ((IEnumerable<object?>?)Arguments.GetValue(diagnostic) ?? Array.Empty<object?>()).Select(argument => argument?.ToString() ?? string.Empty).ToArray();

    public static bool IsSuppressedByProgram(this Diagnostic diagnostic) => ProgrammaticSuppressionInfo.GetValue(diagnostic) is not null;
}
