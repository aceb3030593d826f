using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Which statements of Dispose(bool) run on the finalizer thread, where the parameter is false.</summary>
public sealed class GuardTests : RuleTest
{
    [Theory]
    [InlineData("if (disposing) Take();")]
    [InlineData("if (disposing) { if (_closed) Take(); }")]
    [InlineData("if (disposing) { try { Take(); } finally { _closed = true; } }")]
    [InlineData("if (!disposing) return; Take();")]
    [InlineData("if (!disposing) { _closed = true; return; } Take();")]
    [InlineData("if (!disposing) { } else Take();")]
    [InlineData("if (!disposing) { _closed = true; } else if (_closed) Take();")]
    [InlineData("if (disposing == true) Take();")]
    [InlineData("if (true == disposing) Take();")]
    [InlineData("if (disposing != false) Take();")]
    [InlineData("if (disposing is true) Take();")]
    [InlineData("if (disposing is not false) Take();")]
    [InlineData("if (disposing && !_closed) Take();")]
    [InlineData("if (!_closed && disposing) Take();")]
    [InlineData("if (!_closed & disposing) Take();")]
    [InlineData("if ((disposing)) { Take(); }")]
    [InlineData("if (_closed || !disposing) return; Take();")]
    [InlineData("if (!disposing || _closed) return; else Take();")]
    [InlineData("if (!(!disposing)) Take();")]
    [InlineData("if (!(_closed || !disposing)) Take();")]
    [InlineData("if (_closed) return; if (disposing) Take(); _closed = true;")]
    [InlineData("if (_closed) { if (disposing) Take(); } else if (disposing) Take();")]
    [InlineData("_ = disposing ? Take() : 0;")]
    [InlineData("_ = !disposing ? 0 : Take();")]
    [InlineData("_ = disposing && Take() > 0;")]
    [InlineData("_ = !disposing || Take() > 0;")]
    [InlineData("_ = disposing switch { true => Take(), false => 0 };")]
    [InlineData("switch (disposing) { case true: Take(); break; }")]
    [InlineData("if (!disposing) throw new InvalidOperationException(); Take();")]
    [InlineData("while (disposing) { Take(); break; }")]
    [InlineData("if (disposing) { Take(); return; } _closed = true;")]
    [InlineData("switch (disposing) { case false: return; } Take();")]
    [InlineData("if (_closed | !disposing) return; Take();")]
    [InlineData("do { if (!disposing) break; Take(); } while (false);")]
    [InlineData("if (disposing ? _closed : false) Take();")]
    [InlineData("bool managed = disposing; if (managed) Take();")]
    [InlineData("void Core() { Take(); } if (disposing) Core();")]
    [InlineData("void Core() { if (disposing) Take(); } Core();")]
    [InlineData("if (disposing) { Action close = () => Take(); close(); }")]
    [InlineData("lock (this) { if (!disposing) return; Take(); }")]
    [InlineData("try { if (!disposing) return; Take(); } finally { _closed = true; }")]
    [InlineData("try { if (!disposing) return; } finally { _closed = true; } Take();")]
    [InlineData("for (int i = 0; i < 3; i++) { if (!disposing) return; } Take();")]
    [InlineData("foreach (int i in new[] { 1 }) { if (!disposing) return; } Take();")]
    [InlineData("do { if (!disposing) return; } while (!_closed); Take();")]
    [InlineData("while (true) { if (!disposing) return; break; } Take();")]
    [InlineData("if (_closed) { if (!disposing) return; } else { if (!disposing) return; _closed = true; } Take();")]
    [InlineData("if (_closed) { if (!disposing) return; } else { return; } Take();")]
    [InlineData("switch (_count) { case 1: return; default: if (!disposing) return; break; } Take();")]
    [InlineData("switch (_count) { case 1: if (!disposing) return; break; default: { if (!disposing) return; break; } } Take();")]
    [InlineData("Action close = _closed ? () => { if (disposing) Take(); } : () => { if (disposing) Take(); }; close();")]
    [InlineData("Run(() => { if (disposing) Take(); });")]
    [InlineData("Run(() => Run(() => { if (disposing) Take(); }));")]
    [InlineData("new Runner(() => { if (disposing) Take(); }).Run();")]
    public Task Safe_OnlyWhileDisposing(string body) => Silent<BlockingFinalizerAnalyzer>(
        $$"""
        using System;

        class Node : IDisposable
        {
            static readonly object s_gate = new();
            bool _closed;
            int _count;

            ~Node() => Dispose(false);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                {{body}}
            }

            static int Take()
            {
                lock (s_gate) return 1;
            }

            static void Run(Action step) => step();
        }

        class Runner
        {
            readonly Action _step;

            internal Runner(Action step) => _step = step;

            internal void Run() => _step();
        }
        """);

    [Theory]
    [InlineData("Take();")]
    [InlineData("if (!disposing) Take();")]
    [InlineData("if (disposing) { } else Take();")]
    [InlineData("if (disposing) return; Take();")]
    [InlineData("if (disposing) { _closed = true; } Take();")]
    [InlineData("if (disposing == false) Take();")]
    [InlineData("if (disposing != true) Take();")]
    [InlineData("if (disposing is false) Take();")]
    [InlineData("if (!disposing && _closed) Take();")]
    [InlineData("if (!disposing || _closed) Take();")]
    [InlineData("if (disposing || _closed) Take();")]
    [InlineData("if (!(disposing && _closed)) Take();")]
    [InlineData("if (disposing && _closed) return; Take();")]
    [InlineData("if (_closed || disposing) return; Take();")]
    [InlineData("if (_closed) return; Take();")]
    [InlineData("if (_closed) Take(); else if (disposing) Take();")]
    [InlineData("_ = disposing ? 0 : Take();")]
    [InlineData("_ = disposing || Take() > 0;")]
    [InlineData("_ = !disposing && Take() > 0;")]
    [InlineData("_ = disposing switch { true => 0, false => Take() };")]
    [InlineData("switch (disposing) { case false: Take(); break; }")]
    [InlineData("switch (disposing) { case true: _closed = true; break; default: Take(); break; }")]
    [InlineData("if (disposing) throw new InvalidOperationException(); Take();")]
    [InlineData("try { if (!disposing) return; } finally { Take(); }")]
    [InlineData("try { if (disposing) return; } finally { _closed = true; } Take();")]
    [InlineData("while (!disposing) { Take(); break; }")]
    [InlineData("bool managed = disposing; if (!managed) Take();")]
    [InlineData("void Core() { Take(); } Core();")]
    [InlineData("void Core() { if (!disposing) return; _closed = true; } Core(); Take();")]
    [InlineData("Action later = () => { if (!disposing) return; }; later(); Take();")]
    [InlineData("for (int i = 0; i < _count; i++) { if (!disposing) return; } Take();")]
    [InlineData("for (int i = 0; i < 3; i++) { if (_closed) continue; if (!disposing) return; } Take();")]
    [InlineData("foreach (int i in new int[_count]) { if (!disposing) return; } Take();")]
    [InlineData("do { if (!disposing) break; } while (false); Take();")]
    [InlineData("while (true) { if (_closed) break; if (!disposing) return; break; } Take();")]
    [InlineData("if (_closed) { if (!disposing) return; } Take();")]
    [InlineData("if (_closed) { if (!disposing) return; } else { _closed = true; } Take();")]
    [InlineData("switch (_count) { case 1: if (!disposing) return; break; } Take();")]
    [InlineData("switch (_count) { case 1: break; default: if (!disposing) return; break; } Take();")]
    [InlineData("Run(() => { if (!disposing) Take(); });")]
    [InlineData("new Runner(() => { if (!disposing) Take(); }).Run();")]
    public Task Hazard_NotOnlyWhileDisposing(string body) => Reports<BlockingFinalizerAnalyzer>(
        $$"""
        using System;

        class Node : IDisposable
        {
            static readonly object s_gate = new();
            bool _closed;
            int _count;

            ~Node() => {|PSAFE202:Dispose(false)|};

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                {{body}}
            }

            static int Take()
            {
                lock (s_gate) return 1;
            }

            static void Run(Action step) => step();
        }

        class Runner
        {
            readonly Action _step;

            internal Runner(Action step) => _step = step;

            internal void Run() => _step();
        }
        """);

    [Fact]
    public Task Safe_ConditionalMethod() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Diagnostics;

        class Node
        {
            static readonly object s_gate = new();

            ~Node() => Trace();

            [Conditional("DEBUG")]
            static void Trace()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_ConditionalMethodOfADefinedSymbol() => Silent<BlockingFinalizerAnalyzer>(
        """
        #define LEAKS
        using System.Diagnostics;

        class Node
        {
            static readonly object s_gate = new();

            ~Node() => Trace();

            [Conditional("LEAKS")]
            static void Trace()
            {
                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Safe_ArgumentOfAConditionalMethod() => Silent<BlockingFinalizerAnalyzer>(
        """
        using System.Diagnostics;

        class Node
        {
            static readonly object s_gate = new();

            ~Node() => Debug.Assert(IsFree());

            static bool IsFree()
            {
                lock (s_gate) return true;
            }
        }
        """);

    [Fact]
    public Task Hazard_LockThatIsConditionalOnSomethingElse() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();
            nint _handle;

            ~Node()
            {
                if (_handle == 0)
                    return;

                {|PSAFE202:lock (s_gate)|} _handle = 0;
            }
        }
        """);
}
