using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class ManyServersFixTests : RuleTest
{
    private const string Serving = "server.WaitForConnectionAsync(); _ = Task.Run(() => Serve(server));";

    [Theory]
    [InlineData(
        "new NamedPipeServerStream(\"jobs\")",
        "new NamedPipeServerStream(\"jobs\", PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances)")]
    [InlineData(
        "new NamedPipeServerStream(\"jobs\", PipeDirection.In)",
        "new NamedPipeServerStream(\"jobs\", PipeDirection.In, NamedPipeServerStream.MaxAllowedServerInstances)")]
    [InlineData(
        "new NamedPipeServerStream(\"jobs\", PipeDirection.In, /* most */ 1)",
        "new NamedPipeServerStream(\"jobs\", PipeDirection.In, /* most */ NamedPipeServerStream.MaxAllowedServerInstances)")]
    public Task Fix_ManyServers(string creation, string fixedCreation) => Fix<OneClientServerAnalyzer, ManyServersFix>(
        Source($"while (true) {{ var server = {{|PSAFE736:{creation}|}}; await {Serving} }}"),
        Source($"while (true) {{ var server = {fixedCreation}; await {Serving} }}"));

    [Theory]
    [InlineData(
        "while (true) { var server = {|PSAFE736:new NamedPipeServerStream(pipeName: \"jobs\")|}; "
            + "await server.WaitForConnectionAsync(); }")]
    public Task NoFix_Forms(string statements) => NoFix<OneClientServerAnalyzer, ManyServersFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System.IO.Pipes;
        using System.Threading.Tasks;

        public static class Server
        {
            public static async Task RunAsync()
            {
                {{statements}}
            }

            private static void Serve(NamedPipeServerStream server)
            {
                using (server)
                {
                    server.WriteByte(1);
                }
            }
        }
        """;
}
