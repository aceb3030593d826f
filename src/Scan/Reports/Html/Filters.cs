using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Reports.Html;

/// <summary>The form that chooses what is shown.</summary>
internal static class Filters
{
    public static XElement Element(ScanResult result, bool hasBaseline) => new(
        "form",
        new XAttribute("id", "filters"),
        new XAttribute("role", "search"),
        new XElement(
            "label",
            "Text ",
            new XElement("input", new XAttribute("type", "search"), new XAttribute("id", "text"))),
        Select("rule", "Rule", result.Findings.Select(static finding => finding.Id)),
        Select("project", "Project", result.Findings.SelectMany(static finding => finding.Projects)),
        Select("severity", "Level", result.Findings.Select(static finding => Levels.Word(finding.Severity))),
        hasBaseline ? Select("state", "Baseline", result.Findings.Select(static finding => FindingView.Word(finding.State))) : null,
        new XElement("button", new XAttribute("type", "reset"), "Show all"),
        new XElement("output", new XAttribute("id", "shown"), new XAttribute("aria-live", "polite"), $"{result.Findings.Length} shown"));

    private static XElement Select(string id, string label, IEnumerable<string> values) => new(
        "label",
        $"{label} ",
        new XElement(
            "select",
            new XAttribute("id", id),
            new XElement("option", new XAttribute("value", ""), "all"),
            values.Distinct().Order(StringComparer.Ordinal).Select(static value => new XElement("option", value))));
}
