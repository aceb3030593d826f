using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>How the value of a bool argument travels into the parameters of the methods called.</summary>
public sealed class GuardBindingTests : RuleTest
{
    [Theory]
    [InlineData("Free(false);", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("Free(full: false);", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("Free(full: false, level: 2);", "void Free(int level, bool full) { if (full) Take(); }")]
    [InlineData("Free(1, default);", "void Free(int level, bool full) { if (full) Take(); }")]
    [InlineData("Free();", "void Free(bool full = false) { if (full) Take(); }")]
    [InlineData("Free(force: true);", "void Free(bool full = false, bool force = false) { if (full) Take(); }")]
    [InlineData("Free(true);", "void Free(bool keep) { if (!keep) Take(); }")]
    [InlineData("Free(!true);", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("Free(Full);", "const bool Full = false; void Free(bool full) { if (full) Take(); }")]
    [InlineData("Free(Full && true);", "const bool Full = false; void Free(bool full) { if (full) Take(); }")]
    [InlineData("Free(false);", "void Free(bool full) => Core(full); void Core(bool all) { if (all) Take(); }")]
    [InlineData("Free(false);", "void Free(bool full) => Core(!full); void Core(bool keep) { if (!keep) Take(); }")]
    [InlineData("Free(false);", "void Free(bool full) => Core(1, all: full); void Core(int level, bool all) { if (!all) return; Take(); }")]
    [InlineData("Free(false);", "void Free(bool a) => B(a); void B(bool b) => C(b); void C(bool c) { if (c) Take(); }")]
    [InlineData("Free(false, true);", "void Free(bool full, bool force) { if (full && force) Take(); }")]
    [InlineData("Free(false);", "void Free<T>(T value) { } void Free(bool full) { if (full) Take(); }")]
    [InlineData("_ = new Closer(false);", "class Closer { public Closer(bool full) { if (full) Take(); } }")]
    [InlineData("Core(false); void Core(bool full) { if (full) Take(); }", "")]
    [InlineData("Dispose();", "void Dispose() => Free(true); void Free(bool disposing) { if (!disposing) Take(); }")]
    [InlineData("Take(false);", "static void Take(bool full) { if (full) lock (s_gate) { } }")]
    public Task Safe_BranchThatTheArgumentExcludes(string call, string members) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                {{call}}
            }

            {{members}}

            static void Take()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Theory]
    [InlineData("{|PSAFE202:Free(true)|};", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(full: true)|};", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(full: true, level: 2)|};", "void Free(int level, bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free()|};", "void Free(bool full = true) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(force: true)|};", "void Free(bool full = false, bool force = false) { if (full || force) Take(); }")]
    [InlineData("{|PSAFE202:Free(false)|};", "void Free(bool keep) { if (!keep) Take(); }")]
    [InlineData("{|PSAFE202:Free(Full)|};", "const bool Full = true; void Free(bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(_full)|};", "bool _full = true; void Free(bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(true)|};", "void Free(bool full) => Core(full); void Core(bool all) { if (all) Take(); }")]
    [InlineData("{|PSAFE202:Free(false)|};", "void Free(bool full) => Core(!full); void Core(bool keep) { if (keep) Take(); }")]
    [InlineData("{|PSAFE202:Free(false)|};", "void Free(bool full) => Core(1); void Core(int level) => Take();")]
    [InlineData("{|PSAFE202:Free(false, true)|};", "void Free(bool full, bool force) { if (full || force) Take(); }")]
    [InlineData("_ = {|PSAFE202:new Closer(true)|};", "class Closer { public Closer(bool full) { if (full) Take(); } }")]
    [InlineData("{|PSAFE202:Dispose()|};", "void Dispose() => Free(true); void Free(bool disposing) { if (disposing) Take(); }")]
    [InlineData("Free(false); {|PSAFE202:Free(true)|};", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(true)|}; Free(false);", "void Free(bool full) { if (full) Take(); }")]
    [InlineData("{|PSAFE202:Free(false)|};", "void Free(bool again) { if (again) Take(); else Free(true); }")]
    [InlineData("{|PSAFE202:Free(false)|};", "void Free(bool full) { full = Ready(); if (full) Take(); } static bool Ready() => true;")]
    public Task Hazard_BranchThatTheArgumentAllows(string call, string members) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        class Node
        {
            static readonly object s_gate = new();

            ~Node()
            {
                {{call}}
            }

            {{members}}

            static void Take()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_ParameterHandedToAMethodThatIgnoresIt() => Reports<BlockingFinalizerAnalyzer>(
        """
        using System;

        class Session : IDisposable
        {
            readonly Hub _hub;

            public Session(Hub hub) => _hub = hub;

            ~Session() => {|PSAFE202:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => Close(disposing);

            void Close(bool disposing) => _hub.Leave(this);
        }
        """,
        """
        class Hub
        {
            readonly object _gate = new();

            public void Leave(Session session)
            {
                lock (_gate) { }
            }
        }
        """);
}
