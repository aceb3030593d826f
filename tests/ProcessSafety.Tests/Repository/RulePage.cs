using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProcessSafety.Tests.Robustness;

namespace ProcessSafety.Tests.Repository;

/// <summary>The page of one rule, docs/rules/ID.md, taken apart into its sections.</summary>
internal sealed partial class RulePage
{
    /// <summary>The headings that each page has, in this order.</summary>
    public static readonly IReadOnlyList<string> Headings =
    [
        "What is reported",
        "Why",
        "Bad",
        "Good",
        "Fix",
        "When to suppress",
        "Known limits",
        "Options",
        "Platforms and targets",
        "Related rules",
    ];

    private readonly Dictionary<string, string> _sections = [];

    public RulePage(DiagnosticDescriptor rule)
    {
        Id = rule.Id;
        Path = PathOf(rule.Id);
        string[] parts = SectionStart().Split(SourceTree.Read(Path).ReplaceLineEndings("\n"));
        Head = parts[0].Trim().Split('\n');
        Found = [.. parts.Skip(1).Select(part => part[..part.IndexOf('\n')].Trim())];
        foreach (string part in parts.Skip(1))
        {
            int end = part.IndexOf('\n');
            _sections[part[..end].Trim()] = part[end..].Trim();
        }
    }

    public string Id { get; }

    public string Path { get; }

    /// <summary>The lines before the first section: the title, a table with the rule in one row, and how a quiet rule is seen.</summary>
    public IReadOnlyList<string> Head { get; }

    public string Title => Head[0];

    /// <summary>The headings as the page has them.</summary>
    public IReadOnlyList<string> Found { get; }

    /// <summary>"safe", "review" or "none": the first word of the section on the fix.</summary>
    public string FixClass => FixStart().Match(this["Fix"]) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : "";

    /// <summary>Whether the page tells of a fix that a person should look at, beside a safe one or alone.</summary>
    public bool OffersReview => this["Fix"].Contains("**Review", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a fix of the page is applied to many places at once: a safe one everywhere, a review one in a file or project.
    /// </summary>
    public bool HasFixAll => FixAllStart().IsMatch(this["Fix"]);

    /// <summary>The sentences of the section on the fix, without the words that name its class, the marks of lists and bold type.</summary>
    public IEnumerable<string> FixSentences => Sentence()
        .Matches(Marks().Replace(FixLabel().Replace(this["Fix"], ""), "").Replace('\n', ' '))
        .Select(match => match.Value.Trim())
        .Where(sentence => sentence.Length > 0)
        .Select(sentence => char.ToUpperInvariant(sentence[0]) + sentence[1..]);

    /// <summary>Whether a sentence on a fix says where it is offered and where not.</summary>
    public static bool IsCondition(string sentence) => Condition().IsMatch(sentence);

    public string this[string heading] => _sections[heading];

    public static string PathOf(string id) => $"docs/rules/{id}.md";

    /// <summary>The fenced blocks of a section in one language.</summary>
    public IReadOnlyList<string> Code(string heading, string language) =>
        [.. Fence()
            .Matches(this[heading])
            .Where(match => match.Groups[1].Value == language)
            .Select(match => match.Groups[2].Value.Trim('\n'))];

    /// <summary>The page with another good sample.</summary>
    public string WithGood(string code)
    {
        string text = SourceTree.Read(Path).ReplaceLineEndings("\n");
        int begin = text.IndexOf("```csharp\n", text.IndexOf("\n## Good\n", StringComparison.Ordinal), StringComparison.Ordinal);
        int end = text.IndexOf("\n```", begin + 1, StringComparison.Ordinal);
        return $"{text[..begin]}```csharp\n{code}{text[end..]}";
    }

    [GeneratedRegex(@"^## ", RegexOptions.Multiline)]
    private static partial Regex SectionStart();

    [GeneratedRegex(@"\A\*\*(Safe|Review|None)\b")]
    private static partial Regex FixStart();

    [GeneratedRegex(@"\A\*\*(Safe|Review)\*\*, with Fix All")]
    private static partial Regex FixAllStart();

    [GeneratedRegex(
        @"^\*\*(Safe|Review|None)\.?\*\*(, (with|without) Fix All( in a file or project)?)?[.:,;]?",
        RegexOptions.Multiline)]
    private static partial Regex FixLabel();

    [GeneratedRegex(@"^- |\*\*", RegexOptions.Multiline)]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\.(?!\s|$)|[^.`\[])+\.?")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b([Oo]ffered|There is (no|none)|no fix|gets none)\b|^None\b")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
