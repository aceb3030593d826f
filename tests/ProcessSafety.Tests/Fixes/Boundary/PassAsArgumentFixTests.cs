using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class PassAsArgumentFixTests : RuleTest
{
    [Fact]
    public Task Fix_OneString() => Fixes(
        "RemoteExecutor.Invoke(() => Use({|PSAFE101:name|})).Dispose();",
        "RemoteExecutor.Invoke(static name => Use(name), name).Dispose();");

    [Fact]
    public Task Fix_SeveralStrings() => Fixes(
        "RemoteExecutor.Invoke(() => Use({|PSAFE101:name|} + {|PSAFE101:other|} + name)).Dispose();",
        "RemoteExecutor.Invoke(static (name, other) => Use(name + other + name), name, other).Dispose();");

    [Fact]
    public Task Fix_ThirdString() => Fixes(
        "RemoteExecutor.Invoke((a, b) => Use(a + b + {|PSAFE101:name|}), \"x\", \"y\").Dispose();",
        "RemoteExecutor.Invoke(static (a, b, name) => Use(a + b + name), \"x\", \"y\", name).Dispose();");

    [Fact]
    public Task Fix_ExistingArgumentsStay() => Fixes(
        "RemoteExecutor.Invoke(text => Use(text + {|PSAFE101:name|}), other, new RemoteInvokeOptions()).Dispose();",
        "RemoteExecutor.Invoke(static (text, name) => Use(text + name), other, name, new RemoteInvokeOptions()).Dispose();");

    [Fact]
    public Task Fix_NamedArguments() => Fixes(
        "RemoteExecutor.Invoke(options: new RemoteInvokeOptions(), arg: other, method: text => Use(text + {|PSAFE101:name|})).Dispose();",
        "RemoteExecutor.Invoke(options: new RemoteInvokeOptions(), arg1: other, method: static (text, name) => Use(text + name), arg2: "
            + "name).Dispose();");

    [Fact]
    public Task Fix_NamedOptions() => Fixes(
        "RemoteExecutor.Invoke(() => Use({|PSAFE101:name|}), options: new RemoteInvokeOptions()).Dispose();",
        "RemoteExecutor.Invoke(static name => Use(name), options: new RemoteInvokeOptions(), arg: name).Dispose();");

    [Fact]
    public Task Fix_Block() => Fixes(
        """
        RemoteExecutor.Invoke(() =>
                {
                    // greets
                    Use({|PSAFE101:name|});
                    return 42;
                }).Dispose();
        """,
        """
        RemoteExecutor.Invoke(static name =>
                {
                    // greets
                    Use(name);
                    return 42;
                }, name).Dispose();
        """);

    [Fact]
    public Task Fix_ArgumentsOnLinesOfTheirOwn() => Fixes(
        """
        RemoteExecutor.Invoke(
                    text => Use(text + {|PSAFE101:name|}), // greets
                    other // both
                ).Dispose();
        """,
        """
        RemoteExecutor.Invoke(
                    static (text, name) => Use(text + name), // greets
                    other, // both
                    name
                ).Dispose();
        """);

    [Fact]
    public Task Fix_AsyncLambda() => Fixes(
        "RemoteExecutor.Invoke(async () => { await Task.Yield(); Use({|PSAFE101:name|}); return 42; }).Dispose();",
        "RemoteExecutor.Invoke(static async name => { await Task.Yield(); Use(name); return 42; }, name).Dispose();");

    [Fact]
    public Task Fix_TypedParameter() => Fixes(
        "RemoteExecutor.Invoke((string text) => Use(text + {|PSAFE101:name|}), other).Dispose();",
        "RemoteExecutor.Invoke(static (string text, string name) => Use(text + name), other, name).Dispose();");

    [Fact]
    public Task Fix_NestedLambda() => Fixes(
        "RemoteExecutor.Invoke(() => Use(string.Join(\" \", new[] { 1 }.Select(i => i + {|PSAFE101:name|})))).Dispose();",
        "RemoteExecutor.Invoke(static name => Use(string.Join(\" \", new[] { 1 }.Select(i => i + name))), name).Dispose();");

    [Fact]
    public Task Fix_MembersOfThis() => Fixes(
        "RemoteExecutor.Invoke(() => Use({|PSAFE101:_folder|} + {|PSAFE101:this.Title|} + _folder)).Dispose();",
        "RemoteExecutor.Invoke(static (folder, title) => Use(folder + title + folder), _folder, this.Title).Dispose();");

    [Fact]
    public Task Fix_MemberAndVariableOfOneName() => Fixes(
        "string folder = name; RemoteExecutor.Invoke(() => Use({|PSAFE101:_folder|} + {|PSAFE101:folder|})).Dispose();",
        "string folder = name; RemoteExecutor.Invoke(static (folder2, folder) => Use(folder2 + folder), _folder, folder).Dispose();");

    [Fact]
    public Task Fix_NameThatTheLambdaUses() => Fixes(
        "RemoteExecutor.Invoke(() => { string title = \"x\"; Use(title + {|PSAFE101:Title|}); }).Dispose();",
        "RemoteExecutor.Invoke(static title2 => { string title = \"x\"; Use(title + title2); }, Title).Dispose();");

    [Fact]
    public Task Fix_Keyword() => Fixes(
        "string @class = name; RemoteExecutor.Invoke(() => Use({|PSAFE101:@class|})).Dispose();",
        "string @class = name; RemoteExecutor.Invoke(static @class => Use(@class), @class).Dispose();");

    [Fact]
    public Task Fix_KeywordOfAsyncCode() => Fixes(
        "string @await = name; RemoteExecutor.Invoke(async () => { await Task.Yield(); Use({|PSAFE101:@await|}); return 1; });",
        "string @await = name; RemoteExecutor.Invoke(static async @await => { await Task.Yield(); Use(@await); return 1; }, @await);");

    [Fact]
    public Task Fix_KeywordsOfMembersAndParameters() => Fix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public class Job
        {
            private readonly string _event = "";
            public static void Run([RunsInChildProcess] Action<string> @do, string @in) { }
            public static void Run([RunsInChildProcess] Action<string, string> @do, string @string, string @params) { }
            public void Go(string name) => Run(@do: text => Use(text + {|PSAFE101:_event|}), @in: name);
            private static void Use(string text) => Console.WriteLine(text);
        }
        """,
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public class Job
        {
            private readonly string _event = "";
            public static void Run([RunsInChildProcess] Action<string> @do, string @in) { }
            public static void Run([RunsInChildProcess] Action<string, string> @do, string @string, string @params) { }
            public void Go(string name) => Run(@do: static (text, @event) => Use(text + @event), @string: name, @params: _event);
            private static void Use(string text) => Console.WriteLine(text);
        }
        """);

    [Fact]
    public Task Fix_MemberCalledByANumber() => Fix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        [Numbered("() => Console.WriteLine({|PSAFE101:_1|})"), Stubs.Pool],
        [Numbered("static value => Console.WriteLine(value), _1"), Stubs.Pool]);

    [Fact]
    public Task Fix_NameOfStays() => Fixes(
        "RemoteExecutor.Invoke(() => Use({|PSAFE101:name|} + nameof(name) + nameof(_folder))).Dispose();",
        "RemoteExecutor.Invoke(static name => Use(name + nameof(name) + nameof(_folder)), name).Dispose();");

    [Fact]
    public Task Fix_FlowSaysNotNull() => Fixes(
        "string? maybe = Console.ReadLine(); if (maybe is null) return; RemoteExecutor.Invoke(() => Use({|PSAFE101:maybe|})).Dispose();",
        "string? maybe = Console.ReadLine(); if (maybe is null) return; "
            + "RemoteExecutor.Invoke(static maybe => Use(maybe), maybe).Dispose();");

    [Fact]
    public Task Fix_AllOfAFile() => Fixes(
        """
        RemoteExecutor.Invoke(() => Use({|PSAFE101:name|})).Dispose();
                RemoteExecutor.Invoke(() => Use({|PSAFE101:other|} + {|PSAFE101:name|})).Dispose();
        """,
        """
        RemoteExecutor.Invoke(static name => Use(name), name).Dispose();
                RemoteExecutor.Invoke(static (other, name) => Use(other + name), other, name).Dispose();
        """);

    [Fact]
    public Task Fix_ArrayOfArguments() => Fix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        [InJob("ExecFunction.Run(() => Use({|PSAFE101:name|} + {|PSAFE101:other|}));", "Tmds.Utils"), Stubs.ExecFunction],
        [InJob("ExecFunction.Run(static args => Use(args[0] + args[1]), new[] { name, other });", "Tmds.Utils"), Stubs.ExecFunction]);

    /// <summary>A file that has collection expressions gets one more.</summary>
    [NewerSyntaxFact(csharp: 12)]
    public Task Fix_ArrayOfArguments_InBrackets() => Fix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        [
            InJob("Use(string.Concat([name])); ExecFunction.Run(() => Use({|PSAFE101:name|} + {|PSAFE101:other|}));", "Tmds.Utils"),
            Stubs.ExecFunction,
        ],
        [
            InJob("Use(string.Concat([name])); ExecFunction.Run(static args => Use(args[0] + args[1]), [name, other]);", "Tmds.Utils"),
            Stubs.ExecFunction,
        ]);

    [Fact]
    public Task Fix_MarkedMethodOfOnesOwn() => Fix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        [InJob("Pool.Run(() => Use({|PSAFE101:name|}));", "Jobs"), Stubs.Pool],
        [InJob("Pool.Run(static name => Use(name), name);", "Jobs"), Stubs.Pool]);

    [Theory]
    [InlineData("RemoteExecutor.Invoke(() => Use({|PSAFE101:count|}.ToString())).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(() => Use({|PSAFE101:name|} + {|PSAFE101:count|})).Dispose();")]
    [InlineData("RemoteExecutor.Invoke((a, b) => Use({|PSAFE101:name|} + {|PSAFE101:other|} + a + b), \"x\", \"y\").Dispose();")]
    [InlineData("RemoteExecutor.Invoke(() => { Use({|PSAFE101:name|}); name = \"x\"; }).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(() => Change({|PSAFE101:ref name|})).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(() => {|PSAFE101:Print()|}).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(() => {|PSAFE101:Local()|}).Dispose(); void Local() => Use(name);")]
    [InlineData("RemoteExecutor.Invoke({|PSAFE101:Print|}).Dispose();")]
    [InlineData("Action job = () => Use(name); RemoteExecutor.Invoke({|PSAFE101:job|}).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(new Action(() => Use({|PSAFE101:name|}))).Dispose();")]
    [InlineData("RemoteExecutor.Invoke(delegate { Use({|PSAFE101:name|}); }).Dispose();")]
    [InlineData("string? maybe = Console.ReadLine(); RemoteExecutor.Invoke(() => Console.WriteLine({|PSAFE101:maybe|})).Dispose();")]
    public Task NoFix_CannotBePassed(string statements) => NoFix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        static test => test.CodeActionEquivalenceKey = "PSAFE101.PassAsArgument",
        InJob(
            statements.Replace("{|PSAFE101:ref name|}", "ref {|PSAFE101:name|}", StringComparison.Ordinal),
            "Microsoft.DotNet.RemoteExecutor"),
        Stubs.RemoteExecutor);

    [Fact]
    public Task NoFix_NoOverload() => NoFix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        InJob("Pool.Post(() => Use({|PSAFE101:name|}), null);", "Jobs"), Stubs.Pool);

    [Fact]
    public Task NoFix_BeforeStaticLambdas() => NoFix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        test => test.LanguageVersion = LanguageVersion.CSharp8,
        """
        using System;

        public sealed class RunsInChildProcessAttribute : Attribute { }

        public static class Job
        {
            public static void Run([RunsInChildProcess] Action job) { }
            public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
            public static void Go(string name) => Run(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """);

    private static Task Fixes(string statements, string fixedStatements) => Fix<CapturedByChildAnalyzer, PassAsArgumentFix>(
        [InJob(statements, "Microsoft.DotNet.RemoteExecutor"), Stubs.RemoteExecutor],
        [InJob(fixedStatements, "Microsoft.DotNet.RemoteExecutor"), Stubs.RemoteExecutor]);

    private static string Numbered(string arguments) =>
        $$"""
        using System;
        using Jobs;

        public class Job
        {
            private readonly string _1 = "";
            public void Go() => Pool.Run({{arguments}});
        }
        """;

    private static string InJob(string statements, string imported) =>
        $$"""
        using System;
        using System.Linq;
        using System.Threading.Tasks;
        using {{imported}};

        public class Job
        {
            private string _folder = "";
            public string Title { get; set; } = "";

            public void Go(string name, string other, int count)
            {
                {{statements}}
            }

            private void Print() => Console.WriteLine(_folder);
            private static void Change(ref string text) => text = "";
            private static void Use(string text) => Console.WriteLine(text);
        }
        """;
}
