using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProcessSafety.Scan.Tests.Reports;

/// <summary>Draws what was written to a terminal.</summary>
internal sealed class SvgEncoder : IAnsiConsoleEncoder
{
    private const double CharacterWidth = 8.43;
    private const int LineHeight = 19;
    private const int Margin = 16;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public string Encode(IAnsiConsole console, IEnumerable<IRenderable> renderable)
    {
        List<List<Segment>> lines = Split(renderable.SelectMany(part => part.GetSegments(console)));
        double width = (console.Profile.Width * CharacterWidth) + (2 * Margin);
        int height = (lines.Count * LineHeight) + (2 * Margin);
        XElement picture = new(
            Svg + "svg",
            new XAttribute("viewBox", Number($"0 0 {width:F0} {height}")),
            new XAttribute("role", "img"),
            new XAttribute("font-family", "Consolas, Menlo, 'DejaVu Sans Mono', monospace"),
            new XAttribute("font-size", 14),
            new XAttribute(XNamespace.Xml + "space", "preserve"),
            new XAttribute("fill", "#e6e8eb"),
            new XElement(Svg + "title", "processsafety scan in a terminal"),
            new XElement(
                Svg + "rect",
                new XAttribute("width", "100%"),
                new XAttribute("height", "100%"),
                new XAttribute("rx", 8),
                new XAttribute("fill", "#16181d")),
            lines.SelectMany(Draw));
        return picture.ToString() + "\n";
    }

    private static List<List<Segment>> Split(IEnumerable<Segment> segments)
    {
        List<List<Segment>> lines = [[]];
        foreach (Segment segment in segments.Where(static segment => !segment.IsControlCode))
        {
            string[] parts = segment.Text.ReplaceLineEndings("\n").Split('\n');
            lines[^1].Add(new Segment(parts[0], segment.Style));
            lines.AddRange(parts.Skip(1).Select(part => new List<Segment> { new(part, segment.Style) }));
        }

        return lines[^1].All(static segment => segment.Text.Length == 0) ? lines[..^1] : lines;
    }

    private static IEnumerable<XElement> Draw(List<Segment> line, int number)
    {
        int column = 0;
        foreach (Segment segment in line)
        {
            if (!string.IsNullOrWhiteSpace(segment.Text))
            {
                yield return Draw(segment, column, number);
            }

            column += segment.CellCount();
        }
    }

    private static XElement Draw(Segment segment, int column, int line)
    {
        int blanks = segment.Text.Length - segment.Text.TrimStart().Length;
        XElement text = new(
            Svg + "text",
            new XAttribute("x", Number($"{Margin + ((column + blanks) * CharacterWidth):F1}")),
            new XAttribute("y", Margin + (line * LineHeight) + 14),
            new XAttribute("textLength", Number($"{segment.Text.Trim().Length * CharacterWidth:F1}")),
            segment.Text.Trim());
        if (segment.Style.Foreground != Color.Default)
        {
            text.Add(new XAttribute("fill", "#" + segment.Style.Foreground.ToHex()));
        }

        if (segment.Style.Decoration.HasFlag(Decoration.Bold))
        {
            text.Add(new XAttribute("font-weight", "bold"));
        }

        return text;
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
