using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class OwnFileFixTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE406:File.AppendAllText(\"out.txt\", text)|};", "File.AppendAllText($\"out.{Environment.ProcessId}.txt\", text);")]
    [InlineData(
        "{|PSAFE406:File.AppendAllText(Path.Combine(AppContext.BaseDirectory, \"log\"), text)|}; // all",
        "File.AppendAllText(Path.Combine(AppContext.BaseDirectory, $\"log.{Environment.ProcessId}\"), text); // all")]
    [InlineData(
        "using var writer = {|PSAFE406:new StreamWriter(AppContext.BaseDirectory + \"out.log\", true)|};",
        "using var writer = new StreamWriter(AppContext.BaseDirectory + $\"out.{Environment.ProcessId}.log\", true);")]
    public Task Fix_Paths(string write, string fixedWrite) => Fix<SharedFileAnalyzer, OwnFileFix>(
        Program(write),
        Program(fixedWrite),
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task NoFix_PathOfAMember() => NoFix<SharedFileAnalyzer, OwnFileFix>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program("{|PSAFE406:File.AppendAllText(Place, text)|};"));

    private static string Program(string write) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;

        internal static class Program
        {
            private const string Place = "out.txt";

            private static void Main(string[] args)
            {
                if (args.Contains("--worker"))
                {
                    Work(args[^1]);
                    return;
                }

                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, "--worker");
                Console.ReadLine();
            }

            private static void Work(string text)
            {
                {{write}}
            }
        }
        """;
}
