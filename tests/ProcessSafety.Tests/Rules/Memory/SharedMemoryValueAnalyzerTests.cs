using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Memory;
using Xunit;

namespace ProcessSafety.Tests.Memory;

public sealed class SharedMemoryValueAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("GCHandle value = GCHandle.Alloc(this);", "ref {|PSAFE902:value|}")]
    [InlineData("IntPtr value = Marshal.AllocHGlobal(8);", "ref {|PSAFE902:value|}")]
    [InlineData("nint value = (nint)pointer;", "ref {|PSAFE902:value|}")]
    [InlineData("var value = GCHandle.ToIntPtr(GCHandle.Alloc(this));", "ref {|PSAFE902:value|}")]
    [InlineData("IntPtr value = (IntPtr)GCHandle.Alloc(this);", "ref {|PSAFE902:value|}")]
    [InlineData("IntPtr value = Marshal.GetFunctionPointerForDelegate(Go);", "ref {|PSAFE902:value|}")]
    [InlineData("IntPtr value = file.SafeFileHandle.DangerousGetHandle();", "ref {|PSAFE902:value|}")]
    [InlineData("Entry value = new();", "ref {|PSAFE902:value|}")]
    [InlineData("Outer value = new();", "ref {|PSAFE902:value|}")]
    [InlineData("SpinLock value = new();", "ref {|PSAFE902:value|}")]
    [InlineData("SpinLock value = new SpinLock(true);", "ref {|PSAFE902:value|}")]
    [InlineData("SpinLock value = default;", "ref {|PSAFE902:value|}")]
    [InlineData("", "{|PSAFE902:Environment.CurrentManagedThreadId|}")]
    [InlineData("", "{|PSAFE902:Thread.CurrentThread.ManagedThreadId|}")]
    [InlineData("int value = Environment.CurrentManagedThreadId;", "{|PSAFE902:value|}")]
    public Task Hazard_WrittenThroughAnAccessor(string declaration, string value) => Reports(
        $$"""
        {{declaration}}
        view.Write(0, {{value}});
        """);

    [Fact]
    public Task Hazard_Array() => Reports(
        """
        Entry[] entries = new Entry[3];
        view.WriteArray(0, {|PSAFE902:entries|}, 0, 3);
        """);

    [Theory]
    [InlineData("*(IntPtr*)at = {|PSAFE902:Marshal.AllocHGlobal(8)|};")]
    [InlineData("((GCHandle*)at)[1] = {|PSAFE902:GCHandle.Alloc(this)|};")]
    [InlineData("((Entry*)at)->Next = {|PSAFE902:pointer|};")]
    [InlineData("*(int*)at = {|PSAFE902:Environment.CurrentManagedThreadId|};")]
    [InlineData("*(SpinLock*)at = {|PSAFE902:new SpinLock()|};")]
    public Task Hazard_WrittenThroughThePointerOfAView(string statement) => Reports(
        $$"""
        byte* at = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        {{statement}}
        """);

    [Fact]
    public Task Hazard_Message() => Reports<SharedMemoryValueAnalyzer>(
        """
        using System.IO.MemoryMappedFiles;
        using System.Runtime.InteropServices;

        public sealed class Board
        {
            public void Post(MemoryMappedViewAccessor view)
            {
                GCHandle handle = GCHandle.Alloc(this);
                view.Write(0, ref {|#0:handle|});
            }
        }
        """,
        new DiagnosticResult("PSAFE902", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage("'handle' is a handle, which is invalid in another process. Write an offset, name or number that all processes "
                + "agree on."));

    [Theory]
    [InlineData("int value = 3; view.Write(0, value);")]
    [InlineData("Guid value = Guid.NewGuid(); view.Write(0, ref value);")]
    [InlineData("decimal value = 3; view.Write(0, value);")]
    [InlineData("Plain value = new(); view.Write(0, ref value);")]
    [InlineData("Header value = new(); view.Write(0, ref value);")]
    [InlineData("SpinLock value = new SpinLock(false); view.Write(0, ref value);")]
    [InlineData("SpinLock value = Make(); view.Write(0, ref value);")]
    [InlineData("nint value = 128; view.Write(0, ref value);")]
    [InlineData("nint value = (nint)file.Length; view.Write(0, ref value);")]
    [InlineData("nint value = size; view.Write(0, ref value);")]
    [InlineData("view.Write(0, Environment.ProcessId);")]
    [InlineData("byte* at = null; view.SafeMemoryMappedViewHandle.AcquirePointer(ref at); *(long*)at = 5; ((int*)at)[1] = 3;")]
    [InlineData("writer.Write(Environment.CurrentManagedThreadId);")]
    [InlineData("GCHandle value = GCHandle.Alloc(this); Keep(ref value);")]
    public Task Safe_ValuesThatAllProcessesRead(string statements) => Silent(statements);

    private static Task Reports(string statements) => Reports<SharedMemoryValueAnalyzer>(InBoard(statements));

    private static Task Silent(string statements) => Silent<SharedMemoryValueAnalyzer>(InBoard(statements));

    private static string InBoard(string statements) =>
        $$"""
        using System;
        using System.IO;
        using System.IO.MemoryMappedFiles;
        using System.Runtime.InteropServices;
        using System.Threading;

        public unsafe struct Entry
        {
            public int Id;
            public void* Next;
        }

        public struct Outer
        {
            public Entry First;
        }

        public struct Plain
        {
            public int Id;
            public double Value;
        }

        public struct Header
        {
            public nint Size;
            public nint ItemCount;
        }

        public sealed class Board
        {
            public unsafe void Post(MemoryMappedViewAccessor view, FileStream file, BinaryWriter writer, void* pointer, nint size)
            {
                {{statements.ReplaceLineEndings("\n        ")}}
            }

            private static void Go() { }
            private static SpinLock Make() => new(false);
            private static void Keep(ref GCHandle handle) { }
        }
        """;
}
