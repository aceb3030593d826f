using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Members that a type shares with the types derived from it, and with nobody else.</summary>
public sealed class FamilyMemberTests : RuleTest
{
    [Theory]
    [InlineData("protected object SyncRoot { get { return _gate; } }")]
    [InlineData("protected object SyncRoot => _gate;")]
    [InlineData("private object SyncRoot { get => _gate; }")]
    public Task Safe_GetterThatOnlyTheFamilyLocks(string property) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        class Store
        {
            private readonly object _gate = new();

            {{property}}

            ~Store() => Close();

            private void Close()
            {
                lock (SyncRoot) { }
            }
        }
        """);

    [Theory]
    [InlineData("public object SyncRoot => _gate;", "")]
    [InlineData("protected object SyncRoot => _gate;", "protected object Hand() => SyncRoot;")]
    public Task Hazard_GetterThatHandsTheLockOut(string property, string use) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Store
        {
            private readonly object _gate = new();

            {{property}}

            {{use}}

            ~Store() => {|PSAFE202:Close()|};

            private void Close()
            {
                lock (SyncRoot) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_OverrideThatCallsTheBaseThroughAnotherMethod_IsReportedOnceAtTheBase() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Resource
        {
            private static readonly object s_gate = new();

            ~Resource() => {|PSAFE202:Dispose(false)|};

            protected virtual void Dispose(bool disposing)
            {
                lock (s_gate) { }
            }
        }

        class Texture : Resource
        {
            protected override void Dispose(bool disposing) => Release(disposing);

            private void Release(bool disposing) => base.Dispose(disposing);
        }
        """);
}
