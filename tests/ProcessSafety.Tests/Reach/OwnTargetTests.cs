using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Calls whose target the dying type decides, or another compilation.</summary>
public sealed class OwnTargetTests : RuleTest
{
    [Fact]
    public Task Hazard_OwnExplicitImplementation() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node : IDisposable
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:((IDisposable)this).Dispose()|};

            void IDisposable.Dispose()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_PartialMethod() => Reports<BlockingFinalizerAnalyzer>(
        """
        partial class Node
        {
            ~Node() => {|PSAFE202:OnCollected()|};

            partial void OnCollected();
        }
        """,
        """
        partial class Node
        {
            static readonly object s_gate = new();

            partial void OnCollected()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_PartialMethodWithoutBody() => Silent<BlockingFinalizerAnalyzer>(
        """
        partial class Node
        {
            static readonly object s_gate = new();

            ~Node() => OnCollected(Take());

            partial void OnCollected(int value);

            static int Take()
            {
                lock (s_gate) return 1;
            }
        }
        """);

    [Fact]
    public Task Hazard_VirtualMethodOfTheDyingObject() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Close()|};

            protected virtual void Close()
            {
                lock (s_gate) { }
            }
        }
        """,
        """
        class Leaf : Node
        {
            protected override void Close() { }
        }
        """);

    [Fact]
    public Task Hazard_AnotherObjectIsDisposedInFull() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly Session _session = new();

            ~Node() => {|PSAFE202:_session.Dispose()|};
        }
        """,
        """
        using System;

        sealed class Session : IDisposable
        {
            static readonly object s_gate = new();

            public void Dispose() => Dispose(true);

            void Dispose(bool disposing)
            {
                if (disposing)
                {
                    lock (s_gate) { }
                }
            }
        }
        """);

    [Fact]
    public Task Safe_DisposableOfUnknownType() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node
        {
            readonly IDisposable _session;

            public Node(IDisposable session) => _session = session;

            ~Node() => _session.Dispose();
        }

        sealed class Session : IDisposable
        {
            static readonly object s_gate = new();

            public void Dispose()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_NativeMethod() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Runtime.InteropServices;

        class Node
        {
            nint _handle;

            ~Node()
            {
                Close(_handle);
                Marshal.FreeHGlobal(_handle);
            }

            [DllImport("database")]
            static extern void Close(nint handle);
        }
        """);

    [Fact]
    public Task Hazard_GenericInterfaceWithOneImplementation() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            readonly IPool<Node> _pool;

            public Node(IPool<Node> pool) => _pool = pool;

            ~Node() => {|PSAFE202:_pool.Return(this)|};
        }
        """,
        """
        interface IPool<T>
        {
            void Return(T item);
        }

        class Pool<T> : IPool<T>
        {
            readonly object _gate = new();

            public void Return(T item)
            {
                lock (_gate) { }
            }
        }
        """);
}
