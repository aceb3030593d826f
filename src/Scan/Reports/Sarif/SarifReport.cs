using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Baselines;
using ProcessSafety.Scan.Fixes;
using ProcessSafety.Scan.Loading;

namespace ProcessSafety.Scan.Reports.Sarif;

/// <summary>
/// The log of a scan: the call path of a finding as a code flow, its fix, its fingerprint, and whether the baseline has it. Paths are
/// relative to the root, which the log calls SOURCES.
/// </summary>
internal static class SarifReport
{
    private const string Sources = "SOURCES";

    public static SarifLog Create(ScanResult result, bool hasBaseline)
    {
        ImmutableArray<DiagnosticDescriptor> rules = [.. Rulebook.Rules
            .Where(rule => result.Findings.Any(finding => finding.Id == rule.Id) || result.Absent.Any(entry => entry.Id == rule.Id))];
        ImmutableDictionary<string, int> indexes = rules.Select(static (rule, at) => (rule.Id, at))
            .ToImmutableDictionary(static pair => pair.Id, static pair => pair.at);
        return new SarifLog(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = SarifLog.ToolName,
                    ["version"] = Rulebook.Version,
                    ["semanticVersion"] = Rulebook.Version,
                    ["informationUri"] = "https://github.com/ProcessSafety/ProcessSafety.Analyzers",
                    ["rules"] = Array(rules, Rule),
                },
            },
            ["invocations"] = new JsonArray(Invocation(result)),
            ["originalUriBaseIds"] = new JsonObject
            {
                [Sources] = new JsonObject { ["description"] = Text("The folder that was scanned, or that of its repository.") },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = SarifLog.Ordered([
                .. result.Findings.Select(finding => Result(finding, indexes[finding.Id], hasBaseline)),
                .. result.Absent.Where(entry => indexes.ContainsKey(entry.Id)).Select(entry => Gone(entry, indexes[entry.Id])),
            ]),
        });
    }

    private static JsonObject Rule(DiagnosticDescriptor rule) => new()
    {
        ["id"] = rule.Id,
        ["name"] = rule.Title.ToString(),
        ["shortDescription"] = Text(rule.Title.ToString()),
        ["fullDescription"] = Text(rule.Description.ToString()),
        ["help"] = new JsonObject
        {
            ["text"] = $"{rule.Description} See {rule.HelpLinkUri}.",
            ["markdown"] = $"{rule.Description} [{rule.Id}]({rule.HelpLinkUri}) tells more.",
        },
        ["helpUri"] = rule.HelpLinkUri,
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.DefaultSeverity) },
        ["properties"] = new JsonObject { ["category"] = rule.Category },
    };

    private static JsonObject Invocation(ScanResult result) => new()
    {
        ["executionSuccessful"] = result.IsComplete,
        ["toolExecutionNotifications"] = new JsonArray([
            .. result.Crashes.Select(static crash => Notification(
                "error",
                $"{crash.Analyzer} threw in {crash.Project}: {crash.Exception}")),
            .. result.Failures.Select(static failure => Notification("error", $"{failure.Name} was not scanned: {failure.Reason}")),
            .. result.Notes.Select(static note => Notification("note", note)),
        ]),
    };

    private static JsonObject Notification(string level, string text) => new() { ["level"] = level, ["message"] = Text(text) };

    private static JsonObject Result(Finding finding, int ruleIndex, bool hasBaseline)
    {
        JsonObject result = new()
        {
            ["ruleId"] = finding.Id,
            ["ruleIndex"] = ruleIndex,
            ["level"] = Level(finding.Severity),
            ["message"] = Text(finding.Message),
            ["locations"] = new JsonArray(Location(finding.Place, finding.Member)),
            ["partialFingerprints"] = new JsonObject { [SarifLog.FingerprintKey] = finding.Fingerprint },
        };
        if (finding.IsPath)
        {
            result["codeFlows"] = new JsonArray(CodeFlow(finding));
        }
        else if (!finding.Hops.IsEmpty)
        {
            result["relatedLocations"] = Array(finding.Hops, static hop => Location(hop.Place, hop.Member, hop.Text));
        }

        if (hasBaseline)
        {
            result["baselineState"] = finding.State == FindingState.New ? "new" : "unchanged";
        }

        if (finding.Fix is { Changes.IsEmpty: false } fix)
        {
            result["fixes"] = new JsonArray(FixOf(fix));
        }

        return result;
    }

    /// <summary>A finding that the baseline has, and the code no longer.</summary>
    private static JsonObject Gone(BaselineEntry entry, int ruleIndex) => new()
    {
        ["ruleId"] = entry.Id,
        ["ruleIndex"] = ruleIndex,
        ["level"] = "none",
        ["kind"] = "pass",
        ["message"] = Text(entry.Message),
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(entry.Path) },
        }),
        ["partialFingerprints"] = new JsonObject { [SarifLog.FingerprintKey] = entry.Fingerprint },
        ["baselineState"] = "absent",
    };

    /// <summary>From the place that is reported to the fact that it leads to.</summary>
    private static JsonObject CodeFlow(Finding finding) => new()
    {
        ["threadFlows"] = new JsonArray(new JsonObject
        {
            ["locations"] = new JsonArray([
                Step(Location(finding.Place, finding.Member, finding.Line)),
                .. finding.Hops.Select(static hop => Step(Location(hop.Place, hop.Member, hop.Text))),
            ]),
        }),
    };

    private static JsonObject Step(JsonObject location) => new() { ["location"] = location };

    private static JsonObject FixOf(Fix fix) => new()
    {
        ["description"] = Text(fix.IsReview ? $"{fix.Title} (review)" : fix.Title),
        ["artifactChanges"] = Array(fix.Changes, static change => new JsonObject
        {
            ["artifactLocation"] = Artifact(change.Path),
            ["replacements"] = Array(change.Replacements, static replacement => new JsonObject
            {
                ["deletedRegion"] = Region(replacement.Deleted),
                ["insertedContent"] = Text(replacement.Inserted),
            }),
        }),
    };

    private static JsonObject Location(Place place, string member, string? text = null)
    {
        JsonObject location = new()
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = Artifact(place.Path),
                ["region"] = Region(place),
            },
            ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = member }),
        };
        if (text is not null)
        {
            location["message"] = Text(text);
        }

        return location;
    }

    private static JsonObject Artifact(string path) => new() { ["uri"] = Uri(path), ["uriBaseId"] = Sources };

    private static string Uri(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    private static JsonObject Region(Place place) => new()
    {
        ["startLine"] = place.Line,
        ["startColumn"] = place.Column,
        ["endLine"] = place.EndLine,
        ["endColumn"] = place.EndColumn,
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> convert) => new([.. items.Select(convert)]);
}
