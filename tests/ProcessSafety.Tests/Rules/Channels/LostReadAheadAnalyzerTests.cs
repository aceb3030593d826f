using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class LostReadAheadAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("while (true) { var reader = {|PSAFE734:new StreamReader(pipe)|}; Show(reader.ReadLine()); }")]
    [InlineData("for (;;) { StreamReader reader = {|PSAFE734:new(pipe)|}; Show(reader.ReadLine()); }")]
    [InlineData("while (true) { using var reader = {|PSAFE734:new StreamReader(pipe, leaveOpen: true)|}; Show(reader.ReadLine()); }")]
    [InlineData("while (true) { Show({|PSAFE734:new StreamReader(client.GetStream())|}.ReadLine()); }")]
    [InlineData("var reader = new StreamReader(pipe); Show(reader.ReadLine()); {|PSAFE734:pipe.ReadExactly(buffer)|};")]
    [InlineData("var reader = new StreamReader(pipe); Show(reader.ReadLine()); Show({|PSAFE734:pipe.Read(buffer, 0, 4)|});")]
    [InlineData(
        "var reader = new StreamReader(pipe); Show(reader.ReadLine()); "
            + "{|PSAFE734:reader.BaseStream.ReadExactly(buffer)|};")]
    [InlineData(
        "var reader = new StreamReader(pipe); var binary = new BinaryReader(pipe); Show(reader.ReadLine()); "
            + "Show({|PSAFE734:binary.ReadInt32()|});")]
    [InlineData(
        "using var git = Process.Start(info)!; Show(git.StandardOutput.ReadLine()); "
            + "{|PSAFE734:git.StandardOutput.BaseStream.CopyTo(Stream.Null)|};")]
    [InlineData("while (true) { var reader = {|PSAFE734:new StreamReader(Pipe)|}; Show(reader.ReadLine()); }")]
    [InlineData("while (true) { Show(Next(pipe)); }")]
    public Task Hazard_ReadAhead(string statements) => Reports<LostReadAheadAnalyzer>(
        Source(statements, isHelperReported: statements.Contains("Next(pipe)", System.StringComparison.Ordinal)));

    [Theory]
    [InlineData("var reader = new StreamReader(pipe); while (true) { Show(reader.ReadLine()); }")]
    [InlineData("while (true) { var reader = new StreamReader(pipe); Show(reader.ReadLine()); pipe.WriteByte(1); }")]
    [InlineData("while (true) { using var each = new NamedPipeServerStream(\"x\"); Show(new StreamReader(each).ReadLine()); }")]
    [InlineData("while (true) { pipe.WaitForConnection(); Show(new StreamReader(pipe).ReadLine()); pipe.Disconnect(); }")]
    [InlineData("while (true) { var reader = new StreamReader(pipe); Show(reader.ReadToEnd()); }")]
    [InlineData("while (true) { var reader = new StreamReader(pipe); while (reader.ReadLine() is { } line) { Show(line); } }")]
    [InlineData("while (true) { var reader = new StreamReader(File.OpenRead(\"x\")); Show(reader.ReadLine()); }")]
    [InlineData("while (true) { var reader = new StreamReader(stream); Show(reader.ReadLine()); }")]
    [InlineData("var binary = new BinaryReader(pipe); Show(binary.ReadInt32()); Show(new StreamReader(pipe).ReadToEnd());")]
    [InlineData("pipe.ReadExactly(buffer); Show(new StreamReader(pipe).ReadLine());")]
    [InlineData("var reader = new StreamReader(pipe); Show(reader.ReadLine()); pipe.WriteByte(1); pipe.ReadExactly(buffer);")]
    [InlineData("while (wide) { Show(new StreamReader(pipe).ReadLine()); pipe.Dispose(); pipe = new NamedPipeServerStream(\"x\"); }")]
    [InlineData("while (wide) { Show(Next(pipe)); pipe.Dispose(); pipe = new NamedPipeServerStream(\"x\"); }")]
    [InlineData("Show(Next(pipe));")]
    [InlineData("foreach (var each in pipes) { Show(new StreamReader(each).ReadLine()); }")]
    [InlineData("if (wide) { Show(new StreamReader(pipe).ReadLine()); } else { pipe.ReadExactly(buffer); }")]
    [InlineData("var reader = new StreamReader(new BufferedStream(pipe)); Show(reader.ReadLine()); Show(reader.ReadLine());")]
    public Task Safe_Readers(string statements) => Silent<LostReadAheadAnalyzer>(Source(statements, isHelperReported: false));

    private static string Source(string statements, bool isHelperReported) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Pipes;
        using System.Net.Sockets;

        public static class Worker
        {
            private static NamedPipeServerStream Pipe { get; } = new("x");

            public static void Run(
                NamedPipeServerStream pipe, TcpClient client, Stream stream, NamedPipeServerStream[] pipes, ProcessStartInfo info,
                bool wide)
            {
                var buffer = new byte[4];
                {{statements}}
            }

            private static string? Next(Stream stream)
            {
                var reader = {{(isHelperReported ? "{|PSAFE734:new StreamReader(stream)|}" : "new StreamReader(stream)")}};
                return reader.ReadLine();
            }

            private static void Show(object? value) => Console.WriteLine(value);
        }
        """;
}
