using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

public sealed class FinalizerTakesSharedLockTests : RuleTest
{
    [Fact]
    public Task Hazard_EveryHopIsStated() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Texture
        {
            readonly Device _device;

            public Texture(Device device) => _device = device;

            ~Texture() => {|#0:_device.Release(1)|};
        }

        class Device
        {
            readonly object _gate = new();
            int _live;

            public void Release(int count)
            {
                if (count > 0)
                    {|#1:Free(count)|};
            }

            void Free(int count)
            {
                {|#2:lock (_gate)|}
                    _live -= count;
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("~Texture → Release → Free → lock (_gate)"));

    [Fact]
    public Task Hazard_MonitorEnter_IsStatedWithItsArgument() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();
            static int s_count;

            ~Node()
            {
                {|#0:Monitor.Enter(s_gate)|};
                s_count--;
                Monitor.Exit(s_gate);
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerTakesSharedLock).WithLocation(0).WithArguments("~Node → Monitor.Enter(s_gate)"));

    [Fact]
    public Task Hazard_StaticLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();
            static int s_count;

            ~Node()
            {
                {|PSAFE202:lock (s_gate)|} s_count--;
            }
        }
        """);

    [Theory]
    [InlineData("lock (s_gate)", "{ s_count--; }")]
    [InlineData("s_gate.EnterScope()", ".Dispose();")]
    [InlineData("s_gate.Enter()", "; try { s_count--; } finally { s_gate.Exit(); }")]
    public Task Hazard_LockObject(string taken, string rest) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Node
        {
            static readonly Lock s_gate = new();
            static int s_count;

            ~Node()
            {
                {|PSAFE202:{{taken}}|}{{rest}}
            }
        }
        """);

    [Fact]
    public Task Hazard_LockScopeInAUsing() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static readonly Lock s_gate = new();
            static int s_count;

            ~Node()
            {
                using ({|PSAFE202:s_gate.EnterScope()|})
                    s_count--;
            }
        }
        """);

    [Fact]
    public Task Hazard_MonitorEnterWithTakenFlag() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static readonly object s_gate = new();
            static int s_count;

            ~Node()
            {
                bool taken = false;
                try
                {
                    {|PSAFE202:Monitor.Enter(s_gate, ref taken)|};
                    s_count--;
                }
                finally
                {
                    if (taken)
                        Monitor.Exit(s_gate);
                }
            }
        }
        """);

    [Theory]
    [InlineData("EnterReadLock", "ExitReadLock")]
    [InlineData("EnterWriteLock", "ExitWriteLock")]
    [InlineData("EnterUpgradeableReadLock", "ExitUpgradeableReadLock")]
    public Task Hazard_ReaderWriterLockSlim(string enter, string exit) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Node
        {
            static readonly ReaderWriterLockSlim s_lock = new();
            static int s_count;

            ~Node()
            {
                {|PSAFE202:s_lock.{{enter}}()|};
                try { s_count--; }
                finally { s_lock.{{exit}}(); }
            }
        }
        """);

    [Theory]
    [InlineData("AcquireReaderLock(Timeout.Infinite)", "ReleaseReaderLock")]
    [InlineData("AcquireWriterLock(-1)", "ReleaseWriterLock")]
    public Task Hazard_ReaderWriterLockWithoutBound(string acquire, string release) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System.Threading;

        class Node
        {
            static readonly ReaderWriterLock s_lock = new();
            static int s_count;

            ~Node()
            {
                {|PSAFE202:s_lock.{{acquire}}|};
                try { s_count--; }
                finally { s_lock.{{release}}(); }
            }
        }
        """);

    [Fact]
    public Task Hazard_SpinLock() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Threading;

        class Node
        {
            static SpinLock s_lock = new(false);
            static int s_count;

            ~Node()
            {
                bool taken = false;
                {|PSAFE202:s_lock.Enter(ref taken)|};
                s_count--;
                s_lock.Exit();
            }
        }
        """);

    [Fact]
    public Task Hazard_SynchronizedStaticMethod() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Runtime.CompilerServices;

        class Node
        {
            static int s_count;

            ~Node() => {|PSAFE202:Forget()|};

            [MethodImpl(MethodImplOptions.Synchronized)]
            static void Forget() => s_count--;
        }
        """);

    [Fact]
    public Task Hazard_SynchronizedStaticMethod_FurtherDown() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Runtime.CompilerServices;

        class Node
        {
            ~Node() => {|PSAFE202:Close()|};

            void Close() => Table.Forget();
        }

        static class Table
        {
            static int s_count;

            [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.Synchronized)]
            public static void Forget() => s_count--;
        }
        """);

    [Fact]
    public Task Hazard_SynchronizedMethodOfAnObjectThatOutlives() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System.Runtime.CompilerServices;

        class Node
        {
            readonly Table _table;

            public Node(Table table) => _table = table;

            ~Node() => {|PSAFE202:_table.Forget()|};
        }

        class Table
        {
            int _count;

            [MethodImpl(MethodImplOptions.Synchronized)]
            public void Forget() => _count--;
        }
        """);

    [Fact]
    public Task Hazard_TwoLocksInOneFinalizer_AreTwoFindings() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_names = new();
            static readonly object s_ids = new();
            static int s_count;

            ~Node()
            {
                {|PSAFE202:lock (s_names)|} s_count--;
                {|PSAFE202:lock (s_ids)|} s_count--;
            }
        }
        """);
}
