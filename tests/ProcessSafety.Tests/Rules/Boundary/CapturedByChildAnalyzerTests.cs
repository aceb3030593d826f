using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class CapturedByChildAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_Local() => Hazard(
        """
        public static void Go()
        {
            string name = Console.ReadLine()!;
            Pool.Run(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """);

    [Fact]
    public Task Hazard_Parameter() => Hazard(
        "public static void Go(int count) => Pool.Run(() => Console.WriteLine({|PSAFE101:count|} + 1));");

    [Fact]
    public Task Hazard_OnceForEachVariable() => Hazard(
        """
        public static void Go(string first, string second) => Pool.Run(() =>
        {
            Console.WriteLine({|PSAFE101:first|});
            Console.WriteLine(first + {|PSAFE101:second|} + second);
        });
        """);

    [Fact]
    public Task Hazard_OnceForEachDelegate() => Hazard(
        """
        public static void Go(string name)
        {
            Pool.Run(() => Console.WriteLine({|PSAFE101:name|}));
            Pool.Run(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """);

    [Fact]
    public Task Hazard_FieldOfThis() => Hazard(
        """
        private string _name = "";
        public void Go()
        {
            _name = "x";
            Pool.Run(() => Console.WriteLine({|PSAFE101:_name|}));
        }
        """);

    [Fact]
    public Task Hazard_AutoPropertyOfThis() => Hazard(
        """
        public string Name { get; set; } = "";
        public void Go() => Pool.Run(() => Console.WriteLine({|PSAFE101:this.Name|}));
        """);

    [Theory]
    [InlineData("Pool.Run(wide ? () => Console.WriteLine({|PSAFE101:Name|}) : static () => { });")]
    [InlineData("Pool.Run(wide switch { true => () => Console.WriteLine({|PSAFE101:Name|}), _ => static () => { } });")]
    [InlineData("Pool.Run(s_job ?? (() => Console.WriteLine({|PSAFE101:Name|})));")]
    public Task Hazard_MemberOfThis_InOneArm(string statement) => Hazard(
        "private static Action? s_job; public string Name { get; set; } = \"\"; public void Go(bool wide) { " + statement + " }");

    [Theory]
    [InlineData("Pool.Run(Name.Length > 0 ? static () => { } : static () => Console.WriteLine());")]
    [InlineData("Pool.Run(s_job ?? (static () => Console.WriteLine(nameof(Name))));")]
    public Task Safe_MemberOfThis_InTheChoiceAlone(string statement) => Safe(
        "private static Action? s_job; public string Name { get; set; } = \"\"; public void Go() { " + statement + " }");

    [Fact]
    public Task Hazard_PropertyOfThisWithABody() => Hazard(
        """
        private string _name = "";
        private string Name => _name.Trim();
        public void Go() => Pool.Run(() => Console.WriteLine({|PSAFE101:Name|}));
        """);

    [NewerSyntaxFact(12)]
    public Task Hazard_PrimaryConstructorParameter() => Reports<CapturedByChildAnalyzer>(
        """
        using System;
        using Jobs;

        public sealed class Job(string name)
        {
            public void Go() => Pool.Run(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """,
        Stubs.Pool);

    [Fact]
    public Task Hazard_ParameterOfAConstructor() => Hazard(
        "public Job(string name) => Pool.Run(() => Console.WriteLine({|PSAFE101:name|}));");

    [Fact]
    public Task Hazard_NestedLambda() => Hazard(
        "public static void Go(string name) => Pool.Run(() => new[] { 1, 2 }.Select(i => i + {|PSAFE101:name|}).ToList());");

    [Fact]
    public Task Hazard_LocalFunction() => Hazard(
        """
        public static void Go(string name)
        {
            Pool.Run(() => {|PSAFE101:Work()|});
            void Work() => Console.WriteLine(name);
        }
        """);

    [Fact]
    public Task Hazard_LocalFunctionAsMethodGroup() => Hazard(
        """
        public static void Go(string name)
        {
            Pool.Run({|PSAFE101:Work|});
            void Work() => Console.WriteLine(name);
        }
        """);

    [Fact]
    public Task Hazard_LocalFunctionThatUsesThis() => Hazard(
        """
        private string _name = "";
        public void Go(string name)
        {
            _name = name;
            Pool.Run(() => {|PSAFE101:Work()|});
            void Work() => Console.WriteLine(_name);
        }
        """);

    [Fact]
    public Task Hazard_MethodGroupOnThis() => Hazard(
        """
        private string _name = "";
        public void Go()
        {
            _name = "x";
            Pool.Run({|PSAFE101:Work|});
        }
        private void Work() => Console.WriteLine(_name);
        """);

    [Fact]
    public Task Hazard_MethodGroupOnAnotherObject() => Hazard(
        """
        public static void Go(Job other) => Pool.Run({|PSAFE101:other.Work|});
        private string _name = "";
        public void Set(string name) => _name = name;
        private void Work() => Console.WriteLine(_name);
        """);

    [Fact]
    public Task Hazard_MethodOfThisThatUsesAField() => Reports<CapturedByChildAnalyzer>(
        """
        using System;
        using Jobs;

        public sealed class Job
        {
            private string _name = "";
            public void Go(string name)
            {
                _name = name;
                Pool.Run(() => {|#0:Work()|});
            }
            private void Work() => {|#1:Print()|};
            private void Print() => Console.WriteLine({|#2:_name|});
        }
        """ + Stubs.Pool,
        Message("'Run → Work → Print → _name' stays in the parent: the child creates the closure again and finds the value of a new 'Job' "
            + "there. Pass the value as an argument.")
            .WithLocation(1).WithLocation(2));

    [Theory]
    [InlineData("string", "null")]
    [InlineData("int?", "null")]
    [InlineData("bool", "false")]
    [InlineData("long", "0")]
    [InlineData("System.Guid", "the default value")]
    public Task Hazard_TellsWhatTheChildFinds(string type, string found) => Reports<CapturedByChildAnalyzer>(
        $$"""
        using System;
        using Jobs;

        public static class Job
        {
            public static void Go({{type}} value) => Pool.Run(() => Console.WriteLine({|#0:value|}));
        }
        """ + Stubs.Pool,
        Message($"'Run → value' stays in the parent: the child creates the closure again and finds {found} there. "
            + "Pass the value as an argument."));

    [Fact]
    public Task Hazard_AnonymousMethod() => Hazard(
        "public static void Go(string name) => Pool.Run(delegate { Console.WriteLine({|PSAFE101:name|}); });");

    [Fact]
    public Task Hazard_DelegateCreation() => Hazard(
        "public static void Go(string name) => Pool.Run(new Action(() => Console.WriteLine({|PSAFE101:name|})));");

    [Fact]
    public Task Hazard_LambdaStoredInALocal() => Hazard(
        """
        public static void Go(string name)
        {
            Action job = () => Console.WriteLine(name);
            Pool.Run({|PSAFE101:job|});
        }
        """);

    [Fact]
    public Task Hazard_NamedAndReorderedArguments() => Hazard(
        "public static void Go(string name) => Pool.Run(argument: name, job: text => Console.WriteLine(text + {|PSAFE101:name|}));");

    [Fact]
    public Task Hazard_AsyncLambda() => Hazard(
        """
        public static Task Go(string name) => Pool.RunAsync(async () =>
        {
            await Task.Yield();
            Console.WriteLine({|PSAFE101:name|});
        });
        """);

    [Fact]
    public Task Hazard_MarkedMethod() => Hazard(
        "public static void Go(string name) => Pool.Post(() => Console.WriteLine({|PSAFE101:name|}), null);");

    [Fact]
    public Task Hazard_ReadBeforeItIsSet() => Hazard(
        """
        public static void Go(int count) => Pool.Run(() =>
        {
            {|PSAFE101:count|}++;
            Console.WriteLine(count);
        });
        """);

    [Fact]
    public Task Hazard_ForEachVariable() => Hazard(
        """
        public static void Go(string[] names)
        {
            foreach (string name in names)
                Pool.Run(() => Console.WriteLine({|PSAFE101:name|}));
        }
        """);

    [Fact]
    public Task Hazard_PatternAndOutVariables() => Hazard(
        """
        public static void Go(object value, string text)
        {
            if (value is string name && int.TryParse(text, out int number))
                Pool.Run(() => Console.WriteLine({|PSAFE101:name|} + {|PSAFE101:number|}));
        }
        """);

    [Fact]
    public Task Hazard_FieldInitializer() => Hazard(
        """
        private readonly Func<string, int> _start = name => Pool.Compute(() => {|PSAFE101:name|}.Length);
        public int Start(string name) => _start(name);
        """);

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<CapturedByChildAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using Jobs;

        string name = Console.ReadLine()!;
        Pool.Run(() => Console.WriteLine({|PSAFE101:name|} + {|PSAFE101:args|}.Length));
        """,
        Stubs.Pool);

    [Fact]
    public Task Hazard_PartialType() => Reports<CapturedByChildAnalyzer>(
        """
        using Jobs;

        public sealed partial class Job
        {
            public void Go() => Pool.Run(() => {|PSAFE101:Work()|});
        }
        """,
        """
        using System;

        public sealed partial class Job
        {
            public string Name { get; set; } = "";
            private partial void Work();
        }

        public sealed partial class Job
        {
            private partial void Work() => Console.WriteLine(Name);
        }
        """,
        Stubs.Pool);

    [Fact]
    public Task Safe_OwnVariablesAndParameters() => Safe(
        """
        public static void Go(string name) => Pool.Run(
            static text =>
            {
                string copy = text;
                foreach (char letter in copy)
                    Console.WriteLine(letter);
                new[] { 1 }.Select(i => i + copy.Length).ToList();
                if (int.TryParse(copy, out int number) && (object)number is int again)
                    Console.WriteLine(again);
            },
            name);
        """);

    [Fact]
    public Task Safe_Constants() => Safe(
        """
        private const string Prefix = "p";
        public static void Go(string name)
        {
            const int Count = 3;
            Pool.Run(() => Console.WriteLine(Prefix + Count + nameof(name) + DayOfWeek.Monday));
        }
        """);

    [Fact]
    public Task Safe_StaticMembers() => Safe(
        """
        private static readonly string s_name = "x";
        public static void Go() => Pool.Run(() => Console.WriteLine(s_name));
        """);

    [Fact]
    public Task Safe_StaticMethodGroup() => Safe(
        """
        public static void Go() => Pool.Run(Work);
        private static void Work() => Console.WriteLine();
        """);

    [Fact]
    public Task Safe_MethodOfThisWithoutState() => Safe(
        """
        public void Go() => Pool.Run(() => Work());
        private void Work() => Console.WriteLine();
        """);

    [Fact]
    public Task Safe_MethodGroupWithoutState() => Safe(
        """
        public static void Go(Job other) => Pool.Run(other.Work);
        private void Work() => Console.WriteLine();
        """);

    [Fact]
    public Task Safe_ObjectMadeByTheChild() => Safe(
        """
        private string _name = "x";
        public static void Go() => Pool.Run(() => new Job().Work());
        private void Work() => Console.WriteLine(_name);
        """);

    [NewerSyntaxFact(12)]
    public Task Safe_PrimaryConstructorParameterOfTheChildsObject() => Silent<CapturedByChildAnalyzer>(
        """
        using System;
        using Jobs;

        public sealed class Greeter(string name)
        {
            public void Greet() => Console.WriteLine(name);
        }

        public static class Job
        {
            public static void Go() => Pool.Run(() => new Greeter("x").Greet());
        }
        """,
        Stubs.Pool);

    [Fact]
    public Task Safe_SetByTheChildFirst() => Safe(
        """
        private int _count;
        public void Go(string name) => Pool.Run(() =>
        {
            _count = 1;
            name = "x";
            int.TryParse(name, out _count);
            Console.WriteLine(_count + name);
        });
        """);

    [Fact]
    public Task Safe_OtherDelegateOfTheMethod() => Safe(
        """
        public static void Start([RunsInChildProcess] Action job, Action done) { }
        public static void Go(string name) => Start(() => Console.WriteLine(), () => Console.WriteLine(name));
        """);

    [Fact]
    public Task Safe_NoBoundary() => Safe(
        """
        private static void Run(Action job) => job();
        public static void Go(string name)
        {
            Run(() => Console.WriteLine(name));
            Task.Run(() => Console.WriteLine(name));
        }
        """);

    [Fact]
    public Task Safe_ClosureThatIsCopied() => Silent<CapturedByChildAnalyzer>(
        """
        using System;
        using Hangfire;

        public static class Job
        {
            public static void Go(string name) => BackgroundJob.Enqueue(() => Console.WriteLine(name));
        }
        """,
        Stubs.Hangfire);

    [Fact]
    public Task Safe_LocalFunctionOfTheChild() => Safe(
        """
        public static void Go() => Pool.Run(() =>
        {
            string name = "x";
            Work();
            void Work() => Console.WriteLine(name);
        });
        """);

    [Fact]
    public Task Safe_LocalFunctionOfACallee() => Safe(
        """
        public static void Go() => Pool.Run(() => Work("x"));
        private static void Work(string name)
        {
            Print();
            void Print() => Console.WriteLine(name);
            Func<string> later = () => name;
            Console.WriteLine(later());
        }
        """);

    private static Task Hazard(string members) => Reports<CapturedByChildAnalyzer>(InJob(members), Stubs.Pool);

    private static Task Safe(string members) => Silent<CapturedByChildAnalyzer>(InJob(members), Stubs.Pool);

    private static DiagnosticResult Message(string text) =>
        new DiagnosticResult("PSAFE101", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(text);

    private static string InJob(string members) =>
        $$"""
        using System;
        using System.Linq;
        using System.Threading.Tasks;
        using Jobs;

        public sealed class Job
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
