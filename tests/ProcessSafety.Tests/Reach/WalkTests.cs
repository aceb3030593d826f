using System.Threading.Tasks;
using ProcessSafety.Analyzers.Finalization;
using Xunit;

namespace ProcessSafety.Tests.Reach;

/// <summary>Where a walk goes, and where it ends.</summary>
public sealed class WalkTests : RuleTest
{
    [Fact]
    public Task Hazard_FieldMethodAndFinalizerInThreeFiles() => Reports<BlockingFinalizerAnalyzer>(
        """
        partial class Node
        {
            ~Node() => {|PSAFE202:Close()|};
        }
        """,
        """
        partial class Node
        {
            void Close()
            {
                lock (Table.Gate) { }
            }
        }
        """,
        """
        static class Table
        {
            public static readonly object Gate = new();
        }
        """);

    [Fact]
    public Task Hazard_StaticLoggerInAnotherFile() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            ~Node() => {|PSAFE202:Log.Warn("leaked")|};
        }
        """,
        """
        using System.IO;

        static class Log
        {
            static readonly object s_gate = new();

            public static void Warn(string text) => Write("warn", text);

            static void Write(string level, string text)
            {
                lock (s_gate) File.AppendAllText("log.txt", level + text);
            }
        }
        """);

    [Fact]
    public Task Hazard_GenericPool() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Buffer<T>
        {
            ~Buffer() => {|PSAFE201:Pool<Buffer<T>>.Shared.Return(this)|};
        }
        """,
        """
        using System.Collections.Generic;

        class Pool<T> where T : class
        {
            public static Pool<T> Shared { get; } = new();

            readonly object _gate = new();
            readonly Stack<T> _free = new();

            public void Return(T item)
            {
                lock (_gate) _free.Push(item);
            }
        }
        """);

    [Fact]
    public Task Hazard_Recursion() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Close(3)|};

            static void Close(int depth)
            {
                if (depth > 0)
                    Close(depth - 1);

                lock (s_gate) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_CallCycle() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:Even(3)|};

            static bool Even(int n) => n == 0 || Odd(n - 1);

            static bool Odd(int n)
            {
                if (n > 0)
                    return Even(n - 1);

                lock (s_gate) return false;
            }
        }
        """);

    [Fact]
    public Task Safe_CallCycleWithoutALock() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            ~Node() => Even(3);

            static bool Even(int n) => n == 0 || Odd(n - 1);

            static bool Odd(int n) => n != 0 && Even(n - 1);
        }
        """);

    [Fact]
    public Task Safe_FieldThatRefersToItself() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            Node _next = null;

            public Node() => _next = this;

            ~Node()
            {
                Node next = _next;
                next = next._next;
                lock (next) { }
            }
        }
        """);

    [Fact]
    public Task Hazard_SixCallsDeep() => Reports<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => {|PSAFE202:C1()|};

            static void C1() => C2();
            static void C2() => C3();
            static void C3() => C4();
            static void C4() => C5();
            static void C5() => C6();
            static void C6() { lock (s_gate) { } }
        }
        """);

    [Fact]
    public Task Safe_TenCallsDeep() => Silent<BlockingFinalizerAnalyzer>(
        """
        class Node
        {
            static readonly object s_gate = new();

            ~Node() => C1();

            static void C1() => C2();
            static void C2() => C3();
            static void C3() => C4();
            static void C4() => C5();
            static void C5() => C6();
            static void C6() => C7();
            static void C7() => C8();
            static void C8() => C9();
            static void C9() => C10();
            static void C10() { lock (s_gate) { } }
        }
        """);
}
