using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class PipeSpellingFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "new NamedPipeClientStream({|PSAFE733:\"localhost\"|}, \"jobs\"); new NamedPipeClientStream({|PSAFE733:\"server\"|}, \"jobs\");",
        "new NamedPipeClientStream(\".\", \"jobs\"); new NamedPipeClientStream(\".\", \"jobs\");")]
    [InlineData(
        "new NamedPipeServerStream(\"Jobs\"); new NamedPipeClientStream(/* ours */ {|PSAFE733:\"jobs\"|});",
        "new NamedPipeServerStream(\"Jobs\"); new NamedPipeClientStream(/* ours */ \"Jobs\");")]
    [InlineData(
        "new NamedPipeServerStream(\"jobs\"); new NamedPipeClientStream(\".\", {|PSAFE733:@\"\\\\.\\pipe\\jobs\"|});",
        "new NamedPipeServerStream(\"jobs\"); new NamedPipeClientStream(\".\", \"jobs\");")]
    public Task Fix_Spelling(string statements, string fixedStatements) =>
        Fix<UnportablePipeNameAnalyzer, PipeSpellingFix>(Source(statements), Source(fixedStatements));

    [Theory]
    [InlineData("new NamedPipeClientStream({|PSAFE733:Host|}, \"jobs\");")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:\"app/jobs\"|});")]
    public Task NoFix_Forms(string statements) => NoFix<UnportablePipeNameAnalyzer, PipeSpellingFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO.Pipes;

        public static class Pipes
        {
            private const string Host = "worker-1";

            public static void Open()
            {
                {{statements}}
            }
        }
        """;
}
