using System.Threading;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Configuration;

/// <summary>Whether a project has a rule switched off. A suppressor that speaks for a rule is quiet where that rule is.</summary>
internal static class RuleSeverity
{
    public static bool IsOff(string id, SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        SyntaxTreeOptionsProvider? options = compilation.Options.SyntaxTreeOptionsProvider;
        return (options?.TryGetDiagnosticValue(tree, id, cancellationToken, out ReportDiagnostic severity) == true
            || compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out severity)
            || options?.TryGetGlobalDiagnosticValue(id, cancellationToken, out severity) == true)
            && severity == ReportDiagnostic.Suppress;
    }
}
