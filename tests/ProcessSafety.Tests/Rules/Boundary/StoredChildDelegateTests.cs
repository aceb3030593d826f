using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>Delegates that reach another process through a choice, a variable or a method that hands them on.</summary>
public sealed class StoredChildDelegateTests : RuleTest
{
    [Theory]
    [InlineData("Pool.Run(wide ? () => Use({|PSAFE101:name|}) : static () => { });")]
    [InlineData("Pool.Run(wide ? () => Use({|PSAFE101:name|}) : () => Use({|PSAFE101:name|}));")]
    [InlineData("Pool.Run(name switch { \"a\" => () => { }, _ => () => Use({|PSAFE101:name|}) });")]
    [InlineData("Pool.Run(s_body ?? (() => Use({|PSAFE101:name|})));")]
    [InlineData("Pool.Run((wide ? s_body : null) ?? (() => Use({|PSAFE101:name|})));")]
    [InlineData("Pool.Run(wide ? name.Length > 1 ? () => Use({|PSAFE101:name|}) : static () => { } : static () => { });")]
    [InlineData("Action body = wide ? () => Use(name) : () => { }; Pool.Run({|PSAFE101:body|});")]
    [InlineData("Action body = wide ? () => Use(name) : () => Use(name); Pool.Run({|PSAFE101:body|});")]
    [InlineData("Action body = s_body ?? (() => Use(name)); Pool.Run({|PSAFE101:body|});")]
    [InlineData("Action body; if (wide) body = () => Use(name); else body = () => { }; Pool.Run({|PSAFE101:body|});")]
    [InlineData("s_body = () => Use(name); Pool.Run({|PSAFE101:s_body|});")]
    [InlineData("Body = () => Use(name); Pool.Run({|PSAFE101:Body|});")]
    [InlineData("InChild(() => Use({|PSAFE101:name|}));")]
    [InlineData("Twice(() => Use({|PSAFE101:name|}));")]
    [InlineData("Local(() => Use({|PSAFE101:name|})); void Local(Action work) => Pool.Run(work);")]
    [InlineData("new Runner(() => Use(name)).Start();", true)]
    public Task Hazard_CapturedVariable(string statements, bool inRunner = false) =>
        Reports<CapturedByChildAnalyzer>(Source(statements, inRunner));

    /// <summary>Others may make one too, and what is seen here is enough.</summary>
    [Fact]
    public Task Hazard_CapturedVariable_GivenToAPublicConstructor() =>
        Reports<CapturedByChildAnalyzer>(Source("new Runner(() => Use(name)).Start();", inRunner: true, "public"));

    [Fact]
    public Task Safe_NothingCaptured_GivenToAPublicConstructor() =>
        Silent<CapturedByChildAnalyzer>(Source("new Runner(static () => { }).Start(); Use(name);", inRunner: false, "public"));

    [Theory]
    [InlineData("Pool.Run(wide ? static () => Use(\"a\") : static () => { });")]
    [InlineData("Pool.Run(s_body ?? (static () => Use(\"a\"))); Use(name);")]
    [InlineData("Pool.Run(name switch { \"a\" => static () => { }, _ => static () => Use(\"a\") });")]
    [InlineData("Action here = () => Use(name); here(); Pool.Run(wide ? static () => { } : static () => Use(\"a\"));")]
    [InlineData("s_body = static () => Use(\"a\"); Pool.Run(s_body); Use(name);")]
    [InlineData("Other(static () => { }, () => Use(name));")]
    [InlineData("Wrapped(() => Use(name));")]
    [InlineData("new Runner(static () => { }).Start(); Use(name);")]
    public Task Safe_NothingCaptured(string statements) => Silent<CapturedByChildAnalyzer>(Source(statements));

    [Theory]
    [InlineData("Pool.Run(wide ? {|PSAFE109:Check|} : () => { });")]
    [InlineData("Action body = Check; Pool.Run({|PSAFE109:body|});")]
    [InlineData("s_body = async () => await Task.Yield(); Pool.Run({|PSAFE109:s_body|});")]
    [InlineData("InChild({|PSAFE109:async|} () => await Task.Yield());")]
    public Task Hazard_AsyncVoid(string statements) => Reports<AsyncVoidInChildAnalyzer>(Source(statements));

    [Theory]
    [InlineData("Action body = wide ? () => { lock (s_gate) { } } : () => { }; lock (s_gate) Pool.Run({|PSAFE102:body|});")]
    [InlineData("lock (s_gate) { } InChild(() => { lock ({|PSAFE102:s_gate|}) { } });")]
    public Task Hazard_LockOfBothSides(string statements) => Reports<SharedWithChildAnalyzer>(Source(statements));

    [Theory]
    [InlineData("Action body = wide ? () => { lock (s_gate) { } } : LockInChild; Pool.Run(body);")]
    [InlineData("Action body = wide ? LockInChild : () => { }; Pool.Run(body);")]
    [InlineData("s_body = LockInChild; Pool.Run(s_body);")]
    [InlineData("InChild(LockInChild); Twice(() => { lock (s_gate) { } });")]
    public Task Safe_LockOfTheChildAlone(string statements) => Silent<SharedWithChildAnalyzer>(Source(statements));

    [Fact]
    public Task Hazard_LockOfAStoredDelegateThatTheParentRunsToo() => Reports<SharedWithChildAnalyzer>(Source(
        "Action body = () => { lock (s_gate) { } }; body(); Pool.Run({|PSAFE102:body|});"));

    [Theory]
    [InlineData("s_path = name; Action body = wide ? ReadInChild : () => { }; Pool.Run({|PSAFE104:body|});")]
    [InlineData("s_path = name; InChild({|PSAFE104:ReadInChild|});")]
    public Task Hazard_StateOfTheParent(string statements) => Reports<ParentStateInChildAnalyzer>(Source(statements));

    [Fact]
    public Task Safe_StateThatTheChildSets() => Silent<ParentStateInChildAnalyzer>(
        Source("InChild(() => { s_path = \"a\"; Use(s_path); });"));

    private static string Source(string statements, bool inRunner = false, string access = "internal") =>
        $$"""
        using System;
        using System.Threading.Tasks;

        [AttributeUsage(AttributeTargets.Parameter)]
        internal sealed class RunsInChildProcessAttribute : Attribute { }

        internal static class Pool
        {
            public static void Run([RunsInChildProcess] Action work) { }
        }

        {{access}} sealed class Runner
        {
            private readonly Action _work;

            public Runner(Action work) => _work = work;

            public void Start() => Pool.Run({{(inRunner ? "{|PSAFE101:_work|}" : "_work")}});
        }

        internal static class Job
        {
            private static readonly object s_gate = new();
            private static Action? s_body;
            private static string? s_path;

            private static Action? Body { get; set; }

            internal static void Go(string name, bool wide)
            {
                {{statements}}
            }

            private static void Use(string? text) => Console.WriteLine(text);

            private static void InChild(Action work) => Pool.Run(work);

            private static void Twice(Action work)
            {
                InChild(work);
                InChild(work);
            }

            private static void Other(Action work, Action here)
            {
                Pool.Run(work);
                here();
            }

            private static void Wrapped(Action work) => Pool.Run(static () => Use("a"));

            private static void LockInChild()
            {
                lock (s_gate) { }
            }

            private static void ReadInChild() => Use(s_path);

            private static async void Check() => await Task.Yield();
        }
        """;
}
