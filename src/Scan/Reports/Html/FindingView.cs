using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Fixes;
using ProcessSafety.Scan.Terminal;

namespace ProcessSafety.Scan.Reports.Html;

/// <summary>One finding: its line, its path as a picture, the code at each step, and its fix.</summary>
internal static class FindingView
{
    public static XElement Element(Finding finding, int number)
    {
        string level = Levels.Word(finding.Severity);
        string id = $"finding-{number}";
        return new XElement(
            "article",
            new XAttribute("id", id),
            new XAttribute("tabindex", "0"),
            new XAttribute("data-rule", finding.Id),
            new XAttribute("data-family", Rulebook.FamilyOf(finding.Rule)),
            new XAttribute("data-project", string.Join('\n', finding.Projects)),
            new XAttribute("data-severity", level),
            new XAttribute("data-state", Word(finding.State)),
            new XElement(
                "h3",
                new XElement("span", Class($"level {level}"), level),
                " ",
                new XElement("code", $"{finding.Place.Path}:{finding.Place.Line}"),
                " ",
                new XElement("span", Class("member"), finding.Member)),
            new XElement("p", finding.Message),
            Code(finding.Code, finding.Place),
            finding.IsPath ? PathPicture.Element(finding, id) : null,
            finding.Hops.IsEmpty ? null : Steps(finding, id),
            finding.Fix is { } fix ? Diff(fix) : null);
    }

    public static string Word(FindingState state) => state == FindingState.New ? "new" : "in the baseline";

    private static XElement Steps(Finding finding, string id) => new(
        "details",
        new XElement("summary", finding.IsPath ? "The code at each step" : "Other places"),
        finding.Hops.Select((hop, at) => new XElement(
            "div",
            new XAttribute("id", $"{id}-step-{at + 1}"),
            new XElement(
                "p",
                $"{at + 1}. ",
                new XElement("code", hop.Text),
                $" in {hop.Member}, ",
                new XElement("code", $"{hop.Place.Path}:{hop.Place.Line}")),
            Code(hop.Code, hop.Place))));

    private static XElement Code(Snippet code, Place place) => new(
        "pre",
        code.Lines.Select((line, at) => Line(line, code.FirstLine + at, place)));

    private static XElement Line(string line, int number, Place place)
    {
        bool isMeant = number == place.Line;
        int start = place.Column - 1;
        int end = place.EndLine == place.Line ? place.EndColumn - 1 : line.Length;
        IEnumerable<object> content = isMeant && start < end && end <= line.Length
            ? [line[..start], new XElement("mark", line[start..end]), line[end..]]
            : [line];
        return new XElement(
            "span",
            Class(isMeant ? "line here" : "line"),
            new XElement("span", Class("number"), $"{number,5} "),
            content,
            "\n");
    }

    private static XElement Diff(Fix fix) => new(
        "details",
        new XElement("summary", fix.IsReview ? $"Fix, to be reviewed: {fix.Title}" : $"Fix: {fix.Title}"),
        fix.Changes.Select(static change => new XElement(
            "div",
            new XElement("p", new XElement("code", change.Path)),
            new XElement("pre", change.Diff.Select(static line => new XElement("span", Class($"line {KindOf(line)}"), line, "\n"))))));

    private static string KindOf(string line) => line[0] switch
    {
        '+' => "added",
        '-' => "removed",
        '@' => "hunk",
        _ => "kept",
    };

    private static XAttribute Class(string name) => new("class", name);
}
