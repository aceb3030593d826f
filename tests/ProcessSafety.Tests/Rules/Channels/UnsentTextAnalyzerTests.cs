using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class UnsentTextAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData(
        "var w = {|PSAFE735:new StreamWriter(pipe)|}; var r = new StreamReader(pipe); "
            + "w.WriteLine(\"a\"); Show(r.ReadLine()); w.Flush();")]
    [InlineData("StreamWriter w = {|PSAFE735:new(pipe)|}; w.Write(\"a\"); pipe.Flush(); Show(pipe.ReadByte()); w.Dispose();")]
    [InlineData(
        "using var w = {|PSAFE735:new StreamWriter(client.GetStream())|}; w.WriteLine(\"a\"); "
            + "Show(new StreamReader(client.GetStream(), leaveOpen: true).ReadLine());")]
    [InlineData("var b = {|PSAFE735:new BufferedStream(pipe)|}; b.Write(data, 0, 4); Show(pipe.ReadByte()); b.Flush();")]
    [InlineData("var w = {|PSAFE735:new StreamWriter(pipe) { AutoFlush = false }|}; w.WriteLine(\"a\"); Show(pipe.ReadByte()); w.Close();")]
    [InlineData("var w = {|PSAFE735:new StreamWriter(pipe)|}; w.WriteLine(\"a\");")]
    [InlineData("var w = {|PSAFE735:new StreamWriter(pipe, leaveOpen: true)|}; w.WriteLine(\"a\"); pipe.Dispose();")]
    [InlineData(
        "var w = {|PSAFE735:new StreamWriter(pipe)|}; w.WriteLine(\"a\"); "
            + "if (wide) { w.Flush(); } Show(pipe.ReadByte()); w.Dispose();")]
    [InlineData(
        "var w = {|PSAFE735:new StreamWriter(Console.OpenStandardOutput())|}; w.WriteLine(\"a\"); Show(Console.ReadLine()); w.Flush();")]
    [InlineData("var r = new StreamReader(pipe); Show({|PSAFE735:r.ReadToEnd()|}); pipe.WriteByte(1);")]
    [InlineData(
        "using var w = new StreamWriter(pipe); using var r = {|PSAFE735:new StreamReader(pipe)|}; "
            + "w.WriteLine(\"a\"); w.Flush(); r.ReadLine();")]
    [InlineData(
        "using (var w = new StreamWriter(pipe)) using (var r = {|PSAFE735:new StreamReader(pipe)|}) { "
            + "w.WriteLine(r.ReadLine()); }")]
    public Task Hazard_NotSent(string statements) => Reports<UnsentTextAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var w = new StreamWriter(pipe) { AutoFlush = true }; w.WriteLine(\"a\"); Show(pipe.ReadByte());")]
    [InlineData("var w = new StreamWriter(pipe); w.AutoFlush = true; w.WriteLine(\"a\"); Show(pipe.ReadByte());")]
    [InlineData("var w = new StreamWriter(pipe); w.WriteLine(\"a\"); w.Flush(); Show(pipe.ReadByte());")]
    [InlineData("var w = new StreamWriter(pipe, leaveOpen: true); w.WriteLine(\"a\"); w.Dispose(); Show(pipe.ReadByte());")]
    [InlineData("using (var w = new StreamWriter(pipe, leaveOpen: true)) { w.WriteLine(\"a\"); } Show(pipe.ReadByte());")]
    [InlineData("var w = new BinaryWriter(pipe); w.Write(1); Show(pipe.ReadByte());")]
    [InlineData("var w = new StreamWriter(pipe); w.WriteLine(\"a\"); Send(w); Show(pipe.ReadByte());")]
    [InlineData("var w = new StreamWriter(pipe); Show(pipe.ReadByte()); w.WriteLine(\"a\"); w.Flush();")]
    [InlineData("var w = new StreamWriter(File.Create(\"x\")); w.WriteLine(\"a\"); Show(pipe.ReadByte()); w.Close();")]
    [InlineData("var w = new StreamWriter(pipe); w.WriteLine(\"a\"); Show(other.ReadByte()); w.Dispose();")]
    [InlineData("using var w = new StreamWriter(pipe); w.WriteLine(\"a\");")]
    [InlineData("var r = new StreamReader(pipe); pipe.WriteByte(1); Show(r.ReadToEnd());")]
    [InlineData("var r = new StreamReader(client.GetStream()); Show(r.ReadToEnd()); client.GetStream().WriteByte(1);")]
    [InlineData("using var r = new StreamReader(pipe); using var w = new StreamWriter(pipe); w.WriteLine(\"a\"); w.Flush(); r.ReadLine();")]
    [InlineData(
        "using var w = new StreamWriter(pipe); using var r = new StreamReader(pipe, leaveOpen: true); w.Write(\"a\"); w.Flush(); "
            + "r.ReadLine();")]
    [InlineData("Process p = new(); p.StandardInput.WriteLine(\"a\"); Show(p.StandardOutput.ReadLine());")]
    public Task Safe_Sent(string statements) => Silent<UnsentTextAnalyzer>(Source(statements));

    [Fact]
    public Task Hazard_FieldsAndMethods() => Reports<UnsentTextAnalyzer>(
        """
        using System.IO;
        using System.IO.Pipes;

        public sealed class Client
        {
            private readonly StreamReader _reader;
            private readonly StreamWriter _writer;

            public Client(NamedPipeClientStream pipe)
            {
                _reader = new StreamReader(pipe);
                _writer = {|PSAFE735:new StreamWriter(pipe)|};
            }

            public string? Ask(string question)
            {
                Send(question);
                return Receive();
            }

            public void Close() => _writer.Dispose();

            private void Send(string text) => _writer.WriteLine(text);

            private string? Receive() => _reader.ReadLine();
        }
        """);

    [Fact]
    public Task Safe_FieldsAndMethods_Flushed() => Silent<UnsentTextAnalyzer>(
        """
        using System.IO;
        using System.IO.Pipes;
        using System.Threading.Tasks;

        public sealed class Client
        {
            private readonly StreamReader _reader;
            private readonly StreamWriter _writer;

            public Client(NamedPipeClientStream pipe)
            {
                _reader = new StreamReader(pipe);
                _writer = new StreamWriter(pipe);
            }

            public async Task<string?> AskAsync(string question)
            {
                await SendAsync(question);
                return await _reader.ReadLineAsync();
            }

            private async Task SendAsync(string text)
            {
                await _writer.WriteLineAsync(text);
                await _writer.FlushAsync();
            }
        }
        """);

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;
        using System.Net.Sockets;

        public static class Worker
        {
            public static void Run(NamedPipeClientStream pipe, NamedPipeClientStream other, TcpClient client, byte[] data, bool wide)
            {
                {{statements}}
            }

            private static void Send(TextWriter writer) => writer.Flush();
            private static void Show(object? value) => Console.WriteLine(value);
        }
        """;
}
