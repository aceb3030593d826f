using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class PassStateAsArgumentFixTests : RuleTest
{
    [Fact]
    public Task Fix_StaticString() => Fix<ParentStateInChildAnalyzer, PassStateAsArgumentFix>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            private static string s_mode = "";
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(string mode)
            {
                s_mode = mode;
                Run(() => Console.WriteLine({|PSAFE104:s_mode|} + Job.s_mode));
            }
        }
        """,
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            private static string s_mode = "";
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(string mode)
            {
                s_mode = mode;
                Run(static mode => Console.WriteLine(mode + mode), s_mode);
            }
        }
        """);

    [Fact]
    public Task Fix_Keyword() => Fix<ParentStateInChildAnalyzer, PassStateAsArgumentFix>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            private static string s_event = "";
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(string name)
            {
                s_event = name;
                Run(() => Console.WriteLine({|PSAFE104:s_event|}));
            }
        }
        """,
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            private static string s_event = "";
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(string name)
            {
                s_event = name;
                Run(static @event => Console.WriteLine(@event), s_event);
            }
        }
        """);

    [Fact]
    public Task Fix_TwoInOneLambda() => Fixes(
        "Pool.Run(() => Console.WriteLine({|PSAFE104:Job.Mode|} + {|PSAFE104:s_folder|}));",
        "Pool.Run(static (mode, folder) => Console.WriteLine(mode + folder), Job.Mode, s_folder);");

    [Fact]
    public Task Fix_WithCaptures() => Fixes(
        "Pool.Run(() => Console.WriteLine({|PSAFE104:s_folder|} + name));",
        "Pool.Run(static (folder, name) => Console.WriteLine(folder + name), s_folder, name);");

    [Theory]
    [InlineData("Pool.Run(() => Console.WriteLine({|PSAFE104:s_count|}));")]
    [InlineData("Pool.Run(() => {|PSAFE104:Print()|});")]
    [InlineData("Pool.Run({|PSAFE104:Print|});")]
    [InlineData("Pool.Start(() => Console.WriteLine({|PSAFE104:s_folder|}));")]
    [InlineData("Pool.Run(() => Console.WriteLine({|PSAFE104:s_folder|} + count));")]
    public Task NoFix_CannotBePassed(string statement) => NoFix<ParentStateInChildAnalyzer, PassStateAsArgumentFix>(
        static test => test.CodeActionEquivalenceKey = "PSAFE104.PassAsArgument",
        InJob(statement),
        Stubs.Pool);

    private static Task Fixes(string statement, string fixedStatement) =>
        Fix<ParentStateInChildAnalyzer, PassStateAsArgumentFix>([InJob(statement), Stubs.Pool], [InJob(fixedStatement), Stubs.Pool]);

    private static string InJob(string statement) =>
        $$"""
        using System;
        using Jobs;

        public static class Job
        {
            private static string s_folder = "";
            private static int s_count;
            public static string Mode { get; set; } = "";

            public static void Go(string name, int count)
            {
                s_folder = name;
                s_count = count;
                Mode = name;
                {{statement}}
            }

            private static void Print() => Console.WriteLine(s_folder);
        }
        """;
}
