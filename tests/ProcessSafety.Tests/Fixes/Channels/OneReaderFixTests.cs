using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class OneReaderFixTests : RuleTest
{
    [Fact]
    public Task Fix_BeforeTheLoop() => Fix<LostReadAheadAnalyzer, OneReaderFix>(
        Source(
            """
            // Every line is a job.
                    while (true)
                    {
                        // The next one.
                        var reader = {|PSAFE734:new StreamReader(pipe)|};
                        if (reader.ReadLine() is not { } line)
                        {
                            break;
                        }

                        Console.WriteLine(line);
                    }

                    for (int i = 0; i < 4; i++)
                    {
                        using StreamReader header = {|PSAFE734:new(other, leaveOpen: true)|};
                        Console.WriteLine(header.ReadLine());
                    }
            """),
        Source(
            """
            var reader = new StreamReader(pipe);
                    // Every line is a job.
                    while (true)
                    {
                        // The next one.
                        if (reader.ReadLine() is not { } line)
                        {
                            break;
                        }

                        Console.WriteLine(line);
                    }

                    using StreamReader header = new(other, leaveOpen: true);
                    for (int i = 0; i < 4; i++)
                    {
                        Console.WriteLine(header.ReadLine());
                    }
            """));

    [Theory]
    [InlineData("while (true) Console.WriteLine({|PSAFE734:new StreamReader(pipe)|}.ReadLine());")]
    [InlineData(
        "for (int i = 1; ; i++) { var reader = {|PSAFE734:new StreamReader(pipe, null, true, i)|}; "
            + "Console.WriteLine(reader.ReadLine()); }")]
    [InlineData(
        "{ var reader = 1; } while (true) { var reader = {|PSAFE734:new StreamReader(pipe)|}; "
            + "Console.WriteLine(reader.ReadLine()); }")]
    public Task NoFix_Forms(string statements) => NoFix<LostReadAheadAnalyzer, OneReaderFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;

        public static class Worker
        {
            public static void Run(NamedPipeClientStream pipe, NamedPipeClientStream other)
            {
                {{statements}}
            }
        }
        """;
}
