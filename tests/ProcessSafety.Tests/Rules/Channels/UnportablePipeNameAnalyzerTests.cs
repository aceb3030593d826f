using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class UnportablePipeNameAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("new NamedPipeClientStream({|PSAFE733:\"localhost\"|}, \"jobs\");")]
    [InlineData("new NamedPipeClientStream({|PSAFE733:\"127.0.0.1\"|}, \"jobs\", PipeDirection.InOut);")]
    [InlineData("new NamedPipeClientStream({|PSAFE733:Host|}, \"jobs\");")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:\"app/jobs\"|});")]
    [InlineData("NamedPipeClientStream pipe = new(\".\", {|PSAFE733:\"app/\" + id|});")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:$\"MyApplication.{Guid.NewGuid()}\"|});")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:\"MyApplication.\" + Guid.NewGuid().ToString()|});")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:\"MyApplication.Jobs.\" + Guid.NewGuid().ToString(\"N\")|});")]
    [InlineData("new NamedPipeServerStream({|PSAFE733:\"a.name.that.is.longer.than.the.folder.of.macOS.takes\"|});")]
    [InlineData("new NamedPipeServerStream(\"Jobs\"); new NamedPipeClientStream({|PSAFE733:\"jobs\"|});")]
    [InlineData("new NamedPipeServerStream(\"jobs\"); new NamedPipeClientStream(\".\", {|PSAFE733:@\"\\\\.\\pipe\\jobs\"|});")]
    [InlineData("string name = \"a/b\"; new NamedPipeServerStream({|PSAFE733:name|});")]
    public Task Hazard_Names(string statements) => Reports<UnportablePipeNameAnalyzer>(Source(statements));

    [Theory]
    [InlineData("new NamedPipeClientStream(\".\", \"jobs\");")]
    [InlineData("new NamedPipeClientStream(Environment.MachineName, \"jobs\");")]
    [InlineData("new NamedPipeClientStream(host, \"jobs\");")]
    [InlineData("new NamedPipeServerStream(\"/run/app/jobs\");")]
    [InlineData("new NamedPipeServerStream(id);")]
    [InlineData("new NamedPipeServerStream(\"app.\" + id);")]
    [InlineData("new NamedPipeServerStream($\"MyApp.{Guid.NewGuid():N}\");")]
    [InlineData("new NamedPipeServerStream($\"App.{Guid.NewGuid()}\");")]
    [InlineData("new NamedPipeServerStream(\"Jobs\"); new NamedPipeClientStream(\"Jobs\");")]
    [InlineData("new NamedPipeServerStream(\"Jobs\"); new NamedPipeServerStream(\"jobs\"); new NamedPipeClientStream(\"jobs\");")]
    [InlineData("new NamedPipeServerStream(@\"\\\\.\\pipe\\jobs\"); new NamedPipeClientStream(@\"\\\\.\\pipe\\jobs\");")]
    [InlineData("new NamedPipeServerStream(\"first\"); new NamedPipeClientStream(\"second\");")]
    [InlineData("if (OperatingSystem.IsWindows()) { new NamedPipeClientStream(\"server\", \"a/b\"); }")]
    [InlineData("new NamedPipeServerStream($\"MyApplication.{Guid.NewGuid()}{id}\");")]
    public Task Safe_Names(string statements) => Silent<UnportablePipeNameAnalyzer>(Source(statements));

    [Fact]
    public Task Safe_DotNetFramework() => Silent<UnportablePipeNameAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472,
        """
        using System.IO.Pipes;

        public static class Client
        {
            public static NamedPipeClientStream Open() => new NamedPipeClientStream("localhost", "app/jobs");
        }
        """);

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO.Pipes;

        public static class Pipes
        {
            private const string Host = "worker-1";

            public static void Open(string host, string id)
            {
                {{statements}}
            }
        }
        """;
}
