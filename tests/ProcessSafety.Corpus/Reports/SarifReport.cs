using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProcessSafety.Corpus.Reports;

/// <summary>SARIF 2.1.0, with paths relative to the analysed folder (uriBaseId SOURCES) and exceptions as tool notifications.</summary>
internal static class SarifReport
{
    public static void Write(
        Stream stream,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Crash> crashes)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, analyzers);
        WriteInvocation(json, crashes);
        json.WriteStartArray("results");
        foreach (Finding finding in findings)
        {
            WriteResult(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", analyzers[0].GetType().Assembly.GetName().Name);
        json.WriteString("version", analyzers[0].GetType().Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("rules");
        foreach (DiagnosticDescriptor rule in analyzers.SelectMany(static a => a.SupportedDiagnostics)
            .DistinctBy(static d => d.Id)
            .OrderBy(static d => d.Id, System.StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Title.ToString());
            json.WriteString("helpUri", rule.HelpLinkUri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, IReadOnlyList<Crash> crashes)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", crashes.Count == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (Crash crash in crashes)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            WriteText(json, "message", $"{crash.Analyzer} threw in {crash.Project}: {crash.Exception}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteString(
            "level",
            finding.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" });
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Place);
        json.WriteEndArray();
        json.WriteStartArray("relatedLocations");
        foreach (Place hop in finding.Hops)
        {
            WriteLocation(json, hop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, Place place)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', place.Path.Split('/').Select(System.Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "SOURCES");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", place.Line);
        json.WriteNumber("startColumn", place.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
