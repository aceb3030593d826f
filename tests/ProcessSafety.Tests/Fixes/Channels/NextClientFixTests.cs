using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class NextClientFixTests : RuleTest
{
    [Fact]
    public Task Fix_Disconnect() => Fix<OneClientServerAnalyzer, NextClientFix>(
        Source(
            """
            using var server = new NamedPipeServerStream("jobs");
                    while (true)
                    {
                        await {|PSAFE736:server.WaitForConnectionAsync()|};
                        Console.WriteLine(server.ReadByte()); // what it says
                    }
            """),
        Source(
            """
            using var server = new NamedPipeServerStream("jobs");
                    while (true)
                    {
                        await server.WaitForConnectionAsync();
                        Console.WriteLine(server.ReadByte()); // what it says
                        server.Disconnect();
                    }
            """));

    [Fact]
    public Task Fix_LeaveOpen() => Fix<OneClientServerAnalyzer, NextClientFix>(
        Source(
            """
            using var server = new NamedPipeServerStream("jobs");
                    while (true)
                    {
                        server.WaitForConnection();
                        using (var reader = {|PSAFE736:new StreamReader(server)|})
                        using (var writer = new StreamWriter(server))
                        {
                            writer.WriteLine(reader.ReadLine());
                        }

                        server.Disconnect();
                    }
            """),
        Source(
            """
            using var server = new NamedPipeServerStream("jobs");
                    while (true)
                    {
                        server.WaitForConnection();
                        using (var reader = new StreamReader(server, leaveOpen: true))
                        using (var writer = new StreamWriter(server, leaveOpen: true))
                        {
                            writer.WriteLine(reader.ReadLine());
                        }

                        server.Disconnect();
                    }
            """));

    [Fact]
    public Task Fix_LeaveOpenAndDisconnect() => Fix<OneClientServerAnalyzer, NextClientFix>(
        Source(
            """
            using var server = new NamedPipeServerStream("jobs");
                    while (true)
                    {
                        server.WaitForConnection();
                        using (var reader = {|PSAFE736:new StreamReader(server)|})
                        {
                            Console.WriteLine(reader.ReadLine());
                        }
                    }
            """),
        Source(
            """
            using var server = new NamedPipeServerStream("jobs");
                    while (true)
                    {
                        server.WaitForConnection();
                        using (var reader = new StreamReader(server, leaveOpen: true))
                        {
                            Console.WriteLine(reader.ReadLine());
                        }
                        server.Disconnect();
                    }
            """));

    [Theory]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { {|PSAFE736:server.WaitForConnection()|}; "
            + "if (server.ReadByte() == 1) { continue; } Serve2(); }")]
    [InlineData(
        "var server = new NamedPipeServerStream(\"jobs\"); while (true) { server.WaitForConnection(); "
            + "using var reader = {|PSAFE736:new StreamReader(server)|}; Console.WriteLine(reader.ReadLine()); }")]
    public Task NoFix_Forms(string statements) => NoFix<OneClientServerAnalyzer, NextClientFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;
        using System.Threading.Tasks;

        public static class Server
        {
            public static async Task RunAsync()
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

            private static void Serve2() => Console.WriteLine();
        }
        """;
}
