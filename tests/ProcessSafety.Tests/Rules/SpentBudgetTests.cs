using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.AmbientState;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.Analyzers.Finalization;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.Tests.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests;

/// <summary>
/// What a rule must not take for an answer: that its search has ended. Each pair is one program within the budget and one beyond it, where
/// what would silence the rule lies out of reach.
/// </summary>
public sealed class SpentBudgetTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading;

        """;

    [Fact]
    public Task Hazard_MutexTakenThreeCallsBeforeTheLaunch() => Reports<OwnedMutexLaunchAnalyzer>(
        Program,
        Launch(calls: 3, "{|PSAFE404:", "|}"));

    /// <summary>The first of the calls is what the process does that is not the first.</summary>
    [Fact]
    public Task Safe_LaunchOfTheOtherThreeCallsBelow() =>
        Silent<OwnedMutexLaunchAnalyzer>(Program, Launch(calls: 3, isOfTheOther: true));

    /// <summary>Whether one of the further callers gives the mutex back is not looked at.</summary>
    [Fact]
    public Task Safe_MutexTakenManyCallsBeforeTheLaunch() => Silent<OwnedMutexLaunchAnalyzer>(Program, Launch(calls: 6));

    /// <summary>The code before the launch goes deeper than is looked, and nothing else releases the mutex.</summary>
    [Fact]
    public Task Hazard_DeepCallsBeforeTheLaunch() => Reports<OwnedMutexLaunchAnalyzer>(
        Program,
        Prepared(Budgets.OwnershipCalls * 2, "Console.WriteLine()", "{|PSAFE404:", "|}"));

    [Fact]
    public Task Safe_ReleaseBeforeTheLaunch() => Silent<OwnedMutexLaunchAnalyzer>(Program, Prepared(2, "s_mutex?.Dispose()"));

    [Fact]
    public Task Safe_DeepReleaseBeforeTheLaunch() =>
        Silent<OwnedMutexLaunchAnalyzer>(Program, Prepared(Budgets.OwnershipCalls * 2, "s_mutex?.Dispose()"));

    [Fact]
    public Task Hazard_ModeOfAShortQuestion() => Reports<RepeatedStartUpAnalyzer>(Program, Workers("{|PSAFE402:", "|}", steps: 5));

    /// <summary>The long question may be the one that tells a worker: then only what comes before it runs again.</summary>
    [Fact]
    public Task Safe_ModeOfALongQuestion() => Silent<RepeatedStartUpAnalyzer>(Program, Workers("", "", Budgets.ModeParts));

    [Fact]
    public Task Hazard_ShortChainOfOtherQuestions() =>
        Reports<UnixNameAnalyzer>(Guarded("Environment.ProcessorCount > 5", Budgets.PlatformChecks / 2, "{|PSAFE301:", "|}"));

    [Fact]
    public Task Safe_ShortChainToWindows() => Silent<UnixNameAnalyzer>(Guarded("OperatingSystem.IsWindows()", Budgets.PlatformChecks / 2));

    [Fact]
    public Task Safe_LongChainToWindows() => Silent<UnixNameAnalyzer>(Guarded("OperatingSystem.IsWindows()", Budgets.PlatformChecks * 2));

    [Fact]
    public Task Hazard_FewConditionsOnOtherState() =>
        Reports<SharedCollectionFinalizerAnalyzer>(Finalized("Asked(3)", "{|PSAFE204:", "|}"));

    [Fact]
    public Task Safe_FewConditionsAndTheOneThatCounts() => Silent<SharedCollectionFinalizerAnalyzer>(Finalized("Asked(3) && Manager.IsUp"));

    [Fact]
    public Task Safe_ManyConditionsAndTheOneThatCounts() =>
        Silent<SharedCollectionFinalizerAnalyzer>(Finalized($"Asked({Budgets.KnownConditions}) && Manager.IsUp"));

    [Fact]
    public Task Hazard_NestedCodeThatReadsNothing() => Reports<UnreadStreamAnalyzer>(
        Nested("{|PSAFE703:RedirectStandardOutput = true|}", Budgets.FunctionNesting + 2, "Use(null);"));

    [Fact]
    public Task Safe_NestedCodeThatReads() => Silent<UnreadStreamAnalyzer>(
        Nested("RedirectStandardOutput = true", 3, "Use(q.StandardOutput.ReadToEnd());"));

    [Fact]
    public Task Safe_DeeplyNestedCodeThatReads() => Silent<UnreadStreamAnalyzer>(
        Nested("RedirectStandardOutput = true", Budgets.FunctionNesting + 2, "Use(q.StandardOutput.ReadToEnd());"));

    [Fact]
    public Task Safe_DeeplyNestedLocalFunctionThatReads() => Silent<UnreadStreamAnalyzer>(
        NestedFunctions("RedirectStandardOutput = true", Budgets.FunctionNesting + 2, "Use(q.StandardOutput.ReadToEnd());"));

    /// <summary>A function that calls itself has been read whole when the budget ends.</summary>
    [Fact]
    public Task Hazard_RecursionThatReadsNothing() => Reports<UnreadStreamAnalyzer>(ProcessSource.Sync(
        "using var q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} })!; Wait(3); "
            + "void Wait(int n) { if (n > 0) { q.WaitForExit(10); Wait(n - 1); } }"));

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public Task Safe_ReadUnderAnotherName(int names) => Silent<UnreadStreamAnalyzer>(ProcessSource.Sync(
        "var q0 = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; "
            + string.Concat(Enumerable.Range(1, names).Select(name => $"var q{name} = q{name - 1}; "))
            + $"Use(q{names}.StandardOutput.ReadToEnd()); q0.WaitForExit();"));

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public Task Safe_ReadUnderTheNameOfAMatch(int names) => Silent<UnreadStreamAnalyzer>(ProcessSource.Sync(
        "var q0 = Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true })!; "
            + string.Concat(Enumerable.Range(1, names).Select(name => $"if (q{name - 1} is not {{ }} q{name}) return; "))
            + $"Use(q{names}.StandardOutput.ReadToEnd()); q0.WaitForExit();"));

    [Theory]
    [InlineData(2)]
    [InlineData(Budgets.SavedSettings * 2)]
    public Task Safe_OldSettingThroughLocals(int locals) => Silent<AmbientLaunchStateAnalyzer>(
        Restored("Directory.GetCurrentDirectory()", locals));

    [Fact]
    public Task Hazard_OtherSettingThroughLocals() => Reports<AmbientLaunchStateAnalyzer>(
        Restored("mode", 2, "{|PSAFE602:", "|}"));

    private static void Program<TAnalyzer>(RuleCodeFixTest<TAnalyzer, EmptyCodeFixProvider> test)
        where TAnalyzer : DiagnosticAnalyzer, new() => test.TestState.OutputKind = OutputKind.ConsoleApplication;

    private static string Launch(int calls, string open = "", string close = "", bool isOfTheOther = false) =>
        Usings
        + $$"""
        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                if (!first)
                    {{(isOfTheOther ? $"Call{calls}();" : "return;")}}
                {{(isOfTheOther ? "" : $"Call{calls}();")}}
            }

            private static void Call1() => {{open}}Process.Start(Environment.ProcessPath!){{close}};
        {{string.Concat(Enumerable.Range(2, calls - 1).Select(call => $"    private static void Call{call}() => Call{call - 1}();\n"))}}
        }
        """;

    private static string Prepared(int calls, string code, string open = "", string close = "") =>
        Usings
        + $$"""
        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                if (!first)
                    return;
                Prepare{{calls}}();
                {{open}}Process.Start(Environment.ProcessPath!){{close}};
            }

            private static void Prepare1() => {{code}};
        {{string.Concat(Enumerable.Range(2, calls - 1).Select(call => $"    static void Prepare{call}() => Prepare{call - 1}();\n"))}}
        }
        """;

    private static string Workers(string open, string close, int steps) =>
        Usings
        + $$"""
        internal static class Program
        {
            private static void Main(string[] args)
            {
                if (Ask(args) > 3)
                    Console.WriteLine();
                {{open}}File.Delete("state"){{close}};
                if (args.Contains("--worker"))
                    return;
                for (int i = 0; i < 4; i++)
                    Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { "--worker" } });
            }

            private static int Ask(string[] args)
            {
                int n = 1;
                {{string.Concat(Enumerable.Repeat("n = n + 1; ", steps))}}
                return n;
            }
        }
        """;

    private static string Guarded(string question, int calls, string open = "", string close = "") =>
        Usings
        + $$"""
        internal sealed class Jobs
        {
            internal static void Run()
            {
                if (Ask{{calls}})
                    Use(new EventWaitHandle(false, EventResetMode.AutoReset, {{open}}"job"{{close}}));
            }

            private static void Use(EventWaitHandle handle) => handle.Set();

            private static bool Ask1 => {{question}};
        {{string.Concat(Enumerable.Range(2, calls - 1).Select(call => $"    private static bool Ask{call} => Ask{call - 1};\n"))}}
        }
        """;

    /// <summary>`Asked(3)` stands for three conditions on static state.</summary>
    private static string Finalized(string condition, string open = "", string close = "")
    {
        int count = int.Parse(condition.Split('(', ')')[1], System.Globalization.CultureInfo.InvariantCulture);
        string asked = string.Join(" && ", Enumerable.Range(1, count).Select(flag => $"Manager.s_flag{flag}"));
        return $$"""
            using System.Collections.Generic;

            sealed class Manager
            {
                static readonly List<Manager> s_all = new();
                static bool s_up;
                static Manager s_one;
                {{string.Concat(Enumerable.Range(1, count).Select(flag => $"internal static bool s_flag{flag}; "))}}

                internal static bool IsUp => s_up;

                internal static Manager ByFlag { get { if (!s_up) { s_up = true; s_one = new Manager(); } return s_one; } }

                Manager() => s_all.Add(this);

                internal void Put() { }
            }

            class Node
            {
                ~Node()
                {
                    if ({{condition.Replace($"Asked({count})", asked, StringComparison.Ordinal)}})
                        {{open}}Manager.ByFlag{{close}}.Put();
                }
            }
            """;
    }

    private static string Nested(string setting, int depth, string code) => ProcessSource.Sync(
        $"using var q = Process.Start(new ProcessStartInfo(\"tool\") {{ {setting} }})!; "
            + string.Concat(Enumerable.Range(1, depth).Select(level => $"Action a{level} = () => {{ "))
            + code
            + string.Concat(Enumerable.Range(1, depth).Reverse().Select(level => $" }}; a{level}();")) + " q.WaitForExit();");

    private static string NestedFunctions(string setting, int depth, string code) => ProcessSource.Sync(
        $"using var q = Process.Start(new ProcessStartInfo(\"tool\") {{ {setting} }})!; F{depth}(); q.WaitForExit(); "
            + $"void F1() {{ {code} }} "
            + string.Concat(Enumerable.Range(2, depth - 1).Select(level => $"void F{level}() {{ F{level - 1}(); }} ")));

    private static string Restored(string value, int locals, string open = "", string close = "") =>
        Usings
        + $$"""
        internal static class Jobs
        {
            internal static void Run(string mode)
            {
                string old0 = {{value}};
                {{string.Concat(Enumerable.Range(1, locals).Select(local => $"string old{local} = old{local - 1}; "))}}
                {{open}}Directory.SetCurrentDirectory(old{{locals}}){{close}};
                Process.Start("tool");
            }
        }
        """;
}
