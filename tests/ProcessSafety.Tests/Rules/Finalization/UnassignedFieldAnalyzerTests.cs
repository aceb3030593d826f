using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Finalization;

/// <summary>PSAFE208: finalizers of objects whose constructor has thrown.</summary>
public sealed class UnassignedFieldAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_ThroughDispose() => Reports<UnassignedFieldAnalyzer>(
        """
        using System;
        using System.IO;
        class Journal : IDisposable
        {
            private readonly FileStream _stream;
            public Journal(string path)
            {
                if (path.Length == 0)
                {
                    throw new ArgumentException("empty");
                }

                _stream = File.OpenWrite(path);
            }

            ~Journal()
            {
                {|#0:Dispose(false)|};
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                {|#1:_stream.Close()|};
            }
        }
        """,
        new DiagnosticResult(Rules.FinalizerUsesUnassignedField)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("~Journal → Dispose → _stream.Close()", "_stream"));

    [Theory]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { {|PSAFE208:_s.Close()|}; }")]
    [InlineData("FileStream _s; Node(string p) { _s = new FileStream(p, FileMode.Open); } ~Node() => {|PSAFE208:_s.Close()|};")]
    [InlineData("List<int> _l; Node(string p) { ArgumentNullException.ThrowIfNull(p); _l = new(); } ~Node() { {|PSAFE208:_l.Clear()|}; }")]
    [InlineData("List<int> _l; int _n; Node(string p) { _n = int.Parse(p); _l = new(); } ~Node() { {|PSAFE208:_l.Clear()|}; }")]
    [InlineData("List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { {|PSAFE208:this._l.Clear()|}; }")]
    [InlineData("List<int> _l; Node(string p) { _l = p == null ? throw new Exception() : new(); } ~Node() { {|PSAFE208:_l.Clear()|}; }")]
    [InlineData("List<int> _l; Node() { connect(); _l = new(); } ~Node() { {|PSAFE208:_l.Clear()|}; }")]
    [InlineData("readonly FileStream _s = File.OpenRead(\"a\"); ~Node() { {|PSAFE208:_s.Close()|}; }")]
    [InlineData("readonly FileStream _s = File.OpenRead(\"a\"); readonly List<int> _l = new(); ~Node() { {|PSAFE208:_l.Clear()|}; }")]
    [InlineData(
        "List<int> L { get; } Node(string p) { if (p == null) throw new Exception(); L = new(); } ~Node() { "
            + "{|PSAFE208:L.Clear()|}; }")]
    [InlineData("int[] _a; Node(string p) { if (p == null) throw new Exception(); _a = new int[1]; } ~Node() { {|PSAFE208:_a[0]|} = 1; }")]
    [InlineData(
        "List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { foreach (int i in {|PSAFE208:_l|}) { Console.Write(i); } }")]
    [InlineData(
        "List<int> _l; bool _done; Node(string p) { Check(p); _l = new(); } ~Node() { if (!_done) { {|PSAFE208:_l.Clear()|}; } }")]
    [InlineData(
        "List<int> _l; bool _done; Node(string p) { Check(p); _l = new(); } ~Node() { if (_done) return; {|PSAFE208:_l.Clear()|}; }")]
    [InlineData(
        "List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { {|PSAFE208:Free()|}; } void Free() { _l.Clear(); }")]
    [InlineData(
        "List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { {|PSAFE208:Free(false)|}; } "
            + "void Free(bool all) { if (all) return; _l.Clear(); }")]
    [InlineData(
        "List<int> _l; int _n = 1; Node(string p) { Check(p); _l = new(); } "
            + "~Node() { int n = _n; if (n != 0) { } {|PSAFE208:_l.Clear()|}; }")]
    public Task Hazard_Forms(string members) => Reports<UnassignedFieldAnalyzer>(Type(members));

    [Fact]
    public Task Hazard_BaseConstructorThrows() => Reports<UnassignedFieldAnalyzer>(
        """
        using System;
        using System.Collections.Generic;
        class Base
        {
            public Base()
            {
                if (Environment.ProcessId == 0)
                {
                    throw new InvalidOperationException();
                }
            }
        }
        class Node : Base
        {
            private readonly List<int> _items;
            public Node() => _items = new();
            ~Node() => {|PSAFE208:_items.Clear()|};
        }
        """);

    [Fact]
    public Task Hazard_OverrideOfDispose() => Reports<UnassignedFieldAnalyzer>(
        """
        using System;
        using System.IO;
        class Base : IDisposable
        {
            ~Base() => Dispose(false);
            public void Dispose() => Dispose(true);
            protected virtual void Dispose(bool disposing) { }
        }
        sealed class Journal : Base
        {
            private readonly FileStream _stream;
            public Journal(string path) => _stream = File.OpenWrite(path);
            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _stream.Flush();
                }

                {|PSAFE208:_stream.Close()|};
            }
        }
        """);

    [Theory]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { _s?.Close(); }")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { if (_s != null) { _s.Close(); } }")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { if (_s is not null) _s.Close(); }")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { if (_s is { } s) _s.Close(); }")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { if (_s == null) return; _s.Close(); }")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { try { _s.Close(); } catch (Exception) { } }")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { Use(_s); } void Use(object o) { }")]
    [InlineData(
        "FileStream _s; Node(string p) { GC.SuppressFinalize(this); _s = File.OpenRead(p); "
            + "GC.ReRegisterForFinalize(this); } ~Node() { _s.Close(); }")]
    [InlineData(
        "FileStream _s; Node(string p) { try { _s = File.OpenRead(p); } catch (IOException) { _s = null; } } "
            + "~Node() { _s.Close(); }")]
    [InlineData("List<int> _l = new(); Node(string p) { Check(p); } ~Node() { _l.Clear(); }")]
    [InlineData("List<int> _l = new(); readonly FileStream _s = File.OpenRead(\"a\"); ~Node() { _l.Clear(); }")]
    [InlineData("List<int> _l; Node(string p) { _l = new(); Check(p); } ~Node() { _l.Clear(); }")]
    [InlineData("List<int> _l; Node() { _l = new(); } ~Node() { _l.Clear(); }")]
    [InlineData("List<int> _l; void Open(string p) { Check(p); _l = new(); } ~Node() { _l.Clear(); }")]
    [InlineData("static List<int> s_l; static Node() { Check(\"\"); s_l = new(); } ~Node() { s_l.Clear(); }")]
    [InlineData("IntPtr _h; Node(string p) { Check(p); _h = (IntPtr)1; } ~Node() { _h.ToInt64(); }")]
    [InlineData("List<int> _l; bool _open; Node(string p) { Check(p); _l = new(); _open = true; } ~Node() { if (_open) { _l.Clear(); } }")]
    [InlineData(
        "List<int> _l; bool _open; Node(string p) { Check(p); _l = new(); _open = true; } ~Node() { if "
            + "(!_open) return; _l.Clear(); }")]
    [InlineData(
        "List<int> _l; IntPtr _h; Node(string p) { Check(p); _l = new(); _h = (IntPtr)1; } ~Node() { if (_h "
            + "!= IntPtr.Zero) { _l.Clear(); } }")]
    [InlineData("List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { if (IsOpen()) { _l.Clear(); } } bool IsOpen() => true;")]
    [InlineData(
        "List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { Free(false); } void Free(bool all) "
            + "{ if (all) { _l.Clear(); } }")]
    [InlineData("List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { } void Free() { _l.Clear(); }")]
    [InlineData("System.Threading.Mutex _m; Node(string p) { Check(p); _m = new(); } ~Node() { _m.ReleaseMutex(); }")]
    [InlineData(
        "List<int> _l; int _n; Node(string p) { Check(p); _l = new(); } void Open() { _n = 1; } "
            + "~Node() { int n = System.Threading.Interlocked.Exchange(ref _n, 0); if (n != 0) { _l.Clear(); } }")]
    [InlineData(
        "List<int> _l; bool _open; Node(string p) { Check(p); _l = new(); _open = true; } "
            + "~Node() { bool open = _open; if (!open) { return; } _l.Clear(); }")]
    [InlineData(
        "List<int> _l; Node(string p) { Check(p); _l = new(); } ~Node() { bool open = IsOpen(); if (open) { _l.Clear(); } } "
            + "bool IsOpen() => true;")]
    [InlineData("FileStream _s; Node(string p) { _s = File.OpenRead(p); } ~Node() { var s = _s; if (s != null) { _s.Close(); } }")]
    public Task Safe_Forms(string members) => Silent<UnassignedFieldAnalyzer>(Type(members));

    private static string Type(string members) =>
        $$"""
        #nullable disable
        #pragma warning disable CS0169, CS0649, CS0414
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Runtime.InteropServices;
        class Node
        {
            {{members}}
            static void Check(string text) { if (text.Length == 0) { throw new ArgumentException("empty"); } }
            [DllImport("native")] static extern void connect();
        }
        """;
}
