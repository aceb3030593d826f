using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class OneClientServerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { "
            + "{|PSAFE736:server.WaitForConnection()|}; Show(server.ReadByte()); }")]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); for (;;) { "
            + "await {|PSAFE736:server.WaitForConnectionAsync(stop)|}; Show(1); }")]
    [InlineData(
        "using NamedPipeServerStream server = new(\"jobs\"); do { "
            + "{|PSAFE736:server.WaitForConnection()|}; } while (!stop.IsCancellationRequested);")]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { server.WaitForConnection(); "
            + "using var reader = {|PSAFE736:new StreamReader(server)|}; Show(reader.ReadLine()); }")]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { server.WaitForConnection(); "
            + "using (var writer = {|PSAFE736:new StreamWriter(server)|}) { writer.WriteLine(\"a\"); } server.Disconnect(); }")]
    [InlineData(
        "while (true) { var server = {|PSAFE736:new NamedPipeServerStream(\"jobs\")|}; await server.WaitForConnectionAsync(); "
            + "_ = Task.Run(() => Serve(server)); }")]
    [InlineData(
        "while (true) { var server = {|PSAFE736:new NamedPipeServerStream(\"jobs\", PipeDirection.InOut, 1)|}; server.WaitForConnection(); "
            + "_ = ServeAsync(server); }")]
    public Task Hazard_SecondClient(string statements) => Reports<OneClientServerAnalyzer>(Source(statements));

    [Theory]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { "
            + "server.WaitForConnection(); Show(1); server.Disconnect(); }")]
    [InlineData("var server = new NamedPipeServerStream(\"jobs\"); while (true) { server.WaitForConnection(); Part(server); }")]
    [InlineData(
        "while (true) { using var server = new NamedPipeServerStream(\"jobs\"); "
            + "server.WaitForConnection(); Show(server.ReadByte()); }")]
    [InlineData("while (true) { var server = new NamedPipeServerStream(\"jobs\"); server.WaitForConnection(); server.Dispose(); }")]
    [InlineData(
        "while (true) { var server = new NamedPipeServerStream(\"jobs\", PipeDirection.InOut, 4); server.WaitForConnection(); "
            + "_ = ServeAsync(server); }")]
    [InlineData(
        "while (true) { var server = "
            + "new NamedPipeServerStream(\"jobs\", PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances); "
            + "server.WaitForConnection(); _ = ServeAsync(server); }")]
    [InlineData(
        "for (int i = 0; i < 4; i++) { var server = new NamedPipeServerStream($\"jobs{i}\"); "
            + "server.WaitForConnection(); _ = ServeAsync(server); }")]
    [InlineData(
        "while (true) { var server = new NamedPipeServerStream(\"jobs\"); "
            + "await server.WaitForConnectionAsync(); await ServeAsync(server); }")]
    [InlineData("while (true) { var server = new NamedPipeServerStream(\"jobs\"); server.WaitForConnection(); Serve(server); }")]
    [InlineData("var server = new NamedPipeServerStream(\"jobs\"); server.WaitForConnection(); while (true) { Show(server.ReadByte()); }")]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { "
            + "try { server.WaitForConnection(); break; } catch (IOException) { } }")]
    [InlineData("var server = new NamedPipeServerStream(\"jobs\"); while (!server.IsConnected) { server.WaitForConnection(); }")]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { server.WaitForConnection(); "
            + "using (var reader = new StreamReader(server, leaveOpen: true)) { Show(reader.ReadLine()); } server.Disconnect(); }")]
    [InlineData("var client = new NamedPipeClientStream(\"jobs\"); while (true) { client.Connect(); Show(client.ReadByte()); }")]
    public Task Safe_Servers(string statements) => Silent<OneClientServerAnalyzer>(Source(statements));

    [Fact]
    public Task Hazard_FieldOfAClass() => Reports<OneClientServerAnalyzer>(
        """
        using System.IO.Pipes;
        using System.Threading.Tasks;

        public sealed class Server
        {
            private readonly NamedPipeServerStream _pipe = new("jobs");

            public async Task RunAsync()
            {
                while (true)
                {
                    await {|PSAFE736:_pipe.WaitForConnectionAsync()|};
                    Answer();
                }
            }

            private void Answer() => _pipe.WriteByte(1);
        }
        """);

    [Fact]
    public Task Safe_FieldOfAClass_DisconnectedByAMethod() => Silent<OneClientServerAnalyzer>(
        """
        using System.IO.Pipes;
        using System.Threading.Tasks;

        public sealed class Server
        {
            private readonly NamedPipeServerStream _pipe = new("jobs");

            public async Task RunAsync()
            {
                while (true)
                {
                    await _pipe.WaitForConnectionAsync();
                    Answer();
                }
            }

            private void Answer()
            {
                _pipe.WriteByte(1);
                _pipe.Disconnect();
            }
        }
        """);

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;
        using System.Threading;
        using System.Threading.Tasks;

        public static class Server
        {
            public static async Task RunAsync(CancellationToken stop)
            {
                await Task.Yield();
                {{statements}}
            }

            private static void Serve(NamedPipeServerStream server)
            {
                using (server)
                {
                    server.WriteByte(1);
                }
            }

            private static async Task ServeAsync(NamedPipeServerStream server)
            {
                await Task.Delay(1);
                Serve(server);
            }

            private static void Part(NamedPipeServerStream server) => server.Disconnect();
            private static void Show(object? value) => Console.WriteLine(value);
        }
        """;
}
