using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("a[|b|]c", "abc", ":1-2")]
    [InlineData("a{|ID:b|}c", "abc", "ID:1-2")]
    [InlineData("{|A:a{|B:b|}c|}", "abc", "A:0-3 B:1-2")]
    [InlineData("{|#0:a{|#1:b|#0}c|#1}", "abc", "#0:0-2 #1:1-3")]
    [InlineData("{|A:a|}{|A:b|}", "ab", "A:0-1 A:1-2")]
    [InlineData("[||]a", "a", ":0-0")]
    [InlineData("[|a[|]]", "a[]", ":0-2")]
    [InlineData("{|A:a[|}]", "a[]", "A:0-2")]
    [InlineData("x is { Length: > 0 } || y", "x is { Length: > 0 } || y", "")]
    [InlineData("{ | } { |: }", "{ | } { |: }", "")]
    public void Spans(string input, string output, string spans)
    {
        TestFileMarkupParser.GetSpans(input, out string text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> found);

        Assert.Equal(output, text);
        Assert.Equal(spans, string.Join(' ', found.SelectMany(pair => pair.Value.Select(span => $"{pair.Key}:{span.Start}-{span.End}")).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Positions()
    {
        TestFileMarkupParser.GetPositionsAndSpans("a$$b[|c$$|]", out string text, out ImmutableArray<int> positions, out _);

        Assert.Equal("abc", text);
        Assert.Equal([1, 3], positions.ToArray());
    }

    [Fact]
    public void Positions_AsCode()
    {
        TestFileMarkupParser.GetSpans("a$$b", treatPositionIndicatorsAsCode: true, out string text, out _);

        Assert.Equal("a$$b", text);
    }

    [Theory]
    [InlineData("a|]")]
    [InlineData("[|a")]
    [InlineData("{|A:a|#0}")]
    [InlineData("{|#0:a|}{|#0:b|}")]
    public void TagWithoutPartner(string input) => Assert.Throws<ArgumentException>(() => TestFileMarkupParser.GetSpans(input, out _, out _));
}
