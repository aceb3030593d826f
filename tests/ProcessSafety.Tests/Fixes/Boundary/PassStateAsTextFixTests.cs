using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>The review fix that <see cref="PassStateAsArgumentFix"/> offers beside its own.</summary>
public sealed class PassStateAsTextFixTests : RuleTest
{
    [Theory]
    [InlineData("int", "int.Parse(count, CultureInfo.InvariantCulture)", "s_count.ToString(CultureInfo.InvariantCulture)")]
    [InlineData("bool", "bool.Parse(count)", "s_count.ToString()")]
    [InlineData("DayOfWeek", "Enum.Parse<DayOfWeek>(count)", "s_count.ToString()")]
    public Task Fix_StaticValue(string type, string parsed, string text) => Fix<ParentStateInChildAnalyzer, PassStateAsTextFix>(
        Source(type, "Run(() => Console.WriteLine({|PSAFE104:s_count|}));"),
        Source(type, $"Run(static count => Console.WriteLine({parsed}), {text});"));

    [Theory]
    [InlineData("double")]
    [InlineData("DateTime")]
    [InlineData("string")]
    public Task NoFix_TypesWithoutOneText(string type) => NoFix<ParentStateInChildAnalyzer, PassStateAsTextFix>(
        Source(type, "Run(() => Console.WriteLine({|PSAFE104:s_count|}));"));

    private static string Source(string type, string statement) =>
        $$"""
        using System;
        using System.Globalization;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            private static {{type}} s_count = default!;
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go({{type}} count)
            {
                s_count = count;
                {{statement}}
            }

            public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        }
        """;
}
