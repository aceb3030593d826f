using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Writes a diagnostic as the code that expects it.</summary>
internal sealed class DiagnosticFormatter
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly string _defaultPath;

    public DiagnosticFormatter(ImmutableArray<DiagnosticAnalyzer> analyzers, string defaultPath)
    {
        _analyzers = analyzers;
        _defaultPath = defaultPath;
    }

    public string Format(Diagnostic diagnostic)
    {
        IEnumerable<Location> locations = diagnostic.Location == Location.None
            ? Enumerable.Empty<Location>()
            : diagnostic.AdditionalLocations.Prepend(diagnostic.Location);
        string spans = string.Concat(locations.Select(location => Span(location.GetLineSpan())));
        string suppressed = diagnostic.IsSuppressed ? ".WithIsSuppressed(true)" : string.Empty;
        return $"// {diagnostic}\n{Subject(diagnostic.Id, diagnostic.Severity)}{spans}{Arguments(diagnostic.MessageArguments())}{suppressed},\n";
    }

    public string Format(DiagnosticResult expected)
    {
        string spans = string.Concat(expected.Spans.Select(location => Span(location.Span)));
        string?[] arguments = expected.MessageArguments?.Select(argument => argument?.ToString()).ToArray() ?? System.Array.Empty<string?>();
        string suppressed = expected.IsSuppressed is { } value ? $".WithIsSuppressed({(value ? "true" : "false")})" : string.Empty;
        return $"// {expected.Severity} {expected.Id}: {expected.Message}\n{Subject(expected.Id, expected.Severity)}{spans}{Arguments(arguments)}{suppressed},\n";
    }

    private static string Arguments(IReadOnlyCollection<string?> arguments) =>
        arguments.Count == 0 ? string.Empty : $".WithArguments({string.Join(", ", arguments.Select(argument => $"\"{argument}\""))})";

    private string Subject(string id, DiagnosticSeverity severity)
    {
        DiagnosticAnalyzer? analyzer = _analyzers.FirstOrDefault(candidate => candidate.SupportedDiagnostics.Any(descriptor => descriptor.Id == id));
        if (analyzer is not null)
            return analyzer.SupportedDiagnostics.Length == 1 ? "VerifyCS.Diagnostic()" : $"VerifyCS.Diagnostic(\"{id}\")";

        return severity switch
        {
            DiagnosticSeverity.Error => $"DiagnosticResult.CompilerError(\"{id}\")",
            DiagnosticSeverity.Warning => $"DiagnosticResult.CompilerWarning(\"{id}\")",
            _ => $"new DiagnosticResult(\"{id}\", DiagnosticSeverity.{severity})",
        };
    }

    private string Span(FileLinePositionSpan span)
    {
        string path = span.Path == _defaultPath ? string.Empty : $"\"{span.Path}\", ";
        return $".WithSpan({path}{span.StartLinePosition.Line + 1}, {span.StartLinePosition.Character + 1}, {span.EndLinePosition.Line + 1}, {span.EndLinePosition.Character + 1})";
    }
}
