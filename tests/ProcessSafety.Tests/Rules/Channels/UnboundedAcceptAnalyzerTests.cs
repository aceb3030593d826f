using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class UnboundedAcceptAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("using var worker = Process.Start(\"worker\", name)!; {|PSAFE732:server.WaitForConnection()|};")]
    [InlineData("using var worker = Process.Start(\"worker\", name)!; await {|PSAFE732:server.WaitForConnectionAsync()|};")]
    [InlineData("Process.Start(\"worker\", name); await {|PSAFE732:server.WaitForConnectionAsync()|}.ConfigureAwait(false);")]
    [InlineData("Process.Start(\"worker\", name); {|PSAFE732:server.WaitForConnectionAsync()|}.GetAwaiter().GetResult();")]
    [InlineData("Task connected = {|PSAFE732:server.WaitForConnectionAsync()|}; Process.Start(\"worker\", name); await connected;")]
    [InlineData("Process.Start(\"worker\", name); {|PSAFE732:server.WaitForConnectionAsync(CancellationToken.None)|}.Wait();")]
    [InlineData("Launch(name); {|PSAFE732:server.WaitForConnection()|};")]
    [InlineData("var worker = new Process { StartInfo = new(\"worker\", name) }; worker.Start(); {|PSAFE732:server.WaitForConnection()|};")]
    [InlineData("Process.Start(\"worker\", name); using var client = {|PSAFE732:listener.AcceptTcpClient()|};")]
    [InlineData("Process.Start(\"worker\", name); using var client = await {|PSAFE732:listener.AcceptTcpClientAsync()|};")]
    [InlineData("Process.Start(\"worker\", name); using var client = {|PSAFE732:socket.Accept()|};")]
    [InlineData("for (int i = 0; i < 4; i++) { Process.Start(\"worker\", name); {|PSAFE732:server.WaitForConnection()|}; }")]
    [InlineData("try { Process.Start(\"worker\", name); {|PSAFE732:server.WaitForConnection()|}; } finally { server.Dispose(); }")]
    public Task Hazard_StartThenWait(string statements) => Reports<UnboundedAcceptAnalyzer>(Source(statements));

    [Theory]
    [InlineData("server.WaitForConnection();")]
    [InlineData("server.WaitForConnection(); Process.Start(\"worker\", name);")]
    [InlineData("Process.Start(\"worker\", name); await server.WaitForConnectionAsync(stop);")]
    [InlineData("Process.Start(\"worker\", name); await server.WaitForConnectionAsync().WaitAsync(TimeSpan.FromSeconds(5));")]
    [InlineData("Process.Start(\"worker\", name); if (!server.WaitForConnectionAsync().Wait(5000)) { return; }")]
    [InlineData(
        "var worker = Process.Start(\"worker\", name)!; Task connected = server.WaitForConnectionAsync(); "
            + "await Task.WhenAny(connected, worker.WaitForExitAsync()); await connected;")]
    [InlineData(
        "var worker = Process.Start(\"worker\", name)!; worker.Exited += (_, _) => server.Dispose(); server.WaitForConnection();")]
    [InlineData("Process.Start(\"worker\", name); stop.Register(() => server.Dispose()); server.WaitForConnection();")]
    [InlineData("Process.Start(\"worker\", name); while (true) { server.WaitForConnection(); server.Disconnect(); }")]
    [InlineData("Process.Start(new ProcessStartInfo(\"page\") { UseShellExecute = true }); using var client = listener.AcceptTcpClient();")]
    [InlineData("Action start = () => Process.Start(\"worker\", name); server.WaitForConnection();")]
    [InlineData("var worker = Process.Start(\"worker\", name)!; worker.WaitForExit();")]
    public Task Safe_OtherWaits(string statements) => Silent<UnboundedAcceptAnalyzer>(Source(statements));

    [Fact]
    public Task Hazard_TopLevel() => Reports<UnboundedAcceptAnalyzer>(
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using System.Diagnostics;
        using System.IO.Pipes;

        using var server = new NamedPipeServerStream("jobs");
        Process.Start("worker");
        {|PSAFE732:server.WaitForConnection()|};
        """);

    /// <summary>A function that only waits does it for the one that calls it.</summary>
    [Theory]
    [InlineData("Launch(name); Accept(server); static void Accept(NamedPipeServerStream one) => {|PSAFE732:one.WaitForConnection()|};")]
    [InlineData(
        "Launch(name); await AcceptAsync(); async Task AcceptAsync() { await {|PSAFE732:server.WaitForConnectionAsync()|}; }")]
    public Task Hazard_WaitInAFunction(string statements) => Reports<UnboundedAcceptAnalyzer>(Source(statements));

    [Theory]
    [InlineData("Launch(name); var all = AcceptAsync(); async Task AcceptAsync() { await server.WaitForConnectionAsync(); }")]
    [InlineData("Launch(name); Accept(); void Accept() { while (true) { server.WaitForConnection(); server.Disconnect(); } }")]
    [InlineData("Launch(name); Accept(); Accept(); void Accept() => server.WaitForConnection();")]
    [InlineData(
        "var worker = Process.Start(\"worker\", name)!; worker.Exited += (_, _) => server.Dispose(); Accept(); "
            + "void Accept() => server.WaitForConnection();")]
    public Task Safe_WaitInAFunction(string statements) => Silent<UnboundedAcceptAnalyzer>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO.Pipes;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        public static class Pool
        {
            public static async Task RunAsync(string name, TcpListener listener, Socket socket, CancellationToken stop)
            {
                var server = new NamedPipeServerStream(name);
                await Task.Yield();
                {{statements}}
            }

            private static void Launch(string name) => Process.Start("worker", name);
        }
        """;
}
