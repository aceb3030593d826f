using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>A finalizer that asks for the state under which what it calls does nothing.</summary>
public sealed class StateGuardTests : RuleTest
{
    [Theory]
    [InlineData("if (Manager.IsReady) Manager.ByState.Put();")]
    [InlineData("if (!Manager.IsReady) return; Manager.ByState.Put();")]
    [InlineData("if (Manager.Current == State.Ready) Manager.ByState.Put();")]
    [InlineData("if (Manager.Current is State.Ready) Manager.ByState.Put();")]
    [InlineData("if (Manager.Current != State.None) Manager.ByState.Put();")]
    [InlineData("if (Manager.Exists) Manager.Lazily.Put();")]
    [InlineData("if (Manager.Exists) Manager.ByNull.Put();")]
    [InlineData("if (Manager.IsUp) Manager.ByFlag.Put();")]
    public Task Safe_UnderTheState(string statement) => Silent<SharedCollectionFinalizerAnalyzer>(Source(statement));

    [Theory]
    [InlineData("{|PSAFE204:Manager.ByState|}.Put();")]
    [InlineData("if (Manager.Current == State.None) {|PSAFE204:Manager.ByState|}.Put();")]
    [InlineData("if (Manager.IsUp) {|PSAFE204:Manager.ByState|}.Put();")]
    [InlineData("if (Manager.Exists) {|PSAFE204:Manager.ByFlag|}.Put();")]
    [InlineData("if (!Manager.Exists) {|PSAFE204:Manager.Lazily|}.Put();")]
    [InlineData("if (!Manager.IsUp) {|PSAFE204:Manager.Start()|};")]
    public Task Hazard_UnderAnotherState(string statement) => Reports<SharedCollectionFinalizerAnalyzer>(Source(statement));

    private static string Source(string statement) =>
        $$"""
        using System.Collections.Generic;

        enum State { None, Ready }

        sealed class Manager
        {
            static readonly List<Manager> s_all = new();
            static State s_state;
            static bool s_up;
            static Manager s_one;

            internal static State Current => s_state;
            internal static bool IsReady => s_state == State.Ready;
            internal static bool IsUp => s_up;
            internal static bool Exists => s_one is not null;

            internal static Manager ByState { get { Open(); return s_one; } }
            internal static Manager ByFlag { get { if (!s_up) { s_up = true; s_one = new Manager(); } return s_one; } }
            internal static Manager ByNull { get { if (s_one == null) { s_one = new Manager(); } return s_one; } }
            internal static Manager Lazily => s_one ??= new Manager();

            Manager() => s_all.Add(this);

            static void Open()
            {
                if (s_state != State.None)
                    return;
                s_state = State.Ready;
                s_one = new Manager();
            }

            // Sets what the finalizer has asked for, so that the answer no longer holds.
            internal static void Start()
            {
                s_up = true;
                Recall();
            }

            static void Recall() { if (s_up) s_all.Clear(); }

            internal void Put() { }
        }

        class Node
        {
            ~Node()
            {
                {{statement}}
            }
        }
        """;
}
