using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class ShorterPipeNameFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "new NamedPipeServerStream({|PSAFE733:$\"MyApp.Jobs.{Guid.NewGuid()}\"|});",
        "new NamedPipeServerStream($\"MyApp.Jobs.{Guid.NewGuid():N}\");")]
    [InlineData(
        "new NamedPipeServerStream({|PSAFE733:\"MyApp.Jobs\" + Guid.NewGuid().ToString()|});",
        "new NamedPipeServerStream(\"MyApp.Jobs\" + Guid.NewGuid().ToString(\"N\"));")]
    public Task Fix_WithoutHyphens(string statements, string fixedStatements) =>
        Fix<UnportablePipeNameAnalyzer, ShorterPipeNameFix>(Source(statements), Source(fixedStatements));

    [Theory]
    [InlineData("new NamedPipeServerStream({|PSAFE733:$\"MyApplication{Guid.NewGuid()}\"|});")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:\"a.name.that.is.longer.than.the.folder.of.macOS.takes\"|});")]
    [InlineData("string name = \"MyApp.Jobs\" + Guid.NewGuid(); new NamedPipeServerStream({|PSAFE733:name|});")]
    public Task NoFix_Forms(string statements) => NoFix<UnportablePipeNameAnalyzer, ShorterPipeNameFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO.Pipes;

        public static class Pipes
        {
            public static void Open()
            {
                {{statements}}
            }
        }
        """;
}
