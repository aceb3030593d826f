using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class PassAsTextFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "int",
        "Use({|PSAFE101:value|} + value)",
        "Use(int.Parse(value, CultureInfo.InvariantCulture) + int.Parse(value, CultureInfo.InvariantCulture))",
        "value.ToString(CultureInfo.InvariantCulture)")]
    [InlineData(
        "long",
        "Use({|PSAFE101:value|})",
        "Use(long.Parse(value, CultureInfo.InvariantCulture))",
        "value.ToString(CultureInfo.InvariantCulture)")]
    [InlineData("bool", "Use({|PSAFE101:value|})", "Use(bool.Parse(value))", "value.ToString()")]
    [InlineData("Guid", "Use({|PSAFE101:value|})", "Use(Guid.Parse(value))", "value.ToString()")]
    [InlineData("DayOfWeek", "Use({|PSAFE101:value|})", "Use(Enum.Parse<DayOfWeek>(value))", "value.ToString()")]
    public Task Fix_OneValue(string type, string use, string fixedUse, string argument) => Fixes(
        type,
        $"RemoteExecutor.Invoke(() => {use}).Dispose();",
        $"RemoteExecutor.Invoke(static value => {fixedUse}, {argument}).Dispose();");

    [Fact]
    public Task Fix_BesideAString() => Fixes(
        "int",
        "RemoteExecutor.Invoke(() => Use({|PSAFE101:name|} + {|PSAFE101:value|})).Dispose();",
        "RemoteExecutor.Invoke(static (name, value) => Use(name + int.Parse(value, CultureInfo.InvariantCulture)), name, "
            + "value.ToString(CultureInfo.InvariantCulture)).Dispose();");

    [Fact]
    public Task Fix_AddsTheUsing() => Fix<CapturedByChildAnalyzer, PassAsTextFix>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(int n) =>
                Run(() => Console.WriteLine({|PSAFE101:n|}));
        }
        """,
        """
        using System;
        using System.Globalization;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(int n) =>
                Run(static n => Console.WriteLine(int.Parse(n, CultureInfo.InvariantCulture)), n.ToString(CultureInfo.InvariantCulture));
        }
        """);

    [Fact]
    public Task Fix_BesideAString_AddsTheUsing() => Fix<CapturedByChildAnalyzer, PassAsTextFix>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string, string> job, string first, string second) { }
            public static void Go(string a, int n) =>
                Run(() => Use({|PSAFE101:a|} + {|PSAFE101:n|}));
            private static void Use(object? value) { }
        }
        """,
        """
        using System;
        using System.Globalization;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string, string> job, string first, string second) { }
            public static void Go(string a, int n) =>
                Run(static (a, n) => Use(a + int.Parse(n, CultureInfo.InvariantCulture)), a, n.ToString(CultureInfo.InvariantCulture));
            private static void Use(object? value) { }
        }
        """);

    [Fact]
    public Task Fix_Keywords() => Fix<CapturedByChildAnalyzer, PassAsTextFix>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public enum @class { First }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(@class @event) => Run(() => Console.WriteLine({|PSAFE101:@event|}));
        }
        """,
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public enum @class { First }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(@class @event) => Run(static @event => Console.WriteLine(Enum.Parse<@class>(@event)), @event.ToString());
        }
        """);

    [Theory]
    [InlineData("int?")]
    [InlineData("double")]
    [InlineData("DateTime")]
    [InlineData("string[]")]
    [InlineData("object")]
    public Task NoFix_TypesWithoutOneText(string type) => NoFix<CapturedByChildAnalyzer, PassAsTextFix>(
        InJob(type, "RemoteExecutor.Invoke(() => Use({|PSAFE101:value|})).Dispose();"), Stubs.RemoteExecutor);

    [Fact]
    public Task NoFix_StringsAlone() => NoFix<CapturedByChildAnalyzer, PassAsTextFix>(
        InJob("int", "RemoteExecutor.Invoke(() => Use({|PSAFE101:name|})).Dispose();"), Stubs.RemoteExecutor);

    [Fact]
    public Task NoFix_Written() => NoFix<CapturedByChildAnalyzer, PassAsTextFix>(
        InJob("int", "RemoteExecutor.Invoke(() => { {|PSAFE101:value|}++; }).Dispose();"), Stubs.RemoteExecutor);

    private static Task Fixes(string type, string statements, string fixedStatements) => Fix<CapturedByChildAnalyzer, PassAsTextFix>(
        [InJob(type, statements), Stubs.RemoteExecutor], [InJob(type, fixedStatements), Stubs.RemoteExecutor]);

    private static string InJob(string type, string statements) =>
        $$"""
        using System;
        using System.Globalization;
        using Microsoft.DotNet.RemoteExecutor;

        public static class Job
        {
            public static void Go(string name, {{type}} value)
            {
                {{statements}}
            }

            private static void Use(object? value) => Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0}", value));
        }
        """;
}
