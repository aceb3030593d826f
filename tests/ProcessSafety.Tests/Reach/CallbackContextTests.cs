using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Callbacks and handles that the finalizer thread runs.</summary>
public sealed class CallbackContextTests : RuleTest
{
    [Theory]
    [InlineData("SafeHandle", "base(IntPtr.Zero, true)", "public override bool IsInvalid => false;")]
    [InlineData("CriticalHandle", "base(IntPtr.Zero)", "public override bool IsInvalid => false;")]
    [InlineData("SafeHandleZeroOrMinusOneIsInvalid", "base(true)", "")]
    public Task Hazard_ReleaseHandle(string type, string initializer, string member) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Runtime.InteropServices;
        using Microsoft.Win32.SafeHandles;

        class DatabaseHandle : {{type}}
        {
            static readonly object s_gate = new();

            public DatabaseHandle() : {{initializer}} { }

            {{member}}

            protected override bool ReleaseHandle()
            {
                {|PSAFE202:lock (s_gate)|} return true;
            }
        }
        """);

    [Fact]
    public Task Hazard_ReleaseHandle_ByPath() => Reports<BlockingFinalizerAnalyzer>(
        """
        using Microsoft.Win32.SafeHandles;

        class DatabaseHandle : SafeHandleZeroOrMinusOneIsInvalid
        {
            public DatabaseHandle() : base(true) { }

            protected override bool ReleaseHandle() => {|PSAFE202:Native.Close(handle)|};
        }
        """,
        """
        static class Native
        {
            static readonly object s_gate = new();

            public static bool Close(nint handle)
            {
                lock (s_gate) return handle != 0;
            }
        }
        """);

    [Fact]
    public Task Safe_OtherMembersOfASafeHandle() => Silent<BlockingFinalizerAnalyzer>(
        """
        using Microsoft.Win32.SafeHandles;

        class DatabaseHandle : SafeHandleZeroOrMinusOneIsInvalid
        {
            static readonly object s_gate = new();

            public DatabaseHandle() : base(true)
            {
                lock (s_gate) { }
            }

            public override bool IsInvalid
            {
                get { lock (s_gate) return handle == 0; }
            }

            public bool Release()
            {
                lock (s_gate) return ReleaseHandle();
            }

            protected override bool ReleaseHandle() => true;
        }
        """);

    [Fact]
    public Task Hazard_NoGCRegionCallback_Lambda() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Budget
        {
            static readonly object s_gate = new();

            public void Watch() => GC.RegisterNoGCRegionCallback(1024, () =>
            {
                {|PSAFE202:lock (s_gate)|} { }
            });
        }
        """);

    [Fact]
    public Task Hazard_NoGCRegionCallback_LambdaThatCalls() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Budget
        {
            static readonly object s_gate = new();

            public void Watch() => GC.RegisterNoGCRegionCallback(callback: () => {|PSAFE202:Note()|}, totalSize: 1024);

            static void Note()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_NoGCRegionCallback_MethodGroup() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Budget
        {
            static readonly object s_gate = new();

            public void Watch() => GC.RegisterNoGCRegionCallback(1024, {|PSAFE202:Note|});

            static void Note()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { lock (s_gate) { } };")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { lock (s_gate) { } });")]
    [InlineData("new Timer(_ => { lock (s_gate) { } });")]
    public Task Safe_CallbackOfAnotherThread(string statement) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Budget
        {
            static readonly object s_gate = new();

            public void Watch()
            {
                {{statement}}
            }
        }
        """);
}
