using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Engine.Syntax;

/// <summary>
/// The words of a file are kept as one bit each, so that a file may seem to have a word that it has not. Each program here has a name that
/// shares the bit of such a word: the verdict must be the one without it.
/// </summary>
public sealed class WordFilterTests : RuleTest
{
    /// <summary>Stands for the name that is chosen.</summary>
    private const string Name = "Other";

    private const string Plain = "class Test { void Other() { } }";

    [Fact]
    public void Filter_SaysYesWrongly_AndTheSearchDoesNot()
    {
        SyntaxIndex index = SyntaxIndex.Of(AnalyzerNet.Parse(Colliding(Plain, "Kill"), "Test.cs"));

        Assert.True(index.HasWord("Kill", CancellationToken.None));
        Assert.False(index.HasIdentifier("Kill", CancellationToken.None));
        Assert.Empty(index.Occurrences("Kill"));
    }

    /// <summary>A short text has 256 bits.</summary>
    [Fact]
    public void Filter_OfOneWord_HasOneBit() =>
        Assert.Single(Enumerable.Range(0, 256), static bit => WordSet.Of("Kill").MayContain((uint)bit));

    [Theory]
    [InlineData("class Test { void Kill() { } }", true)]
    [InlineData("class Test { void @Kill() { } }", true)]
    [InlineData("class Test { void Killed() { } }", false)]
    [InlineData("class Test { /* Kill */ string Name => \"Kill\"; }", false)]
    public void Identifier_IsFoundAlone(string source, bool expected) =>
        Assert.Equal(expected, SyntaxIndex.Of(AnalyzerNet.Parse(source, "Test.cs")).HasIdentifier("Kill", CancellationToken.None));

    [Theory]
    [InlineData("SetSerializationSurrogateProvider")]
    [InlineData("DataContractSurrogate")]
    public Task Hazard_NoSurrogateInTheFile(string word) => Reports<ProcessBoundPayloadAnalyzer>(Colliding(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        public class Job
        {
            public CancellationToken Token { get; set; }

            public static object Other => new DataContractSerializer({|PSAFE106:typeof(Job)|});
        }
        """,
        word));

    [Fact]
    public Task Hazard_NoReleaseWhereThePipeGoes() => Reports<ChildPipeAnalyzer>(
        """
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;

        static class Pool
        {
            static void Go()
            {
                using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
                using var child = Process.Start("child", {|PSAFE706:pipe.GetClientHandleAsString()|});
                Answers.Read(pipe);
            }
        }
        """,
        Colliding(
            """
            using System.IO;

            static class Answers
            {
                public static int Read(Stream answers) => answers.ReadByte();

                private static int Other() => 1;
            }
            """,
            "DisposeLocalCopyOfClientHandle"));

    /// <summary>Code whose file has no word of a process is not looked at, and may do anything with what it is given.</summary>
    [Fact]
    public Task Safe_ProcessGoesToCodeWithoutItsWords() => Silent<UnreadStreamAnalyzer>(
        """
        using System.Diagnostics;

        static class Tool
        {
            static void Go()
            {
                using var tool = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
                Kept.Keep(tool);
                tool.WaitForExit();
            }
        }
        """,
        Colliding(
            """
            static class Kept
            {
                private static object? s_last;

                public static void Keep<T>(T item) => Other(item);

                private static void Other(object? item) { }
            }
            """,
            KnownNames.TraceWords.Names[0]));

    /// <summary>The same source with another name in the place of one, which shares the bit of a word.</summary>
    private static string Colliding(string source, string word)
    {
        Assert.False(WordSet.Of(source).MayContain(WordSet.HashOf(word)), "Another name of the source collides already.");
        return Enumerable.Range(0, 1_000_000)
            .Select(number => "Name" + number.ToString(CultureInfo.InvariantCulture))
            .Select(name => source.Replace(Name, name, StringComparison.Ordinal))
            .First(candidate => WordSet.Of(Unmarked(candidate)).MayContain(WordSet.HashOf(word)));
    }

    /// <summary>The source as it is analyzed, without the marks of what is expected.</summary>
    private static string Unmarked(string source)
    {
        TestFileMarkupParser.GetSpans(source, out string plain, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        return plain;
    }
}
