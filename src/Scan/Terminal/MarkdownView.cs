using System;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace ProcessSafety.Scan.Terminal;

/// <summary>Shows the pages of rules on a terminal.</summary>
internal sealed partial class MarkdownView(IAnsiConsole console)
{
    public void Write(string markdown)
    {
        bool isCode = false;
        foreach (string line in markdown.ReplaceLineEndings("\n").TrimEnd().Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (isCode)
            {
                console.MarkupLineInterpolated($"    [teal]{line}[/]");
            }
            else if (line.StartsWith('#'))
            {
                console.MarkupLineInterpolated($"[bold yellow]{line.TrimStart('#', ' ')}[/]");
            }
            else if (!TableRule().IsMatch(line))
            {
                console.MarkupLine(Inline(line));
            }
        }
    }

    private static string Inline(string line)
    {
        string text = Link().Replace(line, "${text}").EscapeMarkup();
        text = Code().Replace(text, "[teal]${code}[/]");
        return Strong().Replace(text, "[bold]${text}[/]");
    }

    [GeneratedRegex(@"^\|[-:| ]+\|$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*")]
    private static partial Regex Strong();
}
