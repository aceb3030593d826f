using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>What the finalizer thread runs, and what it does not.</summary>
public sealed class ContextTests : RuleTest
{
    [Fact]
    public Task Hazard_DisposeFalse() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node : IDisposable
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_FinalizerCallsThePublicDispose() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node : IDisposable
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Dispose()|};

            public void Dispose()
            {
                lock (s_gate) { }
                GC.SuppressFinalize(this);
            }
        }
        """);

    [Fact]
    public Task Hazard_NestedType() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Pool
        {
            static readonly object s_gate = new();

            class Lease
            {
                ~Lease()
                {
                    {|PSAFE202:lock (s_gate)|} { }
                }
            }
        }
        """);

    [Fact]
    public Task Hazard_GenericType() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Lease<T>
        {
            static readonly object s_gate = new();

            ~Lease()
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);

    [Fact]
    public Task Hazard_Record() => Reports<BlockingFinalizerAnalyzer>(
        """
        record Lease(int Id)
        {
            static readonly object s_gate = new();

            ~Lease()
            {
                {|PSAFE202:lock (s_gate)|} { }
            }
        }
        """);

    [Fact]
    public Task Hazard_ObjectThatRegistersItselfAgain() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Gen2Callback
        {
            static readonly object s_gate = new();
            static int s_collections;

            ~Gen2Callback()
            {
                {|PSAFE202:lock (s_gate)|} s_collections++;

                if (!Environment.HasShutdownStarted)
                    GC.ReRegisterForFinalize(this);
            }
        }
        """);

    [Fact]
    public Task Safe_DisposeWithoutFinalizer() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Node : IDisposable
        {
            static readonly object s_gate = new();

            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_MethodThatTheFinalizerDoesNotReach() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();
            nint _handle;

            ~Node() => _handle = 0;

            public void Open()
            {
                lock (s_gate) _handle = 1;
            }
        }
        """);

    [Fact]
    public Task Safe_MethodNamedFinalize() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Report
        {
            static readonly object s_gate = new();

            public void Finalize(int pages)
            {
                lock (s_gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("#if DEBUG\n        lock (s_gate) { }\n#endif")]
    [InlineData("// lock (s_gate) { }")]
    [InlineData("_ = nameof(Take);")]
    [InlineData("_ = \"lock (s_gate)\";")]
    public Task Safe_CodeThatIsNotCompiled(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
        {{body}}
            }

            static void Take()
            {
                lock (s_gate) { }
            }
        }
        """);
}
