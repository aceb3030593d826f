using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Overrides below a base type that lies outside the compilation.</summary>
public sealed class FrameworkBaseTests : RuleTest
{
    [Fact]
    public Task Hazard_BaseOutsideTheCompilation_IsStatedByItsFinalizer() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.ComponentModel;

        class Panel : Component
        {
            static readonly object s_gate = new();

            protected override void Dispose(bool disposing)
            {
                {|#0:lock (s_gate)|} { }
                base.Dispose(disposing);
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0)
            .WithArguments("~Component → Dispose → lock (s_gate)"));

    [Fact]
    public Task Hazard_DisposeOfASafeHandle() => Reports<BlockingFinalizerAnalyzer>(
        """
        using Microsoft.Win32.SafeHandles;

        class DatabaseHandle : SafeHandleZeroOrMinusOneIsInvalid
        {
            static readonly object s_gate = new();

            public DatabaseHandle() : base(true) { }

            protected override bool ReleaseHandle() => true;

            protected override void Dispose(bool disposing)
            {
                {|PSAFE202:lock (s_gate)|} { }
                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task Safe_BaseOutsideTheCompilation_OnlyWhileDisposing() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.ComponentModel;

        class Panel : Component
        {
            static readonly object s_gate = new();

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    lock (s_gate) { }
                }

                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task Safe_BaseOutsideTheCompilation_WithoutFinalizer() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.IO;

        class Capture : MemoryStream
        {
            static readonly object s_gate = new();

            protected override void Dispose(bool disposing)
            {
                lock (s_gate) { }
                base.Dispose(disposing);
            }
        }
        """);
}
