using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class ReturnTaskFixTests : RuleTest
{
    [Fact]
    public Task Fix_LocalFunction() => Fixes(
        "Pool.Run({|PSAFE109:Work|}); async void Work() => await Task.Delay(1);",
        "Pool.Run(Work); async Task Work() => await Task.Delay(1);");

    [Fact]
    public Task Fix_Cast() => Fixes(
        "Pool.Run((Action)({|PSAFE109:async|} () => await Task.Delay(1)));",
        "Pool.Run(async () => await Task.Delay(1));");

    [Fact]
    public Task Fix_PrivateMethod() => Fix<AsyncVoidInChildAnalyzer, ReturnTaskFix>(
        """
        using System;
        using System.Threading.Tasks;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Func<Task> job) { }
            public static void Go() => Run({|PSAFE109:Work|});
            private static async void Work() => await Task.Yield();
        }
        """,
        """
        using System;
        using System.Threading.Tasks;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Func<Task> job) { }
            public static void Go() => Run(Work);
            private static async Task Work() => await Task.Yield();
        }
        """);

    [Fact]
    public Task Fix_OverloadWithAnotherParameter() => Fix<AsyncVoidInChildAnalyzer, ReturnTaskFix>(
        WithCount("int", "Run(3, {|PSAFE109:Work|})", "async void"),
        WithCount("int", "Run(3, Work)", "async Task"));

    [Fact]
    public Task NoFix_OverloadWhoseOtherParameterDiffers() =>
        NoFix<AsyncVoidInChildAnalyzer, ReturnTaskFix>(WithCount("long", "Run(3, {|PSAFE109:Work|})", "async void"));

    private static string WithCount(string count, string call, string work) =>
        $$"""
        using System;
        using System.Threading.Tasks;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run(int count, [RunsInChildProcess] Action job) { }
            public static void Run({{count}} count, [RunsInChildProcess] Func<Task> job) { }
            public static void Go() => {{call}};
            private static {{work}} Work() => await Task.Yield();
        }
        """;

    [Fact]
    public Task Fix_MethodInAnotherFile() => Fix<AsyncVoidInChildAnalyzer, ReturnTaskFix>(
        [
            """
            using Jobs;

            public static class Job
            {
                public static void Go() => Pool.Run({|PSAFE109:Steps.Work|});
                public static void Again() => Pool.Run({|PSAFE109:Steps.Work|});
            }
            """,
            """
            namespace Work { }

            internal static class Steps
            {
                /// <summary>Works.</summary>
                internal static async void Work() => await System.Threading.Tasks.Task.Yield();
            }
            """,
            Stubs.Pool,
        ],
        [
            """
            using Jobs;

            public static class Job
            {
                public static void Go() => Pool.Run(Steps.Work);
                public static void Again() => Pool.Run(Steps.Work);
            }
            """,
            """
            using System.Threading.Tasks;

            namespace Work { }

            internal static class Steps
            {
                /// <summary>Works.</summary>
                internal static async Task Work() => await System.Threading.Tasks.Task.Yield();
            }
            """,
            Stubs.Pool,
        ]);

    [Theory]
    [InlineData("Pool.Start({|PSAFE109:async|} () => await Task.Delay(1));")]
    [InlineData("Pool.Start({|PSAFE109:Work|}); async void Work() => await Task.Delay(1);")]
    [InlineData("Pool.Run({|PSAFE109:Work|}); Work(); async void Work() => await Task.Delay(1);")]
    [InlineData("Pool.Run({|PSAFE109:Work|}); Action again = Work; async void Work() => await Task.Delay(1);")]
    [InlineData("Pool.Run({|PSAFE109:PublicAsync|});")]
    [InlineData("Action job = async () => await Task.Delay(1); Pool.Run({|PSAFE109:job|});")]
    public Task NoFix_NothingWaitsOrOthersUseIt(string statements) =>
        NoFix<AsyncVoidInChildAnalyzer, ReturnTaskFix>(InJob(statements), Stubs.Pool);

    private static Task Fixes(string statements, string fixedStatements) =>
        Fix<AsyncVoidInChildAnalyzer, ReturnTaskFix>([InJob(statements), Stubs.Pool], [InJob(fixedStatements), Stubs.Pool]);

    private static string InJob(string statements) =>
        $$"""
        using System;
        using System.Threading.Tasks;
        using Jobs;

        public static class Job
        {
            public static void Go()
            {
                {{statements}}
            }

            public static async void PublicAsync() => await Task.Delay(1);
        }
        """;
}
