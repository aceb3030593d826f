using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using static System.FormattableString;
using ProcessSafety.Scan.Analysis;

namespace ProcessSafety.Scan.Reports.Html;

/// <summary>A call path as a picture: a box for each body, an arrow for each call, the fact at the end.</summary>
internal static class PathPicture
{
    private const int BoxHeight = 46;
    private const int Gap = 30;
    private const int Margin = 2;
    private const int CharacterWidth = 8;
    private const int MostCharacters = 90;
    private const int LeastWidth = 200;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture; each box leads to the code of its step, whose id begins with <paramref name="id"/>.</summary>
    public static XElement Element(Finding finding, string id)
    {
        List<Box> boxes = [new(finding.Member, Short(finding.Line), "", id)];
        boxes.AddRange(finding.Hops.Select((hop, at) => new Box(
            hop.Member,
            Short(hop.Text),
            $"{hop.Place.Path[(hop.Place.Path.LastIndexOf('/') + 1)..]}:{hop.Place.Line}",
            $"{id}-step-{at + 1}")));
        int width = Math.Max(LeastWidth, (boxes.Max(static box => box.Characters) + 4) * CharacterWidth);
        int height = (boxes.Count * BoxHeight) + ((boxes.Count - 1) * Gap) + (2 * Margin);
        string label = "Call path: " + string.Join(", then ", boxes.Select(static box => $"{box.Code} in {box.Member}"));
        return new XElement(
            Svg + "svg",
            new XAttribute("class", "path"),
            new XAttribute("role", "img"),
            new XAttribute("viewBox", Invariant($"0 0 {width + (2 * Margin)} {height}")),
            new XAttribute("width", width + (2 * Margin)),
            new XAttribute("height", height),
            new XElement(Svg + "title", label),
            boxes.Select((box, at) => Draw(box, at, width, isLast: at == boxes.Count - 1)),
            Enumerable.Range(1, boxes.Count - 1).Select(Arrow));
    }

    private static XElement Draw(Box box, int at, int width, bool isLast)
    {
        int top = TopOf(at);
        return new XElement(
            Svg + "a",
            new XAttribute("href", $"#{box.Target}"),
            new XElement(
                Svg + "rect",
                new XAttribute("class", isLast ? "fact" : "body"),
                new XAttribute("x", Margin),
                new XAttribute("y", top),
                new XAttribute("width", width),
                new XAttribute("height", BoxHeight),
                new XAttribute("rx", 6)),
            Words("member", 10, top + 18, box.Member),
            Words("place", width - 8, top + 18, box.Place),
            Words("code", 10, top + 36, box.Code));
    }

    private static XElement Words(string kind, int x, int y, string text) =>
        new(Svg + "text", new XAttribute("class", kind), new XAttribute("x", x), new XAttribute("y", y), text);

    private static XElement Arrow(int to)
    {
        int end = TopOf(to);
        int start = end - Gap;
        return new XElement(
            Svg + "path",
            new XAttribute("class", "arrow"),
            new XAttribute("d", Invariant($"M30 {start} V{end - 1} M25 {end - 7} L30 {end - 1} L35 {end - 7}")));
    }

    private static int TopOf(int box) => Margin + (box * (BoxHeight + Gap));

    private static string Short(string text) => text.Length <= MostCharacters ? text : text[..(MostCharacters - 1)] + "…";

    private sealed record Box(string Member, string Code, string Place, string Target)
    {
        public int Characters => Math.Max(Member.Length + Place.Length + 2, Code.Length);
    }
}
