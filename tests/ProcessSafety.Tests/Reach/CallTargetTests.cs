using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Calls whose target depends on the object: followed when only one can be meant.</summary>
public sealed class CallTargetTests : RuleTest
{
    private static string Node(string pool) =>
        $$"""
        class Node
        {
            readonly {{pool}} _pool;

            public Node({{pool}} pool) => _pool = pool;

            ~Node() => _pool.Return(this);
        }
        """;

    private static string ReportedNode(string pool) =>
        $$"""
        class Node
        {
            readonly {{pool}} _pool;

            public Node({{pool}} pool) => _pool = pool;

            ~Node() => {|PSAFE202:_pool.Return(this)|};
        }
        """;

    [Fact]
    public Task Hazard_OnlyImplementation() => Reports<BlockingFinalizerAnalyzer>(
        ReportedNode("IPool"),
        """
        interface IPool
        {
            void Return(Node node);
        }
        """,
        """
        class Pool : IPool
        {
            readonly object _gate = new();

            public void Return(Node node)
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_OnlyImplementation_Explicit() => Reports<BlockingFinalizerAnalyzer>(
        ReportedNode("IPool"),
        """
        interface IPool
        {
            void Return(Node node);
        }

        class Pool : IPool
        {
            readonly object _gate = new();

            void IPool.Return(Node node)
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_OnlyImplementation_InABaseType() => Reports<BlockingFinalizerAnalyzer>(
        ReportedNode("IPool"),
        """
        interface IPool
        {
            void Return(Node node);
        }

        class PoolBase
        {
            static readonly object s_gate = new();

            public void Return(Node node)
            {
                lock (s_gate) { }
            }
        }

        class Pool : PoolBase, IPool { }
        """);

    [Fact]
    public Task Safe_TwoImplementations() => Silent<BlockingFinalizerAnalyzer>(
        Node("IPool"),
        """
        interface IPool
        {
            void Return(Node node);
        }

        class Pool : IPool
        {
            static readonly object s_gate = new();

            public void Return(Node node)
            {
                lock (s_gate) { }
            }
        }
        """,
        """
        class NullPool : IPool
        {
            public void Return(Node node) { }
        }
        """);

    [Fact]
    public Task Safe_NoImplementation() => Silent<BlockingFinalizerAnalyzer>(
        Node("IPool"),
        """
        interface IPool
        {
            void Return(Node node);
        }

        class Pool
        {
            static readonly object s_gate = new();

            public void Return(Node node)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_OnlyOverrideOfAnAbstractMethod() => Reports<BlockingFinalizerAnalyzer>(
        ReportedNode("PoolBase"),
        """
        abstract class PoolBase
        {
            public abstract void Return(Node node);
        }

        class Pool : PoolBase
        {
            static readonly object s_gate = new();

            public override void Return(Node node)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_VirtualMethodThatNobodyOverrides() => Reports<BlockingFinalizerAnalyzer>(
        ReportedNode("Pool"),
        """
        class Pool
        {
            static readonly object s_gate = new();

            public virtual void Return(Node node)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_OverrideOfASealedType() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly Pool _pool;

            public Node(Pool pool) => _pool = pool;

            ~Node() => {|PSAFE202:_pool.Return(this)|};
        }

        abstract class PoolBase
        {
            public abstract void Return(Node node);
        }

        class NullPool : PoolBase
        {
            public override void Return(Node node) { }
        }

        sealed class Pool : PoolBase
        {
            readonly object _gate = new();

            public override void Return(Node node)
            {
                lock (_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_VirtualMethodWithAnOverride() => Silent<BlockingFinalizerAnalyzer>(
        Node("PoolBase"),
        """
        class PoolBase
        {
            static readonly object s_gate = new();

            public virtual void Return(Node node)
            {
                lock (s_gate) { }
            }
        }

        class NullPool : PoolBase
        {
            public override void Return(Node node) { }
        }
        """);

    [Fact]
    public Task Safe_TwoOverrides() => Silent<BlockingFinalizerAnalyzer>(
        Node("PoolBase"),
        """
        abstract class PoolBase
        {
            public abstract void Return(Node node);
        }

        class Pool : PoolBase
        {
            static readonly object s_gate = new();

            public override void Return(Node node)
            {
                lock (s_gate) { }
            }
        }

        class NullPool : PoolBase
        {
            public override void Return(Node node) { }
        }
        """);

    [Fact]
    public Task Safe_DynamicCall() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly dynamic _pool;

            public Node(object pool) => _pool = pool;

            ~Node() => _pool.Return(this);
        }

        class Pool
        {
            static readonly object s_gate = new();

            public void Return(Node node)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_MethodOfTheFramework() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;
        using System.Buffers;

        class Node
        {
            readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(16);

            ~Node()
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                Console.Error.WriteLine("leaked");
            }
        }
        """);
}
