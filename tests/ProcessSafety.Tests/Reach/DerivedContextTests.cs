using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Overrides that the finalizer of a base type calls.</summary>
public sealed class DerivedContextTests : RuleTest
{
    private const string Resource =
        """
        using System;

        public abstract class Resource : IDisposable
        {
            ~Resource() => Dispose(false);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                    ReleaseManaged();

                ReleaseUnmanaged();
            }

            protected virtual void ReleaseManaged() { }

            protected virtual void ReleaseUnmanaged() { }

            public virtual void Flush() { }
        }
        """;

    [Fact]
    public Task Hazard_EveryHopFromTheBaseIsStated() => Reports<BlockingFinalizerAnalyzer>(
        """
        abstract class Resource
        {
            ~Resource() => Dispose(false);

            protected abstract void Dispose(bool disposing);
        }

        class Texture : Resource
        {
            static readonly object s_gate = new();

            protected override void Dispose(bool disposing) => {|#0:Forget()|};

            static void Forget()
            {
                {|#1:lock (s_gate)|} { }
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(1)
            .WithArguments("~Resource → Dispose → Forget → lock (s_gate)"));

    [Fact]
    public Task Hazard_OverrideInAnotherFile() => Reports<BlockingFinalizerAnalyzer>(
        Resource,
        """
        class Texture : Resource
        {
            static readonly object s_gate = new();

            protected override void Dispose(bool disposing)
            {
                {|PSAFE202:lock (s_gate)|} { }
                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task Hazard_OverrideOfAHookFurtherDown() => Reports<BlockingFinalizerAnalyzer>(
        Resource,
        """
        class Texture : Resource
        {
            static readonly object s_gate = new();

            protected override void ReleaseUnmanaged()
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);

    [Theory]
    [InlineData("protected override void ReleaseManaged() { lock (s_gate) { } }")]
    [InlineData("public override void Flush() { lock (s_gate) { } }")]
    [InlineData("protected new void ReleaseUnmanaged() { lock (s_gate) { } }")]
    [InlineData("protected virtual void Dispose(int level) { lock (s_gate) { } }")]
    [InlineData("protected override void Dispose(bool disposing) { if (disposing) lock (s_gate) { } base.Dispose(disposing); }")]
    public Task Safe_MemberThatTheFinalizerDoesNotCall(string member) => Silent<BlockingFinalizerAnalyzer>(
        Resource,
        $$"""
        class Texture : Resource
        {
            static readonly object s_gate = new();

            {{member}}
        }
        """);

    [Fact]
    public Task Hazard_OverrideTwoLevelsBelow() => Reports<BlockingFinalizerAnalyzer>(
        Resource,
        """
        abstract class DeviceResource : Resource { }
        """,
        """
        sealed class Texture : DeviceResource
        {
            static readonly object s_gate = new();

            protected sealed override void Dispose(bool disposing)
            {
                if (!disposing)
                    {|PSAFE202:lock (s_gate)|} { }

                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task Hazard_HookCalledByAnOverride() => Reports<BlockingFinalizerAnalyzer>(
        Resource,
        """
        abstract class DeviceResource : Resource
        {
            protected override void ReleaseUnmanaged() => Unbind();

            protected abstract void Unbind();
        }
        """,
        """
        class Texture : DeviceResource
        {
            static readonly object s_gate = new();

            protected override void Unbind()
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);

    [Fact]
    public Task Hazard_LockInTheBase_IsReportedThereOnly() => Reports<BlockingFinalizerAnalyzer>(
        """
        public class Resource
        {
            static readonly object s_gate = new();

            ~Resource() => {|PSAFE202:Dispose(false)|};

            protected virtual void Dispose(bool disposing)
            {
                lock (s_gate) { }
            }
        }
        """,
        """
        class Texture : Resource
        {
            protected override void Dispose(bool disposing) => base.Dispose(disposing);
        }
        """);

    /// <summary>The finalizer of the base does not reach that member by itself.</summary>
    [Fact]
    public Task Hazard_OverrideThatCallsAnotherMemberOfItsBase() => Reports<BlockingFinalizerAnalyzer>(
        """
        public class Resource
        {
            static readonly object s_gate = new();

            ~Resource() => Dispose(false);

            protected virtual void Dispose(bool disposing) { }

            protected void Unlist()
            {
                lock (s_gate) { }
            }
        }
        """,
        """
        class Texture : Resource
        {
            protected override void Dispose(bool disposing)
            {
                {|PSAFE202:base.Unlist()|};
                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task Hazard_GenericBase() => Reports<BlockingFinalizerAnalyzer>(
        """
        abstract class Resource<T>
        {
            ~Resource() => Release(default);

            protected abstract void Release(T value);
        }
        """,
        """
        class Texture : Resource<int>
        {
            static readonly object s_gate = new();

            protected override void Release(int value)
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);

    [Fact]
    public Task Hazard_FinalizerThatCallsAMemberOfItsBase() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Resource
        {
            static readonly object s_gate = new();

            protected virtual void Close()
            {
                lock (s_gate) { }
            }
        }

        class Texture : Resource
        {
            ~Texture() => {|PSAFE202:base.Close()|};

            protected override void Close() { }
        }
        """);

    [Fact]
    public Task Safe_OverrideOfTheDyingTypeReplacesTheLock() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Resource
        {
            static readonly object s_gate = new();

            protected virtual void Close()
            {
                lock (s_gate) { }
            }
        }

        class Texture : Resource
        {
            ~Texture() => Close();

            protected override void Close() { }
        }
        """);

    [Fact]
    public Task Hazard_OverrideOfThePublicDispose() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        abstract class Resource : IDisposable
        {
            ~Resource() => Dispose();

            public abstract void Dispose();
        }
        """,
        """
        class Texture : Resource
        {
            static readonly object s_gate = new();

            public override void Dispose()
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);
}
