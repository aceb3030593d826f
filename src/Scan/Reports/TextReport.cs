using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Scan.Analysis;
using ProcessSafety.Scan.Terminal;
using Spectre.Console;

namespace ProcessSafety.Scan.Reports;

/// <summary>Findings for a person: each with its line and its path, then what there is of each rule and project.</summary>
internal sealed class TextReport(IAnsiConsole console)
{
    /// <summary>Shows what is new; what the baseline has is counted.</summary>
    public void Write(ScanResult result, bool hasBaseline)
    {
        List<Finding> shown = [.. result.Findings.Where(static finding => finding.State == FindingState.New)];
        foreach (Finding finding in shown)
        {
            Write(finding);
        }

        if (shown.Count > 0)
        {
            Write("Rule", shown.GroupBy(static finding => finding.Rule)
                .OrderBy(static rule => rule.Key.Id, System.StringComparer.Ordinal)
                .Select(static rule => ($"{rule.Key.Id}  {rule.Key.Title}", rule.Count())));
            Write("Project", shown.SelectMany(static finding => finding.Projects)
                .GroupBy(static project => project)
                .OrderBy(static project => project.Key, System.StringComparer.Ordinal)
                .Select(static project => (project.Key, project.Count())));
        }

        WriteSum(result, shown, hasBaseline);
    }

    private void Write(Finding finding)
    {
        string level = $"[{Levels.Color(finding.Severity)}]{Levels.Word(finding.Severity)}[/]";
        console.MarkupLine(
            $"[bold]{finding.Place.ToString().EscapeMarkup()}[/] {level} [bold]{finding.Id}[/] {finding.Message.EscapeMarkup()}");
        console.MarkupLineInterpolated($"  [grey]{finding.Place.Line,5} │[/] {finding.Line}");
        if (!finding.Hops.IsEmpty)
        {
            console.MarkupLine($"        [grey]{(finding.IsPath ? "leads to" : "see also")}[/]");
        }

        for (int at = 0; at < finding.Hops.Length; at++)
        {
            Hop hop = finding.Hops[at];
            string indent = new(' ', 8 + (finding.IsPath ? 4 * at : 0));
            string place = hop.Place.Path == finding.Place.Path ? $"line {hop.Place.Line}" : $"{hop.Place.Path}:{hop.Place.Line}";
            console.MarkupLineInterpolated($"{indent}[grey]└──[/] {hop.Text}  [grey]{hop.Member}, {place}[/]");
        }

        console.WriteLine();
    }

    private void Write(string heading, IEnumerable<(string Name, int Count)> rows)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn(heading))
            .AddColumn(new TableColumn("Findings").RightAligned());
        foreach ((string name, int count) in rows)
        {
            table.AddRow(new Text(name), new Text(count.ToString("N0", CultureInfo.InvariantCulture)));
        }

        console.Write(table);
    }

    private void WriteSum(ScanResult result, List<Finding> shown, bool hasBaseline)
    {
        string levels = string.Join(", ", shown.GroupBy(static finding => finding.Severity)
            .OrderByDescending(static level => level.Key)
            .Select(static level => level.Key == DiagnosticSeverity.Info
                ? $"{level.Count()} info"
                : Counted.Of(level.Count(), Levels.Word(level.Key))));
        string known = hasBaseline
            ? $"; {Counted.Of(result.Findings.Length - shown.Count, "finding")} in the baseline, {result.Absent.Length} of it gone"
            : "";
        string kind = hasBaseline ? "new finding" : "finding";
        console.WriteLine(
            $"{Counted.Of(shown.Count, kind)}{(levels.Length > 0 ? $" ({levels})" : "")}{known}; "
            + $"{Counted.Of(result.Projects.Length, "project")}, {Counted.Of(result.Files, "file")}, {Counted.Of(result.Lines, "line")}");
    }
}
