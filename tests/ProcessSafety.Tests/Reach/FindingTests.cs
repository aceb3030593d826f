using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>How often a walk reports, and which path it states.</summary>
public sealed class FindingTests : RuleTest
{
    [Fact]
    public Task Hazard_TwoCallsToOneLock_AreTwoFindings() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                {|PSAFE202:Close()|};
                {|PSAFE202:Forget()|};
            }

            static void Close() => Take();

            static void Forget() => Take();

            static void Take()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_OneCallToTwoLocks_IsTwoFindings() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_names = new();
            static readonly object s_ids = new();

            ~Node() => {|#0:Close()|};

            static void Close()
            {
                {|#1:lock (s_names)|} { }
                {|#2:lock (s_ids)|} { }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(1)
            .WithArguments("~Node → Close → lock (s_names)"),
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(2)
            .WithArguments("~Node → Close → lock (s_ids)"));

    /// <summary>Eighty letters of a place are shown; of a longer one the first, and a sign for the rest.</summary>
    [Theory]
    [InlineData(73, ")")]
    [InlineData(74, "…")]
    public Task Hazard_LongTextOfAPlace(int letters, string end) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            static readonly object {{new string('g', letters)}} = new();

            ~Node() => {|#0:Close()|};

            static void Close()
            {
                {|#1:lock ({{new string('g', letters)}})|} { }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(1)
            .WithArguments($"~Node → Close → lock ({new string('g', 73)}{end}"));

    [Fact]
    public Task Hazard_ShortestPathOfOneCallToOneLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|#0:Close()|};

            static void Close()
            {
                Forget();
                {|#1:Take()|};
            }

            static void Forget() => Take();

            static void Take()
            {
                {|#2:lock (s_gate)|} { }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Node → Close → Take → lock (s_gate)"));

    [Fact]
    public Task Hazard_LockTakenTwiceThroughOneCall_IsOneFinding() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|#0:Close()|};

            static void Close()
            {
                {|#1:lock (s_gate)|} { }
                lock (s_gate) { }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(1)
            .WithArguments("~Node → Close → lock (s_gate)"));

    [Fact]
    public Task Hazard_EveryFinalizerOnTheWayHasItsOwnFinding() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Texture
        {
            ~Texture() => {|PSAFE202:Device.Forget()|};
        }
        """,
        """
        class Mesh
        {
            ~Mesh() => {|PSAFE202:Device.Forget()|};
        }
        """,
        """
        static class Device
        {
            static readonly object s_gate = new();

            public static void Forget()
            {
                lock (s_gate) { }
            }
        }
        """);
}
