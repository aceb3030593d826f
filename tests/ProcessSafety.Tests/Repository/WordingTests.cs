using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Repository;

/// <summary>
/// What a user reads is short, and in the words of the field: a list says which words are not used, and none of them is in a rule,
/// a page or a source file. The messages that are really reported are measured by each test of a rule (<see cref="MessageWording"/>).
/// </summary>
public sealed class WordingTests
{
    private const int TitleLetters = 60;

    /// <summary>Between two words there may be a line break, with the marks of a comment or of a text in parts.</summary>
    private const string Gap = @"(?:\s|/{2,3}|\+|"")+";

    private const string British =
        @"\b\w*(?:serialis|initialis|synchronis|finalis|recognis|organis|normalis|optimis|analys(?=e\b|ed|er|es|ing)|behaviour)\w*";

    /// <summary>A pattern for each word that is not used, with what is written in its place.</summary>
    private static readonly (string Pattern, string Instead)[] s_avoided =
    [
        ("(?:go|goes|going|went) on", "continue; `neither goes on`: both hang"),
        ("beside", "compared with, alongside, next to, apart from"),
        ("(?:let|lets|letting) go", "release"),
        ("without bound", "indefinitely, unbounded"),
        ("for ever", "forever"),
        ("living code", "application code"),
        ("is none", "an invalid handle or value; is not one"),
        ("anew", "again"),
        ("good order", "gracefully"),
        ("dearer", "costs more"),
        ("round (?:an?|the|its?|that|this|them|these|each|every|all|another|one|which|both|code|calls?|what|whom)", "around"),
        ("(?:rule|message|it|page|warning|diagnostic|analyzer|fix)s? tells?", "report, say"),
        ("(?:stands?|lies?) in", "is in"),
        ("(?:is|are) told", "how a process is started; is reported, is known"),
    ];

    private static readonly Regex s_words = new(
        $@"\b(?:{string.Join('|', s_avoided.Select(word => word.Pattern.Replace(" ", Gap, StringComparison.Ordinal)))})\b",
        RegexOptions.IgnoreCase | RegexOptions.Compiled);

    public static TheoryData<string> Ids => [.. Shipped.Descriptors.Select(rule => rule.Id)];

    /// <summary>All that a user may read: the README, the pages, and the sources with what they say.</summary>
    public static TheoryData<string> Files =>
    [
        "README.md",
        .. SourceTree.Files("docs", "*.md"),
        .. SourceTree.Files("src").Where(path => !path.EndsWith(".png", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_HasNoAvoidedWord(string path)
    {
        string text = SourceTree.Read(path);
        string[] found = [.. Avoided(text).Select(match => $"{path}:{text[..match.Index].Count(one => one == '\n') + 1}: {match.Value}")];

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasNoAvoidedWord(string id) => Assert.All(
        Texts(id),
        text =>
        {
            Assert.Empty(Avoided(text).Select(match => match.Value));
            Assert.DoesNotMatch(new Regex(British, RegexOptions.IgnoreCase), text);
            Assert.DoesNotMatch(@"\bus\b|\bour\b|<Main>", text);
        });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Title_IsShort(string id) => Assert.InRange(Rule(id).Title.ToString().Length, 1, TitleLetters);

    /// <summary>The texts that an analyzer puts in count where they are reported.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Message_IsShort(string id) =>
        Assert.Null(MessageWording.Problem(Rule(id).MessageFormat.ToString()));

    [Theory]
    [InlineData("neither goes on")]
    [InlineData("the program goes\n    /// on")]
    [InlineData("\"so neither goes \"\n            + \"on\"")]
    [InlineData("Let go of the lock")]
    [InlineData("a value that is none")]
    [InlineData("the code round it")]
    [InlineData("a loop round\n/// the call")]
    [InlineData("Round an await")]
    [InlineData("the message tells it")]
    [InlineData("what a start is told")]
    [InlineData("where a place lies in a method")]
    [InlineData("they stand in one list")]
    [InlineData("Beside other analyzers")]
    [InlineData("created anew")]
    public void AvoidedWord_IsFound(string text) => Assert.NotEmpty(Avoided(text));

    [Theory]
    [InlineData("the program continues")]
    [InlineData("in each round")]
    [InlineData("around the call")]
    [InlineData("a condition that tells a worker from its parent")]
    [InlineData("private bool IsListedBeside(int standIn) => true;")]
    [InlineData("Assert.NotEmpty(ControlFlow.LoopRound(call));")]
    [InlineData("a goal, once reached")]
    public void OtherWord_IsNotFound(string text) => Assert.Empty(Avoided(text));

    [Theory]
    [InlineData("'~Node → lock (s_gate)' waits. Stop.", " waits. Stop.")]
    [InlineData("'a' guards 'b.C(\"d\")': the child's output is lost. Read it.", " guards : the child's output is lost. Read it.")]
    public void Prose_IsTheMessageWithoutItsCode(string message, string prose) => Assert.Equal(prose, MessageWording.Prose(message));

    [Fact]
    public void LongMessage_IsFound() => Assert.NotNull(
        MessageWording.Problem("'x' waits" + string.Concat(Enumerable.Repeat(" and waits", MessageWording.Letters / 10)) + "."));

    [Fact]
    public void EntryPointOfTheCompiler_IsFound() => Assert.NotNull(MessageWording.Problem("'<Main>$ → Work()' waits. Stop."));

    private static IEnumerable<Match> Avoided(string text) => s_words.Matches(text);

    private static IEnumerable<string> Texts(string id)
    {
        DiagnosticDescriptor rule = Rule(id);
        return [rule.Title.ToString(), rule.MessageFormat.ToString(), rule.Description.ToString()];
    }

    private static DiagnosticDescriptor Rule(string id) => Shipped.Descriptors.Single(rule => rule.Id == id);
}
