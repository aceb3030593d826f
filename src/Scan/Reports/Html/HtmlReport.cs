using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Reports.Html;

/// <summary>
/// A page with everything in it: readable without scripts and without network, in light and dark, by mouse and by keyboard.
/// </summary>
internal static class HtmlReport
{
    private const string StyleMark = "STYLE-GOES-HERE";
    private const string ScriptMark = "SCRIPT-GOES-HERE";

    public static void Write(Stream stream, ScanResult result, bool hasBaseline)
    {
        string title = $"ProcessSafety: {Path.GetFileName(result.Root)}";
        XElement page = new(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width")),
                // Without it a browser asks the server of the page for one.
                new XElement("link", new XAttribute("rel", "icon"), new XAttribute("href", "data:,")),
                new XElement("title", title),
                new XElement("style", StyleMark)),
            new XElement(
                "body",
                Header(title, result, hasBaseline),
                Chart(result),
                Filters.Element(result, hasBaseline),
                new XElement("main", Groups(result)),
                new XElement("script", ScriptMark)));
        string text = "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting)
            .Replace(StyleMark, Resource("page.css"), StringComparison.Ordinal)
            .Replace(ScriptMark, Resource("page.js"), StringComparison.Ordinal);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static XElement Header(string title, ScanResult result, bool hasBaseline)
    {
        int fresh = result.NewAtLeast(DiagnosticSeverity.Hidden);
        string count = hasBaseline
            ? $"{Counted.Of(fresh, "new finding")}, {result.Findings.Length - fresh} in the baseline"
            : Counted.Of(result.Findings.Length, "finding");
        IEnumerable<string> problems = result.Failures.Select(static failure => $"{failure.Name} was not scanned: {failure.Reason}")
            .Concat(result.Crashes.Select(static crash => $"{crash.Analyzer} threw in {crash.Project}."))
            .Concat(result.Notes);
        return new XElement(
            "header",
            new XElement("h1", title),
            new XElement(
                "p",
                $"{count}; {Counted.Of(result.Projects.Length, "project")}, {Counted.Of(result.Files, "file")}, "
                + $"{Counted.Of(result.Lines, "line")}; rules {Rulebook.Version}"),
            problems.Select(static problem => new XElement("p", Class("problem"), problem)),
            new XElement(
                "p",
                Class("keys"),
                new XElement("kbd", "/"), " search, ",
                new XElement("kbd", "j"), " next, ",
                new XElement("kbd", "k"), " previous, ",
                new XElement("kbd", "Enter"), " open or close, ",
                new XElement("button", new XAttribute("type", "button"), new XAttribute("id", "theme"), "Light or dark")));
    }

    /// <summary>How many findings each family has; a bar filters.</summary>
    private static XElement? Chart(ScanResult result)
    {
        (string Family, int Count)[] families = [.. result.Findings.GroupBy(static finding => Rulebook.FamilyOf(finding.Rule))
            .Select(static family => (family.Key, family.Count()))
            .OrderByDescending(static family => family.Item2)
            .ThenBy(static family => family.Key, StringComparer.Ordinal)];
        return families is [] ? null : new XElement(
            "section",
            new XAttribute("id", "chart"),
            new XAttribute("aria-label", "Findings by family"),
            families.Select(family => new XElement(
                "button",
                new XAttribute("type", "button"),
                new XAttribute("aria-pressed", "false"),
                new XAttribute("data-family", family.Family),
                new XElement("span", Class("name"), family.Family),
                new XElement(
                    "span",
                    Class("bar"),
                    new XElement("span", new XAttribute("style", $"width:{100 * family.Count / families[0].Count}%"), "\u00a0")),
                new XElement("span", Class("count"), family.Count))));
    }

    private static IEnumerable<XElement> Groups(ScanResult result)
    {
        if (result.Findings.IsEmpty)
        {
            yield return new XElement("p", "No rule found anything.");
        }

        int number = 0;
        foreach (IGrouping<DiagnosticDescriptor, Finding> rule in result.Findings.GroupBy(static finding => finding.Rule)
            .OrderBy(static rule => rule.Key.Id, StringComparer.Ordinal))
        {
            yield return new XElement(
                "section",
                Class("rule"),
                new XElement(
                    "h2",
                    new XElement("a", new XAttribute("href", rule.Key.HelpLinkUri), rule.Key.Id),
                    $" {rule.Key.Title} ",
                    new XElement("span", Class("count"), rule.Count())),
                new XElement("p", rule.Key.Description.ToString()),
                rule.Select(finding => FindingView.Element(finding, ++number)));
        }
    }

    private static XAttribute Class(string name) => new("class", name);

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
