using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>The members in which PSAFE206 finds a wait, and the files between lock, call and wait.</summary>
public sealed class FinalizerWaitUnderLockPlacesTests : RuleTest
{
    [Fact]
    public Task Hazard_WaitInAnotherFile() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        static class Cache
        {
            static readonly object s_gate = new();

            public static void Trim()
            {
                lock (s_gate)
                {
                    {|PSAFE206:Memory.Compact()|};
                }
            }
        }
        """,
        """
        static class Memory
        {
            public static void Compact() => Runtime.Settle();
        }
        """,
        """
        using System;

        static class Runtime
        {
            public static void Settle() => GC.WaitForPendingFinalizers();
        }
        """);

    [Theory]
    [InlineData("public Cache() { lock (_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; }")]
    [InlineData("static Cache() { lock (s_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; }")]
    [InlineData("public long Size { get { lock (_gate) return {|PSAFE206:GC.GetTotalMemory(true)|}; } }")]
    [InlineData("public int this[int i] { set { lock (_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; } }")]
    [InlineData("public event Action Trimmed { add { lock (_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; } remove { } }")]
    [InlineData("public void Trim() { Action trim = () => { lock (_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; }; trim(); }")]
    [InlineData("public void Trim() { Core(); void Core() { lock (_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; } }")]
    [InlineData("Action _trim = () => { lock (s_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; };")]
    [InlineData("public static Cache operator +(Cache c) { lock (s_gate) {|PSAFE206:GC.WaitForPendingFinalizers()|}; return c; }")]
    public Task Hazard_InAnyMember(string member) => Reports<FinalizerWaitUnderLockAnalyzer>(
        $$"""
        using System;

        class Cache
        {
            static readonly object s_gate = new();
            readonly object _gate = new();

            {{member}}
        }
        """);

    [Fact]
    public Task Hazard_InTopLevelStatements() => Reports<FinalizerWaitUnderLockAnalyzer>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.ExpectedDiagnostics.Add(new DiagnosticResult(Analyzers.Rules.WaitsForFinalizersUnderLock).WithLocation(0)
                .WithArguments("Main → GC.WaitForPendingFinalizers()", "gate", ""));
        },
        """
        using System;

        object gate = new();
        lock (gate)
        {
            {|#0:GC.WaitForPendingFinalizers()|};
        }
        """);

    [Fact]
    public Task Hazard_InASynchronizedMethod() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;
        using System.Runtime.CompilerServices;

        static class Cache
        {
            [MethodImpl(MethodImplOptions.Synchronized)]
            public static void Trim() => {|PSAFE206:GC.WaitForPendingFinalizers()|};
        }
        """);

    [Fact]
    public Task Hazard_TwoMethodsHoldTheirOwnLock_AreTwoFindings() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        class Cache
        {
            readonly object _names = new();
            readonly object _ids = new();

            public void TrimNames()
            {
                lock (_names) {|PSAFE206:Settle()|};
            }

            public void TrimIds()
            {
                lock (_ids) {|PSAFE206:Settle()|};
            }

            public void Trim() => Settle();

            static void Settle() => GC.WaitForPendingFinalizers();
        }
        """);

    [Fact]
    public Task Hazard_CallCycleAroundTheWait() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        class Cache
        {
            readonly object _gate = new();

            public void Trim()
            {
                lock (_gate) {|PSAFE206:Shrink(3)|};
            }

            static void Shrink(int n)
            {
                GC.WaitForPendingFinalizers();
                Again(n);
            }

            static void Again(int n)
            {
                if (n > 0)
                    Shrink(n - 1);
            }
        }
        """);

    [Fact]
    public Task Safe_LockIsTakenByTheCalleeAndReleasedBeforeTheWait() => Silent<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        class Cache
        {
            readonly object _gate = new();
            int _count;

            public void Trim()
            {
                Clear();
                GC.WaitForPendingFinalizers();
            }

            void Clear()
            {
                lock (_gate) _count = 0;
            }
        }
        """);

    [Fact]
    public Task Safe_MethodOfTheSameNameThatDoesNotWait() => Silent<FinalizerWaitUnderLockAnalyzer>(
        """
        class Cache
        {
            readonly object _gate = new();

            public void Trim()
            {
                lock (_gate)
                {
                    GC.WaitForPendingFinalizers();
                    GC.GetTotalMemory(true);
                }
            }
        }

        static class GC
        {
            public static void WaitForPendingFinalizers() { }

            public static long GetTotalMemory(bool force) => 0;
        }
        """);

    [Fact]
    public Task Safe_ConditionalMethodUnderALock() => Silent<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;
        using System.Diagnostics;

        class Cache
        {
            readonly object _gate = new();

            public void Trim()
            {
                lock (_gate) Check();
            }

            [Conditional("LEAKS")]
            static void Check() => GC.WaitForPendingFinalizers();
        }
        """);

    [Theory]
    [InlineData("{|PSAFE206:Settle()|};")]
    [InlineData("_ = {|PSAFE206:Size|};")]
    [InlineData("_ = {|PSAFE206:new Snapshot()|};")]
    [InlineData("{|PSAFE206:_memory.Compact()|};")]
    [InlineData("{|PSAFE206:_memory?.Compact()|};")]
    [InlineData("{|PSAFE206:this.Compact()|};")]
    [InlineData("using ({|PSAFE206:new Pause()|}) { }")]
    public Task Hazard_CallForm(string statement) => Reports<FinalizerWaitUnderLockAnalyzer>(
        $$"""
        class Cache
        {
            readonly object _gate = new();
            readonly IMemory _memory;

            public Cache(IMemory memory) => _memory = memory;

            public void Trim()
            {
                lock (_gate)
                {
                    {{statement}}
                }
            }

            static long Size => System.GC.GetTotalMemory(true);

            static void Settle() => System.GC.WaitForPendingFinalizers();
        }
        """,
        """
        using System;

        interface IMemory
        {
            void Compact();
        }

        class Memory : IMemory
        {
            public void Compact() => GC.WaitForPendingFinalizers();
        }

        class Snapshot
        {
            public Snapshot() => GC.WaitForPendingFinalizers();
        }

        class Pause : IDisposable
        {
            public void Dispose() => GC.WaitForPendingFinalizers();
        }

        static class CacheExtensions
        {
            public static void Compact(this Cache cache) => GC.WaitForPendingFinalizers();
        }
        """);

    [Fact]
    public Task Hazard_LocalFunctionCalledUnderTheLock() => Reports<FinalizerWaitUnderLockAnalyzer>(
        """
        using System;

        class Cache
        {
            readonly object _gate = new();

            public void Trim()
            {
                lock (_gate)
                {
                    {|PSAFE206:Settle()|};
                }

                static void Settle() => GC.WaitForPendingFinalizers();
            }
        }
        """);

    /// <summary>A mutex that says that the program runs, and that no finalizer takes, holds up nobody.</summary>
    [Theory]
    [InlineData("using Mutex one = new(false, \"App\"); one.WaitOne(); GC.WaitForPendingFinalizers(); one.ReleaseMutex();")]
    [InlineData("using Mutex one = new(false, \"App\"); if (!one.WaitOne(0)) return; GC.WaitForPendingFinalizers(); one.ReleaseMutex();")]
    [InlineData("s_named.WaitOne(); GC.WaitForPendingFinalizers(); s_named.ReleaseMutex();")]
    [InlineData("using Mutex one = new(true, \"App\", out bool first); if (first) GC.WaitForPendingFinalizers();")]
    [InlineData("using Mutex one = Mutex.OpenExisting(\"App\"); one.WaitOne(); GC.WaitForPendingFinalizers(); one.ReleaseMutex();")]
    public Task Safe_MutexOfTheRunningProgram(string statements) =>
        Silent<FinalizerWaitUnderLockAnalyzer>(Program(statements, finalizer: string.Empty));

    [Theory]
    [InlineData(
        "s_named.WaitOne(); {|PSAFE206:GC.WaitForPendingFinalizers()|}; s_named.ReleaseMutex();",
        "~Node() { s_named.WaitOne(); s_named.ReleaseMutex(); }")]
    [InlineData("s_plain.WaitOne(); {|PSAFE206:GC.WaitForPendingFinalizers()|}; s_plain.ReleaseMutex();", "")]
    public Task Hazard_MutexThatAFinalizerMayTake(string statements, string finalizer) =>
        Reports<FinalizerWaitUnderLockAnalyzer>(Program(statements, finalizer));

    private static string Program(string statements, string finalizer) =>
        $$"""
        using System;
        using System.Threading;

        class Node
        {
            static readonly Mutex s_named = new(false, "App");
            static readonly Mutex s_plain = new();

            {{finalizer}}

            static void Main()
            {
                {{statements}}
            }
        }
        """;
}
