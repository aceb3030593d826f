using System.Linq;
using ProcessSafety.Scan.Fixes;
using Xunit;

namespace ProcessSafety.Scan.Tests.Fixes;

public sealed class LineDiffTests
{
    private static readonly string Twenty = string.Join('\n', Enumerable.Range(1, 20).Select(static number => $"line {number}"));

    [Fact]
    public void ChangedLine_HasThreeLinesAroundIt() => Assert.Equal(
        "@@ 7 @@\n line 7\n line 8\n line 9\n-line 10\n+line ten\n line 11\n line 12\n line 13",
        string.Join("\n", LineDiff.Of(Twenty, Twenty.Replace("line 10\n", "line ten\n", System.StringComparison.Ordinal))));

    [Fact]
    public void DistantChanges_AreHunksOfTheirOwn() => Assert.Equal(
        "@@ 1 @@\n+line 0\n line 1\n line 2\n line 3\n@@ 17 @@\n line 17\n line 18\n line 19\n-line 20\n+end",
        string.Join("\n", LineDiff.Of(Twenty, "line 0\n" + Twenty.Replace("line 20", "end", System.StringComparison.Ordinal))));

    [Fact]
    public void EqualTexts_HaveNone() => Assert.Empty(LineDiff.Of(Twenty, Twenty));
}
