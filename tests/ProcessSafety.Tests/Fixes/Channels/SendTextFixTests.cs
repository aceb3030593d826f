using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class SendTextFixTests : RuleTest
{
    [Theory]
    [InlineData("var writer = {|PSAFE735:new StreamWriter(pipe)|};", "var writer = new StreamWriter(pipe) { AutoFlush = true };")]
    [InlineData("StreamWriter writer = {|PSAFE735:new(pipe)|}; // to it", "StreamWriter writer = new(pipe) { AutoFlush = true }; // to it")]
    [InlineData(
        "var writer = {|PSAFE735:new StreamWriter(pipe) { NewLine = \"\\n\" }|};",
        "var writer = new StreamWriter(pipe) { NewLine = \"\\n\", AutoFlush = true };")]
    public Task Fix_AutoFlush(string declaration, string fixedDeclaration) => Fix<UnsentTextAnalyzer, SendTextFix>(
        Source(declaration + "\n        writer.WriteLine(\"ask\");\n        Console.WriteLine(pipe.ReadByte());"),
        Source(fixedDeclaration + "\n        writer.WriteLine(\"ask\");\n        Console.WriteLine(pipe.ReadByte());"));

    [Fact]
    public Task Fix_Order() => Fix<UnsentTextAnalyzer, SendTextFix>(
        Source(
            """
            // Both ways.
                    using var writer = new StreamWriter(pipe) { AutoFlush = true };
                    using var reader = {|PSAFE735:new StreamReader(pipe)|}; // answers
                    writer.WriteLine("ask");
                    Console.WriteLine(reader.ReadLine());
            """),
        Source(
            """
            using var reader = new StreamReader(pipe);
                    // Both ways.
                    using var writer = new StreamWriter(pipe) { AutoFlush = true };
                    // answers
                    writer.WriteLine("ask");
                    Console.WriteLine(reader.ReadLine());
            """));

    [Theory]
    [InlineData(
        "var buffer = {|PSAFE735:new BufferedStream(pipe)|}; "
            + "buffer.WriteByte(1); Console.WriteLine(pipe.ReadByte()); buffer.Flush();")]
    [InlineData(
        "var writer = {|PSAFE735:new StreamWriter(pipe) { AutoFlush = false }|}; "
            + "writer.WriteLine(); Console.WriteLine(pipe.ReadByte());")]
    [InlineData("var reader = new StreamReader(pipe); Console.WriteLine({|PSAFE735:reader.ReadToEnd()|}); pipe.WriteByte(1);")]
    [InlineData(
        "using (var writer = new StreamWriter(pipe)) using (var reader = {|PSAFE735:new StreamReader(pipe)|}) { "
            + "writer.Write(reader.ReadLine()); }")]
    public Task NoFix_Forms(string statements) => NoFix<UnsentTextAnalyzer, SendTextFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;

        public static class Worker
        {
            public static void Run(NamedPipeClientStream pipe)
            {
                {{statements}}
            }
        }
        """;
}
