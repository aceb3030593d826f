using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessSafety.Scan.Reports.Sarif;

/// <summary>A SARIF 2.1.0 log of this tool, with one run.</summary>
internal sealed class SarifLog
{
    public const string ToolName = "ProcessSafety.Scan";

    /// <summary>Key of the fingerprint; another version of how it is made would have another key.</summary>
    public const string FingerprintKey = "processSafety/v1";

    private const string Version = "2.1.0";

    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _run;

    /// <summary>A log of one run.</summary>
    public SarifLog(JsonObject run) => _run = run;

    /// <summary>How many results the run has.</summary>
    public int Results => ResultsOf(_run).Count;

    /// <summary>Reads a log that this tool wrote.</summary>
    /// <exception cref="ScanException">The file does not exist, or is no such log.</exception>
    public static SarifLog Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ScanException($"'{path}' does not exist.");
        }

        try
        {
            JsonNode? log = JsonNode.Parse(File.ReadAllText(path));
            return log?["version"]?.GetValue<string>() == Version
                && log["runs"] is JsonArray { Count: 1 } runs
                && runs[0] is JsonObject run
                && run["tool"]?["driver"]?["name"]?.GetValue<string>() == ToolName
                && run["tool"]!["driver"]!["rules"] is JsonArray
                && run["results"] is JsonArray
                ? new SarifLog(run)
                : throw new ScanException($"'{path}' is no SARIF {Version} log of {ToolName}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ScanException($"'{path}' is no SARIF log: {error.Message}");
        }
    }

    /// <summary>One log of several parts of a scan: what two parts have, since they share a file, is there once.</summary>
    public static SarifLog Merge(IReadOnlyList<SarifLog> parts)
    {
        JsonObject merged = parts[0]._run.DeepClone().AsObject();
        SortedDictionary<string, JsonNode> rules = new(StringComparer.Ordinal);
        foreach (JsonNode rule in parts.SelectMany(static part => RulesOf(part._run)).OfType<JsonNode>())
        {
            rules.TryAdd(IdOf(rule), rule.DeepClone());
        }

        Dictionary<string, int> indexes = rules.Keys.Select(static (id, at) => (Id: id, At: at))
            .ToDictionary(static pair => pair.Id, static pair => pair.At);
        merged["tool"]!["driver"]!["rules"] = new JsonArray([.. rules.Values]);
        List<JsonNode> results = [.. parts.SelectMany(static part => ResultsOf(part._run))
            .OfType<JsonNode>()
            .Select(static result => result.DeepClone())];
        foreach (JsonNode result in results)
        {
            result["ruleIndex"] = indexes[result["ruleId"]!.GetValue<string>()];
        }

        merged["results"] = Ordered(results.DistinctBy(static result => result.ToJsonString()));
        merged["invocations"] = Invocations(parts);
        return new SarifLog(merged);
    }

    /// <summary>Results in the order that logs have: those that are gone come last, the others by their places.</summary>
    public static JsonArray Ordered(IEnumerable<JsonNode> results) => new([.. results.OrderBy(SortKey, StringComparer.Ordinal)]);

    public void Write(Stream stream)
    {
        using (Utf8JsonWriter json = new(stream, Format))
        {
            new JsonObject
            {
                ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
                ["version"] = Version,
                ["runs"] = new JsonArray(_run.DeepClone()),
            }.WriteTo(json);
        }

        stream.WriteByte((byte)'\n');
    }

    private static JsonArray RulesOf(JsonObject run) => run["tool"]!["driver"]!["rules"]!.AsArray();

    private static JsonArray ResultsOf(JsonObject run) => run["results"]!.AsArray();

    private static string IdOf(JsonNode rule) => rule["id"]!.GetValue<string>();

    private static string SortKey(JsonNode result)
    {
        bool isAbsent = result["baselineState"]?.GetValue<string>() == "absent";
        JsonNode place = result["locations"]![0]!["physicalLocation"]!;
        JsonNode? region = place["region"];
        return string.Join(
            '\n',
            isAbsent ? "1" : "0",
            place["artifactLocation"]!["uri"]!.GetValue<string>(),
            Number(region?["startLine"]),
            Number(region?["startColumn"]),
            result["ruleId"]!.GetValue<string>(),
            result["message"]!["text"]!.GetValue<string>(),
            result.ToJsonString());
    }

    private static string Number(JsonNode? node) => (node?.GetValue<int>() ?? 0).ToString("D9", CultureInfo.InvariantCulture);

    private static JsonArray Invocations(IEnumerable<SarifLog> parts)
    {
        List<JsonNode> all = [.. parts.SelectMany(static part => part._run["invocations"]?.AsArray() ?? []).OfType<JsonNode>()];
        JsonArray notifications = [.. all
            .SelectMany(static invocation => invocation["toolExecutionNotifications"]?.AsArray() ?? [])
            .OfType<JsonNode>()
            .Select(static notification => notification.DeepClone())];
        return [new JsonObject
        {
            ["executionSuccessful"] = all.All(static invocation => invocation["executionSuccessful"]!.GetValue<bool>()),
            ["toolExecutionNotifications"] = notifications,
        }];
    }
}
