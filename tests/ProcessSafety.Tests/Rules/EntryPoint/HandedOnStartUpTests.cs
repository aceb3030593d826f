using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

/// <summary>PSAFE402 where Main hands its work to code that asks for the mode.</summary>
public sealed class HandedOnStartUpTests : RuleTest
{
    private const string Work =
        "{|PSAFE402:File.Delete(\"state\")|}; if (args.Length == 0) { Launch(); } else { Console.WriteLine(\"working\"); }";

    [Theory]
    [InlineData("Run(args);", $"static void Run(string[] args) {{ {Work} }}")]
    [InlineData("{|PSAFE402:File.Delete(\"log\")|}; Run(args);", $"static void Run(string[] args) {{ {Work} }}")]
    [InlineData("First(args);", $"static void First(string[] args) => Run(args); static void Run(string[] args) {{ {Work} }}")]
    [InlineData(
        "new App(args).Run();",
        $"sealed class App {{ readonly string[] args; public App(string[] given) => args = given; public void Run() {{ {Work} }} }}")]
    [InlineData($"Run(); void Run() {{ {Work} }}", "")]
    [InlineData($"Action run = () => {{ {Work} }}; run();", "")]
    [InlineData("s_run(args);", $"static readonly Action<string[]> s_run = args => {{ {Work} }};")]
    [InlineData($"Call(() => {{ {Work} }});", "static void Call(Action step) => step();")]
    [InlineData($"lock (args) {{ {Work} }}", "")]
    [InlineData($"do {{ {Work} }} while (false);", "")]
    [InlineData($"while (true) {{ {Work} break; }}", "")]
    [InlineData($"try {{ using (new MemoryStream()) {{ {{ {Work} }} }} }} finally {{ }}", "")]
    public Task Hazard_HandsItsWorkOn(string body, string members) => Reports<RepeatedStartUpAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program(body, members));

    [Theory]

    // The effect is the parent's own, or comes after the decision.
    [InlineData("Run(args);", "static void Run(string[] args) { if (args.Length == 0) { File.Delete(\"state\"); Launch(); } }")]
    [InlineData("Run(args);", "static void Run(string[] args) { if (args.Length > 0) { return; } File.Delete(\"state\"); Launch(); }")]

    // What stands behind the call is on nobody's way to the decision.
    [InlineData("Run(args); File.Delete(\"state\");", "static void Run(string[] args) { if (args.Length == 0) { Launch(); } }")]

    // Nothing tells who is who.
    [InlineData("Run();", "static void Run() { File.Delete(\"state\"); Launch(); }")]

    // A delegate that does not run on the way.
    [InlineData("Action clear = () => File.Delete(\"state\"); if (args.Length == 0) { Launch(); clear(); }", "")]
    [InlineData(
        "while (args.Length > 1) { File.Delete(\"state\"); if (args[0] == \"work\") { return; } } if (args.Length == 0) { Launch(); }",
        "")]
    public Task Safe_HandsItsWorkOn(string body, string members) => Silent<RepeatedStartUpAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program(body, members));

    private static string Program(string body, string members) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                {{body}}
            }

            private static void Launch()
            {
                for (int i = 0; i < 4; i++)
                {
                    Process.Start(Environment.ProcessPath!, "work");
                }
            }

            {{members}}
        }
        """;
}
