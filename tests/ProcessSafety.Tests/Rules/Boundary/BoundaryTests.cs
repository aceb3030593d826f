using System;
using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>Which parameters run their delegates in another process.</summary>
public sealed class BoundaryTests : RuleTest
{
    private const string Farm =
        """
        namespace Tasks
        {
            using System;

            public static class Farm
            {
                public static void Run(Action work) { }
                public static void Later(Action work) { }
            }
        }
        """;

    [Theory]
    [InlineData("RemoteExecutor.Invoke(() => Use({|PSAFE101:name|})).Dispose()")]
    [InlineData("RemoteExecutor.Invoke(arg => Use(arg + {|PSAFE101:name|}), \"x\").Dispose()")]
    [InlineData("RemoteExecutor.Invoke(() => { Use({|PSAFE101:name|}); return 42; }, new RemoteInvokeOptions()).Dispose()")]
    [InlineData("RemoteExecutor.Invoke(async () => { await Task.Yield(); Use({|PSAFE101:name|}); }).Dispose()")]
    public Task Hazard_RemoteExecutor(string call) =>
        Reports<CapturedByChildAnalyzer>(InJob(call, "Microsoft.DotNet.RemoteExecutor"), Stubs.RemoteExecutor);

    [Theory]
    [InlineData("ExecFunction.Run(() => Use({|PSAFE101:name|}))")]
    [InlineData("ExecFunction.Start(args => Use({|PSAFE101:name|}), new[] { name })")]
    [InlineData("ExecFunction.RunAsync(() => Use({|PSAFE101:name|}))")]
    [InlineData("new FunctionExecutor(options => Use(name)).Run(() => Use({|PSAFE101:name|}))")]
    [InlineData("new FunctionExecutor(options => { }).Start(() => Use({|PSAFE101:name|}))")]
    public Task Hazard_ExecFunction(string call) => Reports<CapturedByChildAnalyzer>(InJob(call, "Tmds.Utils"), Stubs.ExecFunction);

    [Fact]
    public Task Safe_OptionsOfExecFunction() => Silent<CapturedByChildAnalyzer>(
        InJob("ExecFunction.Run(() => Use(\"x\"), options => Use(name))", "Tmds.Utils"), Stubs.ExecFunction);

    [Theory]
    [InlineData("recreates M:Tasks.Farm.Run")]
    [InlineData("recreates M:Tasks.Farm.Run(System.Action)")]
    [InlineData("recreates M:Tasks.Farm.R*")]
    [InlineData("recreates M:Tasks.Farm.* parameter=work # all of them")]
    [InlineData("recreates M:Tasks.Farm.Run\nrecreates nonsense\nblocks M:Tasks.Farm.Run")]
    [InlineData("!serializes M:Tasks.Farm.Run\nrecreates M:Tasks.Farm.Run")]
    public Task Hazard_LineOfAFile(string lines) => Reports<CapturedByChildAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", lines)),
        InJob("Farm.Run(() => Use({|PSAFE101:name|}))", "Tasks"),
        Farm);

    [Theory]
    [InlineData("recreates M:Tasks.Farm.Runs")]
    [InlineData("recreates M:Tasks.Farm.Run(System.String)")]
    [InlineData("recreates M:Tasks.Far.*")]
    [InlineData("recreates M:Tasks.Farm.Run parameter=other")]
    [InlineData("recreates M:Tasks.Farm.Run\n!recreates M:Tasks.Farm.Run")]
    [InlineData("!recreates M:Tasks.Farm.*\nrecreates M:Tasks.Farm.Run")]
    public Task Safe_OtherLineOfAFile(string lines) => Silent<CapturedByChildAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", lines)), InJob("Farm.Run(() => Use(name))", "Tasks"), Farm);

    [Fact]
    public Task Hazard_SeveralFiles() => Reports<CapturedByChildAnalyzer>(
        test =>
        {
            test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", "recreates M:Tasks.Farm.Run"));
            test.TestState.AdditionalFiles.Add(("lib/ProcessSafety.Apis.More.txt", "recreates M:Tasks.Farm.Later"));
        },
        InJob("Farm.Run(() => Use({|PSAFE101:name|})); Farm.Later(() => Use({|PSAFE101:name|}))", "Tasks"),
        Farm);

    [Fact]
    public Task Safe_BuiltInLineTakenBack() => Silent<CapturedByChildAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(
            ("ProcessSafety.Apis.txt", "!recreates M:Microsoft.DotNet.RemoteExecutor.RemoteExecutor.Invoke*")),
        InJob("RemoteExecutor.Invoke(() => Use(name)).Dispose()", "Microsoft.DotNet.RemoteExecutor"),
        Stubs.RemoteExecutor);

    [Fact]
    public Task Hazard_ExtensionMethod() => Reports<CapturedByChildAnalyzer>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Farm
        {
            public static void Run(this string host, [RunsInChildProcess] Action work) { }
            public static void Go(string name)
            {
                "host".Run(() => Console.WriteLine({|PSAFE101:name|}));
                Run("host", () => Console.WriteLine({|PSAFE101:name|}));
            }
        }
        """);

    [Fact]
    public Task Hazard_Constructor() => Reports<CapturedByChildAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", "recreates M:Worker.#ctor")),
        """
        using System;

        public sealed class Worker
        {
            public Worker(Action work) { }
            public static Worker Go(string name) => new(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """);

    [Theory]
    [InlineData(
        "public class Worker { public Worker([RunsInChildProcess] Action work) { } }",
        "new Worker(() => Console.WriteLine({|PSAFE101:name|}))")]
    [InlineData(
        "public class Worker { public Worker([RunsInChildProcess] Action work) { } }",
        "(Worker)new(() => Console.WriteLine({|PSAFE101:name|}))")]
    [InlineData(
        "public class Worker { [RunsInChildProcess] public Worker(Action work) { } } "
            + "public class Child : Worker { public Child(string name) : base(() => Console.WriteLine({|PSAFE101:name|})) { } }",
        "new Child(name)")]
    [InlineData(
        "public delegate object Runner([RunsInChildProcess] Action work);",
        "((Runner)(work => work))(() => Console.WriteLine({|PSAFE101:name|}))")]
    [InlineData(
        "public interface IRunner { object Run([RunsInChildProcess] Action work); } public record Farm(IRunner Runner);",
        "new Farm(null!).Runner?.Run(() => Console.WriteLine({|PSAFE101:name|}))")]
    [InlineData(
        "public static class Farm { public static object Run(string name) { object Local([RunsInChildProcess] Action work) => work; "
            + "return Local(() => Console.WriteLine({|PSAFE101:name|})); } }",
        "Farm.Run(name)")]
    public Task Hazard_Marks(string marked, string call) => Reports<CapturedByChildAnalyzer>(Marked(marked, call));

    [Fact]
    public Task Hazard_MarkOfAnotherName() => Reports<CapturedByChildAnalyzer>(
        Marked(
            "public static class Farm { public static object Run([Elsewhere] Action work) => work; }",
            "Farm.Run(() => Console.WriteLine({|PSAFE101:name|}))")
            .Replace("using System;", "using System;\nusing Elsewhere = RunsInChildProcessAttribute;", StringComparison.Ordinal));

    [Fact]
    public Task Hazard_MarkInALibrary() => Reports<CapturedByChildAnalyzer>(
        test => test.TestState.AdditionalReferences.Add(StubLibrary.Of(Marked(
            "public static class Farm { public static object Run([RunsInChildProcess] Action work) => work; }",
            "null"))),
        """
        using System;

        public static class Job
        {
            public static object Go(string name) => Farm.Run(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """);

    [Theory]
    [InlineData(
        "public class Worker { public Worker([RunsInChildProcess] Action work, Action done) { } }",
        "new Worker(() => Console.WriteLine(), () => Console.WriteLine(name))")]
    [InlineData(
        "public static class Farm { public static object Run([RunsInChildProcess] Action work) => work; } "
            + "public static class Other { public static object Run(Action work) => work; }",
        "Other.Run(() => Console.WriteLine(name))")]
    public Task Safe_WithoutMark(string marked, string call) => Silent<CapturedByChildAnalyzer>(Marked(marked, call));

    [Fact]
    public Task Hazard_GenericMethod() => Reports<CapturedByChildAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", "recreates M:Farm`1.Compute")),
        """
        using System;

        public sealed class Farm<TNode>
        {
            public T Compute<T>(Func<T> work) => work();
            public static int Go(Farm<string> farm, string name) => farm.Compute(() => {|PSAFE101:name|}.Length);
        }
        """);

    [Fact]
    public Task Safe_MarkedParameterThatIsNoDelegate() => Silent<CapturedByChildAnalyzer>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Farm
        {
            public static void Run([RunsInChildProcess] string host, Action work) { }
            public static void Go(string name) => Run(name, () => Console.WriteLine(name));
        }
        """);

    private static string Marked(string marked, string call) =>
        $$"""
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        {{marked}}

        public static class Program
        {
            public static object? Go(string name) => {{call}};
        }
        """;

    private static string InJob(string call, string imported) =>
        $$"""
        using System;
        using System.Threading.Tasks;
        using {{imported}};

        public static class Job
        {
            public static void Go(string name)
            {
                {{call}};
            }

            private static void Use(string text) => Console.WriteLine(text);
        }
        """;
}
