using System.Threading.Tasks;
using ProcessSafety.Analyzers.Channels;
using ProcessSafety.CodeFixes.Channels;
using Xunit;

namespace ProcessSafety.Tests.Channels;

public sealed class LeaveAtEndFixTests : RuleTest
{
    [Theory]
    [InlineData("string? line = reader.ReadLine();", "line is null")]
    [InlineData("string? line = await reader.ReadLineAsync();", "line is null")]
    [InlineData("var line = await reader.ReadLineAsync().ConfigureAwait(false); // next", "line is null")]
    [InlineData("int count = pipe.Read(buffer, 0, 4);", "count == 0")]
    [InlineData("int @byte = pipe.ReadByte();", "@byte == -1")]
    [InlineData("line2 = reader.ReadLine();", "line2 is null")]
    public Task Fix_Reads(string read, string condition) => Fix<ConnectedLoopAnalyzer, LeaveAtEndFix>(
        Source(
            $$"""
            while ({|PSAFE731:pipe.IsConnected|})
                    {
                        {{read}}
                        Console.WriteLine("one more");
                    }
            """),
        Source(
            $$"""
            while (pipe.IsConnected)
                    {
                        {{read}}
                        if ({{condition}})
                        {
                            break;
                        }
                        Console.WriteLine("one more");
                    }
            """));

    [Fact]
    public Task Fix_TwoLoops() => Fix<ConnectedLoopAnalyzer, LeaveAtEndFix>(
        Source(
            """
            while ({|PSAFE731:pipe.IsConnected|}) { string? line = reader.ReadLine(); Console.WriteLine(line); }
                    for (; {|PSAFE731:pipe.IsConnected|};)
                    {
                        // Read on.
                        var other = reader.ReadLine();
                    }
            """),
        Source(
            """
            while (pipe.IsConnected)
                    {
                        string? line = reader.ReadLine();
                        if (line is null)
                        {
                            break;
                        }
                        Console.WriteLine(line);
                    }
                    for (; pipe.IsConnected;)
                    {
                        // Read on.
                        var other = reader.ReadLine();
                        if (other is null)
                        {
                            break;
                        }
                    }
            """));

    [Theory]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { Console.WriteLine(reader.ReadLine()); }")]
    [InlineData("var own = new NamedPipeServerStream(\"own\"); while ({|PSAFE731:own.IsConnected|}) { Thread.Sleep(10); }")]
    [InlineData("while ({|PSAFE731:pipe.IsConnected|}) { switch (buffer.Length) { case 4: var line = reader.ReadLine(); break; } }")]
    public Task NoFix_Forms(string statements) => NoFix<ConnectedLoopAnalyzer, LeaveAtEndFix>(Source(statements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.Pipes;
        using System.Threading;
        using System.Threading.Tasks;

        public static class Server
        {
            public static async Task RunAsync(NamedPipeServerStream pipe)
            {
                await pipe.WaitForConnectionAsync();
                using var reader = new StreamReader(pipe);
                var buffer = new byte[4];
                string? line2;
                {{statements}}
            }
        }
        """;
}
