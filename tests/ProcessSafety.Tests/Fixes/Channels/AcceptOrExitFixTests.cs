using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class AcceptOrExitFixTests : RuleTest
{
    [Fact]
    public Task Fix_Await() => Fix<UnboundedAcceptAnalyzer, AcceptOrExitFix>(
        Source(
            """
            using var worker = Process.Start("worker", name)!;
                    // It connects at once.
                    await {|PSAFE732:server.WaitForConnectionAsync()|}; // now
                    Console.WriteLine("connected");
            """),
        Source(
            """
            using var worker = Process.Start("worker", name)!;
                    var connection = server.WaitForConnectionAsync();
                    if (await Task.WhenAny(connection, worker.WaitForExitAsync()) != connection)
                    {
                        throw new InvalidOperationException("The process ended before it connected.");
                    }
                    // It connects at once.
                    await connection; // now
                    Console.WriteLine("connected");
            """));

    [Fact]
    public Task Fix_Blocking_AndWithAResult() => Fix<UnboundedAcceptAnalyzer, AcceptOrExitFix>(
        Source(
            """
            var worker = new Process { StartInfo = new("worker", name) };
                    worker.Start();
                    using var client = {|PSAFE732:listener.AcceptTcpClient()|};
            """),
        Source(
            """
            var worker = new Process { StartInfo = new("worker", name) };
                    worker.Start();
                    var connection = listener.AcceptTcpClientAsync();
                    if (Task.WaitAny(connection, worker.WaitForExitAsync()) != 0)
                    {
                        throw new InvalidOperationException("The process ended before it connected.");
                    }
                    using var client = connection.GetAwaiter().GetResult();
            """));

    [Theory]
    [InlineData("Process.Start(\"worker\", name); await {|PSAFE732:server.WaitForConnectionAsync()|};")]
    [InlineData("Launch(name); {|PSAFE732:server.WaitForConnection()|};")]
    [InlineData("using var worker = Process.Start(\"worker\", name)!; if (name != null) {|PSAFE732:server.WaitForConnection()|};")]
    [InlineData("using var worker = Process.Start(\"worker\", name)!; {|PSAFE732:server.WaitForConnectionAsync()|}.Wait();")]
    public Task NoFix_Forms(string statements) => NoFix<UnboundedAcceptAnalyzer, AcceptOrExitFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO.Pipes;
        using System.Net.Sockets;
        using System.Threading.Tasks;

        public static class Pool
        {
            public static async Task RunAsync(string name, TcpListener listener)
            {
                var server = new NamedPipeServerStream(name);
                await Task.Yield();
                {{statements}}
            }

            private static void Launch(string name) => Process.Start("worker", name);
        }
        """;
}
