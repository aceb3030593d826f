using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>PSAFE105 where the number of a handle comes to the child another way.</summary>
public sealed class RawHandleWayTests : RuleTest
{
    private const string Number = "{|PSAFE105:file.SafeFileHandle.DangerousGetHandle()|}.ToString()";

    [Theory]
    [InlineData($"(string text, int count) = ({Number}, 0); Process.Start(\"worker\", text);")]
    [InlineData($"var pair = ({Number}, 0); Process.Start(\"worker\", pair.Item1);")]
    [InlineData($"string[] items = {{ \"x\", {Number} }}; Process.Start(\"worker\", items[1]);")]
    [InlineData($"foreach (string item in new[] {{ {Number} }}) {{ Process.Start(\"worker\", item); }}")]
    [InlineData($"if ({Number} is {{ Length: > 0 }} text) {{ Process.Start(\"worker\", text); }}")]
    [InlineData($"string? text = null; text ??= {Number}; Process.Start(\"worker\", text);")]
    [InlineData($"string? text = null; Interlocked.CompareExchange(ref text, {Number}, null); Process.Start(\"worker\", text);")]
    [InlineData($"Make(out string text); Process.Start(\"worker\", text); void Make(out string made) {{ made = {Number}; }}")]
    [InlineData($"Process.Start(\"worker\", Make()); string Make() {{ return {Number}; }}")]
    [InlineData($"Func<string> make = () => {Number}; Process.Start(\"worker\", make());")]
    [InlineData($"Process.Start(\"worker\", new Lazy<string>(() => {Number}).Value);")]
    [InlineData($"Process.Start(\"worker\", new Held({Number}).Text);")]
    [InlineData($"IStart start = new Starter(); start.Run({Number});")]
    public Task Hazard_AnotherWay(string statements) => Reports<RawHandleAnalyzer>(Program(statements));

    [Theory]
    [InlineData("(string text, string other) = (Number, \"x\"); Process.Start(\"worker\", other);")]
    [InlineData("var pair = (Number, \"x\"); Process.Start(\"worker\", pair.Item2);")]
    [InlineData("string[] items = { \"x\", Number }; Process.Start(\"worker\", items[0]);")]
    [InlineData("if (Number is { Length: > 0 } text) { Process.Start(\"worker\", \"x\"); }")]
    [InlineData("Make(out string text, out string other); Process.Start(\"worker\", other); "
        + "void Make(out string made, out string beside) { made = Number; beside = \"x\"; }")]
    [InlineData("Func<string> make = () => Number; Process.Start(\"worker\", \"x\");")]
    public Task Safe_AnotherValue(string statements) =>
        Silent<RawHandleAnalyzer>(Program(statements.Replace("Number", "file.SafeFileHandle.DangerousGetHandle().ToString()")));

    private static string Program(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Threading;

        public static class Go
        {
            public static void Run(FileStream file)
            {
                {{statements}}
            }
        }

        internal interface IStart { void Run(string text); }

        internal sealed class Starter : IStart { public void Run(string text) => Process.Start("worker", text); }

        internal sealed record Held(string Text);
        """;
}
