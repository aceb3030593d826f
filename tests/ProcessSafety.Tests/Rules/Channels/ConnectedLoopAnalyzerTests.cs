using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class ConnectedLoopAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { string? line = reader.ReadLine(); if (line != null) { Handle(line); } }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { string? line = reader.ReadLine(); if (line == \"quit\") { break; } Show(line); }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { if (reader.ReadLine() is { } line) { Handle(line); } }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|} && !stop.IsCancellationRequested) { Show(reader.ReadLine()); }")]
    [InlineData("while (true) { if (!{|PSAFE731:pipe.IsConnected|}) { break; } Show(reader.ReadLine()); }")]
    [InlineData("do { Show(reader.ReadLine()); } while ({|PSAFE731:pipe.IsConnected|});")]
    [InlineData("for (; {|PSAFE731:pipe.IsConnected|}; ) { int read = pipe.Read(buffer, 0, 4); if (read > 0) { Handle(\"\"); } }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { int next = pipe.ReadByte(); if (next >= 0) { Handle(\"\"); } }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { try { int n = binary.ReadInt32(); Show(n); } catch (EndOfStreamException) { } }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { Thread.Sleep(100); }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|} == true) { string? line = reader.ReadLine(); Show(line?.Length); }")]
    public Task Hazard_EndIsNotAskedFor(string statements) => Reports<ConnectedLoopAnalyzer>(Source(statements));

    [Theory]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); if (line == null) { break; } Handle(line); }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); if (line is null) { return; } Handle(line); }")]
    [InlineData("while (pipe.IsConnected) { if (reader.ReadLine() is not { } line) { break; } Handle(line); }")]
    [InlineData("string? line; while (pipe.IsConnected && (line = reader.ReadLine()) != null) { Handle(line); }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); if (string.IsNullOrEmpty(line)) { break; } Handle(line); }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); Handle(line!.Trim()); }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); Show(int.Parse(line!)); }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); if (line == null) { End(); } else { Handle(line); } }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); if (line == null) { pipe.Dispose(); } }")]
    [InlineData("while (pipe.IsConnected) { string? line = reader.ReadLine(); Show(line); pipe.WriteByte(1); }")]
    [InlineData("while (pipe.IsConnected) { int read = pipe.Read(buffer, 0, 4); if (read == 0) { break; } }")]
    [InlineData("while (pipe.IsConnected) { int read = pipe.Read(buffer, 0, 4); if (read <= 0) { break; } }")]
    [InlineData("while (pipe.IsConnected) { int next = pipe.ReadByte(); if (next == -1) { break; } }")]
    [InlineData("while (pipe.IsConnected) { pipe.ReadExactly(buffer); }")]
    [InlineData("while (pipe.IsConnected) { try { Show(binary.ReadInt32()); } catch (EndOfStreamException) { break; } }")]
    [InlineData("while (!pipe.IsConnected) { Thread.Sleep(100); }")]
    [InlineData("while (pipe.IsConnected) { if (stop.IsCancellationRequested) { break; } Thread.Sleep(100); }")]
    [InlineData("while (pipe.IsConnected) { Serve(pipe); }")]
    [InlineData(
        "bool goes = true; while (goes && pipe.IsConnected) { "
            + "string? line = reader.ReadLine(); if (line == null) { goes = false; } }")]
    [InlineData("if (pipe.IsConnected) { Show(reader.ReadLine()); }")]
    [InlineData("while (stream.CanRead) { Show(reader.ReadLine()); }")]
    public Task Safe_LoopEnds(string statements) => Silent<ConnectedLoopAnalyzer>(Source(statements));

    [Fact]
    public Task Hazard_Async_OverTcp() => Reports<ConnectedLoopAnalyzer>(
        """
        using System;
        using System.IO;
        using System.Net.Sockets;
        using System.Threading.Tasks;

        public static class Worker
        {
            public static async Task RunAsync(TcpClient client)
            {
                using var reader = new StreamReader(client.GetStream());
                while ({|PSAFE731:client.Connected|})
                {
                    var line = await reader.ReadLineAsync();
                    if (line != null)
                    {
                        Console.WriteLine(line);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_TopLevel_FieldsAndHelper() => Reports<ConnectedLoopAnalyzer>(
        """
        using System;
        using System.IO;
        using System.IO.Pipes;

        public sealed class Session
        {
            private readonly NamedPipeClientStream _pipe;
            private readonly StreamReader _reader;

            public Session(string name)
            {
                _pipe = new NamedPipeClientStream(name);
                _reader = new StreamReader(_pipe);
            }

            public void Run()
            {
                _pipe.Connect(1000);
                while ({|PSAFE731:_pipe.IsConnected|})
                    Show(_reader.ReadLine());
            }

            private static void Show(string? line) => Console.WriteLine(line);
        }
        """);

    /// <summary>The read, or the whole loop, is in a function that tells nobody of the end.</summary>
    [Theory]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { using var own = new StreamReader(pipe, leaveOpen: true); Show(own.ReadLine()); }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) Next(); void Next() { string? line = reader.ReadLine(); if (line != null) Handle(line); }")]
    [InlineData("Loop(pipe, reader); static void Loop(NamedPipeServerStream one, StreamReader lines) "
        + "{ while ({|PSAFE731:one.IsConnected|}) Show(lines.ReadLine()); }")]
    public Task Hazard_Functions(string statements) => Reports<ConnectedLoopAnalyzer>(Source(statements));

    [Theory]
    [InlineData("while (pipe.IsConnected) Next(); void Next() { string? line = reader.ReadLine(); if (line == null) End(); }")]
    [InlineData("while (pipe.IsConnected) Next(); void Next() { string line = reader.ReadLine() ?? throw new IOException(); Handle(line); }")]
    [InlineData("while (pipe.IsConnected) { if (!Next()) break; } bool Next() { string? line = reader.ReadLine(); return line != null; }")]
    [InlineData("while (pipe.IsConnected) Next(); void Next() { if (reader.ReadLine() == null) pipe.Disconnect(); }")]
    [InlineData(
        "bool done = false; while (pipe.IsConnected) { Next(); if (done) break; } "
            + "void Next() { string? line = reader.ReadLine(); done = line == null; }")]
    public Task Safe_Functions(string statements) => Silent<ConnectedLoopAnalyzer>(Source(statements));

    /// <summary>A loop that asks for both of its channels is reported for the one that it reads.</summary>
    [Fact]
    public Task Hazard_Relay_ReadsTheSecond() => Reports<ConnectedLoopAnalyzer>(Relay(
        "while (to.IsConnected && {|PSAFE731:from.IsConnected|})",
        "else { await Task.Delay(50); }"));

    [Fact]
    public Task Hazard_Relay_ReadsTheFirst() => Reports<ConnectedLoopAnalyzer>(Relay(
        "while ({|PSAFE731:from.IsConnected|} && to.IsConnected)",
        "else { await Task.Delay(50); }"));

    [Fact]
    public Task Safe_Relay_EndLeaves() => Silent<ConnectedLoopAnalyzer>(Relay(
        "while (to.IsConnected && from.IsConnected)",
        "else { break; }"));

    /// <summary>What is written to the channel that is read fails when the other side has gone.</summary>
    [Fact]
    public Task Safe_Relay_WritesToBoth() => Silent<ConnectedLoopAnalyzer>(Relay(
        "while (to.IsConnected && from.IsConnected)",
        "else { await Task.Delay(50); } from.WriteByte(6);"));

    [Fact]
    public Task Safe_OnWindows() => Silent<ConnectedLoopAnalyzer>(
        """
        using System;
        using System.IO;
        using System.IO.Pipes;

        public static class Worker
        {
            public static void Run(NamedPipeServerStream pipe, StreamReader reader)
            {
                if (!OperatingSystem.IsWindows())
                    return;
                using var own = new StreamReader(pipe);
                while (pipe.IsConnected)
                    Console.WriteLine(own.ReadLine());
            }
        }
        """);

    /// <summary>Who else uses the pipe may end it.</summary>
    [Fact]
    public Task Safe_OthersUseIt() => Silent<ConnectedLoopAnalyzer>(
        """
        using System.IO.Pipes;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class Watch
        {
            private readonly NamedPipeServerStream _pipe = new("watch");

            public void Run()
            {
                while (_pipe.IsConnected)
                    Thread.Sleep(10);
            }

            public void Stop() => _pipe.Disconnect();

            public static void Local(NamedPipeServerStream pipe)
            {
                Task.Run(() => pipe.Disconnect());
                while (pipe.IsConnected)
                    Thread.Sleep(10);
            }
        }
        """);

    private static string Relay(string head, string atEnd) =>
        $$"""
        using System.IO.Pipes;
        using System.Threading.Tasks;

        public static class Relay
        {
            public static async Task RunAsync(NamedPipeClientStream from, NamedPipeServerStream to)
            {
                var block = new byte[64];
                {{head}}
                {
                    int length = await from.ReadAsync(block, 0, block.Length).ConfigureAwait(false);
                    if (length > 0) { await to.WriteAsync(block, 0, length).ConfigureAwait(false); }
                    {{atEnd}}
                }
            }
        }
        """;

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;
        using System.Threading;

        public static class Server
        {
            public static void Run(Stream stream, CancellationToken stop)
            {
                using var pipe = new NamedPipeServerStream("jobs");
                pipe.WaitForConnection();
                using var reader = new StreamReader(pipe);
                using var binary = new BinaryReader(pipe);
                var buffer = new byte[4];
                {{statements}}
            }

            private static void Handle(string line) => Console.WriteLine(line);
            private static void Show(object? value) => Console.WriteLine(value);
            private static void End() => Environment.Exit(0);
            private static void Serve(Stream stream) => stream.WriteByte(1);
        }
        """;
}
