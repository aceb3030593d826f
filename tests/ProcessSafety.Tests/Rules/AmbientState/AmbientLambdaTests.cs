using System.Threading.Tasks;
using ProcessSafety.Analyzers.AmbientState;
using Xunit;

namespace ProcessSafety.Tests.AmbientState;

/// <summary>PSAFE601 where a lambda, an accessor or a constructor sets the variable or starts the process.</summary>
public sealed class AmbientLambdaTests : RuleTest
{
    private const string Set = "Environment.SetEnvironmentVariable(\"K\", \"v\")";

    private const string Runner =
        "sealed class Runner { readonly Action _step; public Runner(Action step) => _step = step; public void Run() => _step(); }";

    [Theory]
    [InlineData($"Action set = () => {Set}; {{|PSAFE601:set()|}}; Process.Start(\"tool\");", "")]
    [InlineData("{|PSAFE601:s_set()|}; Process.Start(\"tool\");", $"static readonly Action s_set = () => {Set};")]
    [InlineData($"{{|PSAFE601:Call(() => {Set})|}}; Process.Start(\"tool\");", "static void Call(Action step) => step();")]
    [InlineData($"{{|PSAFE601:new Runner(() => {Set}).Run()|}}; Process.Start(\"tool\");", Runner)]
    [InlineData("_ = {|PSAFE601:Mode|}; Process.Start(\"tool\");", $"static int Mode {{ get {{ {Set}; return 0; }} }}")]
    [InlineData(
        "ISet set = new Setter(); {|PSAFE601:set.Run()|}; Process.Start(\"tool\");",
        $"interface ISet {{ void Run(); }} sealed class Setter : ISet {{ public void Run() => {Set}; }}")]
    [InlineData($"{{|PSAFE601:{Set}|}}; _ = Tool;", "static Process? Tool => Process.Start(\"tool\");")]
    [InlineData($"{{|PSAFE601:{Set}|}}; new Tool();", "sealed class Tool { public Tool() => Process.Start(\"tool\"); }")]
    [InlineData(
        $"{{|PSAFE601:{Set}|}}; Action run = Flag ? () => Process.Start(\"a\") : () => Process.Start(\"b\"); run();",
        "static bool Flag => true;")]
    public Task Hazard_CodeOfAnyKind(string statements, string members) =>
        Reports<AmbientLaunchStateAnalyzer>(Program(statements, members));

    [Theory]
    [InlineData($"Action set = () => {Set}; Process.Start(\"tool\");", "")]
    [InlineData($"Action set = () => {Set}; Process.Start(\"tool\"); set();", "")]
    [InlineData($"Action set = Flag ? () => {Set} : () => {{ }}; set(); Process.Start(\"tool\");", "static bool Flag => true;")]
    [InlineData($"Keep(() => {Set}); Process.Start(\"tool\");", "static Action? s_kept; static void Keep(Action step) => s_kept = step;")]
    [InlineData($"new Runner(() => {Set}); Process.Start(\"tool\");", Runner)]
    [InlineData($"{Set}; _ = Name;", "static string Name => \"tool\";")]
    [InlineData($"{Set}; new Tool();", "sealed class Tool { public void Run() => Process.Start(\"tool\"); }")]
    public Task Safe_CodeThatDoesNotRun(string statements, string members) =>
        Silent<AmbientLaunchStateAnalyzer>(Program(statements, members));

    private static string Program(string statements, string members) =>
        $$"""
        using System;
        using System.Diagnostics;

        public static class Build
        {
            public static void Go()
            {
                {{statements}}
            }

            {{members}}
        }
        """;
}
