using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class ParentStateInChildAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("string? s_mode", "s_mode = mode;")]
    [InlineData("string s_mode = \"\"", "s_mode = mode;")]
    [InlineData("string? s_mode", "s_mode ??= mode;")]
    [InlineData("string? s_mode", "(s_mode, _) = (mode, 1);")]
    [InlineData("string? s_mode", "Settings.s_mode = mode;")]
    [InlineData("string? s_mode", "Task.Run(() => s_mode = mode);")]
    [InlineData("int s_mode", "int.TryParse(mode, out s_mode);")]
    [InlineData("int s_mode", "Interlocked.Exchange(ref s_mode, 1);")]
    public Task Hazard_Assigned(string field, string assignment) => Hazard(
        $$"""
        private static {{field}};
        public static void Go(string mode)
        {
            {{assignment}}
            Pool.Run(() => Console.WriteLine({|PSAFE104:s_mode|}));
        }
        """);

    [Fact]
    public Task Hazard_AutoProperty() => Hazard(
        """
        public static string Mode { get; set; } = "";
        public static void Go() => Pool.Run(() => Console.WriteLine({|PSAFE104:Settings.Mode|}));
        public static void Set(string mode) => Mode = mode;
        """);

    [Fact]
    public Task Hazard_ThreadStatic() => Hazard(
        """
        [ThreadStatic] private static string? t_mode;
        public static void Go(string mode)
        {
            t_mode = mode;
            Pool.Run(() => Console.WriteLine({|PSAFE104:t_mode|}));
        }
        """);

    [Theory]
    [InlineData("AsyncLocal")]
    [InlineData("ThreadLocal")]
    public Task Hazard_AmbientValue(string type) => Hazard(
        $$"""
        private static readonly {{type}}<string> s_mode = new();
        public static void Go(string mode)
        {
            s_mode.Value = mode;
            Pool.Run(() => Console.WriteLine({|PSAFE104:s_mode|}.Value));
        }
        """);

    [Theory]
    [InlineData("CultureInfo.CurrentCulture = culture;", "CultureInfo.CurrentCulture")]
    [InlineData("CultureInfo.DefaultThreadCurrentCulture = culture;", "CultureInfo.CurrentCulture")]
    [InlineData("CultureInfo.CurrentUICulture = culture;", "CultureInfo.CurrentUICulture")]
    public Task Hazard_Culture(string assignment, string read) => Hazard(
        $$"""
        public static void Go(CultureInfo culture)
        {
            {{assignment}}
            Pool.Run(() => Console.WriteLine({|PSAFE104:{{read}}|}.Name));
        }
        """);

    [Fact]
    public Task Hazard_ByPath_TellsEveryHopAndTheAssignment() => Reports<ParentStateInChildAnalyzer>(
        """
        using System;
        using Jobs;

        public static class Settings
        {
            private static string? s_mode;
            private static string Mode => {|#2:s_mode|} ?? "";
            public static void Go(string mode)
            {
                {|#3:s_mode|} = mode;
                Pool.Run(() => {|#0:Work()|});
            }
            private static void Work() => Console.WriteLine({|#1:Mode|});
        }
        """ + Stubs.Pool,
        new DiagnosticResult("PSAFE104", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithLocation(2).WithLocation(3)
            .WithMessage("'Run → Work → Mode → s_mode' is null in the child process: the parent's value does not reach it. Pass the value "
                + "as an argument."));

    [Theory]
    [InlineData("bool s_mode", "false")]
    [InlineData("int s_mode", "0")]
    [InlineData("System.DateTime s_mode", "the default value")]
    [InlineData("int s_mode = 3", "its initial value")]
    public Task Hazard_TellsWhatTheChildFinds(string field, string found) => Reports<ParentStateInChildAnalyzer>(
        $$"""
        using System;
        using Jobs;

        public static class Settings
        {
            private static {{field}};
            public static void Go() => Pool.Run(() => Console.WriteLine({|#0:s_mode|}));
            public static void Reset() => {|#1:s_mode|} = default;
        }
        """ + Stubs.Pool,
        new DiagnosticResult("PSAFE104", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage($"'Run → s_mode' is {found} in the child process: the parent's value does not reach it. Pass the value as an "
                + "argument."));

    [Fact]
    public Task Hazard_AssignedInAnotherFile() => Reports<ParentStateInChildAnalyzer>(
        """
        using System;
        using Jobs;

        public static class Work
        {
            public static void Go() => Pool.Run(() => Console.WriteLine({|PSAFE104:Settings.Mode|}));
        }
        """,
        """
        public static class Settings
        {
            public static string? Mode;
        }
        """,
        """
        public static class Program
        {
            public static void Start(string[] args) => Settings.Mode = args[0];
        }
        """,
        Stubs.Pool);

    [Fact]
    public Task Hazard_JobThatIsCopied() => Reports<ParentStateInChildAnalyzer>(
        """
        using System;
        using Hangfire;

        public static class Settings
        {
            private static string? s_mode;
            public static void Go(string mode)
            {
                s_mode = mode;
                BackgroundJob.Enqueue(() => {|PSAFE104:Work()|});
            }
            public static void Work() => Console.WriteLine(s_mode);
        }
        """,
        Stubs.Hangfire);

    [Theory]
    [InlineData("private const string Mode = \"x\";")]
    [InlineData("private static readonly string Mode = \"x\";")]
    [InlineData("private static string Mode = Environment.MachineName;")]
    [InlineData("private static string Mode { get; } = \"x\";")]
    [InlineData("private static string Mode { get; set; } = \"x\";")]
    [InlineData("private static string Mode; static Settings() => Mode = \"x\";")]
    [InlineData(
        "private static string? Mode; [System.Runtime.CompilerServices.ModuleInitializer] internal static void Init() => Mode = \"x\";")]
    public Task Safe_SetByInitialisersAlone(string member) => Safe(
        $$"""
        {{member}}
        public static void Go()
        {
            Pool.Run(() => Console.WriteLine(Mode));
            Console.WriteLine(Mode);
        }
        """);

    [Theory]
    [InlineData("s_mode = \"x\"; Console.WriteLine(s_mode);")]
    [InlineData("Init(); Console.WriteLine(s_mode);")]
    [InlineData("Console.WriteLine(s_mode ??= \"x\");")]
    [InlineData("if (s_mode is null) s_mode = \"x\"; Console.WriteLine(s_mode);")]
    public Task Safe_SetByTheChildToo(string child) => Safe(
        $$"""
        private static string? s_mode;
        private static void Init() => s_mode = "y";
        public static void Go(string mode)
        {
            s_mode = mode;
            Pool.Run(() => { {{child}} });
        }
        """);

    [Theory]
    [InlineData("s_count++;")]
    [InlineData("--s_count;")]
    [InlineData("s_count += 3;")]
    [InlineData("Interlocked.Increment(ref s_count);")]
    public Task Safe_Counters(string step) => Safe(
        $$"""
        private static int s_count;
        public static void Go()
        {
            {{step}}
            Pool.Run(() => Console.WriteLine(s_count));
        }
        """);

    [Fact]
    public Task Safe_CountedByFinalizersOfEitherSide() => Safe(
        """
        private abstract class Guard
        {
            ~Guard() => Release();
            protected abstract void Release();
        }
        private sealed class CountingGuard : Guard
        {
            public static int Released;
            protected override void Release() => Released++;
        }
        private sealed class OtherGuard : Guard
        {
            protected override void Release() { }
        }
        private static void Lose() => _ = new CountingGuard();
        public static void Go()
        {
            Lose();
            Pool.Run(() =>
            {
                Lose();
                Console.WriteLine(CountingGuard.Released);
            });
        }
        """);

    [Fact]
    public Task Safe_SetByChildCodeAlone() => Safe(
        """
        private static string? s_mode;
        private static void Init() => s_mode = "y";
        public static void Go()
        {
            Pool.Run(() => Init());
            Pool.Run(() => Console.WriteLine(s_mode));
        }
        """);

    [Fact]
    public Task Safe_ReadByTheParentAlone() => Safe(
        """
        private static string? s_mode;
        public static void Go(string mode)
        {
            s_mode = mode;
            Pool.Run(() => Console.WriteLine());
            Console.WriteLine(s_mode);
        }
        """);

    [Fact]
    public Task Safe_NameAlone() => Safe(
        """
        private static string? s_mode;
        public static void Go(string mode)
        {
            s_mode = mode;
            Pool.Run(() => Console.WriteLine(nameof(s_mode)));
        }
        """);

    [Fact]
    public Task Safe_MembersOfTheObjectAreSet() => Safe(
        """
        private sealed class Options { public string Mode { get; set; } = ""; }
        private static readonly Options s_options = new();
        public static void Go(string mode)
        {
            s_options.Mode = mode;
            Pool.Run(() => Console.WriteLine(s_options));
        }
        """);

    [Fact]
    public Task Safe_AmbientValueSetByTheChild() => Safe(
        """
        private static readonly AsyncLocal<string> s_mode = new();
        public static void Go(string mode)
        {
            s_mode.Value = mode;
            Pool.Run(() =>
            {
                s_mode.Value = "x";
                Console.WriteLine(s_mode.Value);
            });
        }
        """);

    [Fact]
    public Task Safe_CultureThatNobodySets() => Safe(
        "public static void Go() => Pool.Run(() => Console.WriteLine(CultureInfo.CurrentCulture.Name + "
            + "CultureInfo.InvariantCulture.Name));");

    [Fact]
    public Task Safe_Lock() => Safe(
        """
        private static object s_gate = new();
        public static void Go()
        {
            s_gate = new();
            Pool.Run(() => { lock (s_gate) { } });
        }
        """);

    [Fact]
    public Task Safe_StateOfTheFramework() => Safe(
        """
        public static void Go()
        {
            Environment.ExitCode = 3;
            Pool.Run(() => Console.WriteLine(Environment.ExitCode));
        }
        """);

    private static Task Hazard(string members) => Reports<ParentStateInChildAnalyzer>(InSettings(members), Stubs.Pool);

    private static Task Safe(string members) => Silent<ParentStateInChildAnalyzer>(InSettings(members), Stubs.Pool);

    private static string InSettings(string members) =>
        $$"""
        using System;
        using System.Globalization;
        using System.Threading;
        using System.Threading.Tasks;
        using Jobs;

        public sealed class Settings
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
