using System.Threading.Tasks;
using ProcessSafety.Analyzers.Fork;
using Xunit;

namespace ProcessSafety.Tests.Fork;

public sealed class ForkAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("[DllImport(\"libc\")] static extern int fork();", "fork()")]
    [InlineData("[DllImport(\"libc.so.6\", SetLastError = true)] static extern int vfork();", "vfork()")]
    [InlineData("[DllImport(\"c\")] static extern int _Fork();", "_Fork()")]
    [InlineData("[DllImport(\"/usr/lib/libSystem.B.dylib\")] static extern int rfork(int flags);", "rfork(0)")]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"fork\")] static extern int Copy();", "Copy()")]
    [InlineData(
        "[DllImport(LibC, EntryPoint = Function)] static extern int Copy(); const string LibC = \"libc\"; "
            + "const string Function = \"fork\";",
        "Copy()")]
    [InlineData(
        "[DllImport(\"util\")] static extern int forkpty(out int master, nint name, nint terminal, nint window);",
        "forkpty(out _, 0, 0, 0)")]
    [InlineData("[DllImport(\"libc\")] static extern int daemon(int nochdir, int noclose);", "daemon(0, 0)")]
    [InlineData("[DllImport(\"libc\")] static extern long clone3(nint arguments, nuint size);", "clone3(0, 0)")]
    [InlineData("[DllImport(\"libc\")] static extern int fork();", "Native.fork()")]
    [InlineData("[DllImport(\"libc\")] static extern int fork();", "new Func<int>({|PSAFE501:fork|})", false)]
    [InlineData("[DllImport(\"libc\")] static extern long syscall(long number);", "syscall(57)")]
    [InlineData("[DllImport(\"libc\")] static extern long syscall(nint number, nint flags); const int Clone = 56;", "syscall(Clone, 0)")]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"syscall\")] static extern int Call(int number);", "Call(435)")]
    public Task Hazard_Imports(string import, string call, bool isMarkedWhole = true) => Reports(
        $$"""
        {{import}}
        static object Go() => {{(isMarkedWhole ? "{|PSAFE501:" + call + "|}" : call)}};
        """);

    [Fact]
    public Task Hazard_Message() => Reports<ForkAnalyzer>(
        """
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libc")]
            private static extern int fork();

            static int Go() => {|#0:fork()|};
        }
        """,
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult(Analyzers.Rules.ForkedRuntime).WithLocation(0).WithMessage(
            "'fork()' copies only one thread of the process, which the .NET runtime does not survive: child or parent crashes or hangs. "
                + "Use Process.Start."));

    [Fact]
    public Task Hazard_UncalledImport() => Reports(
        """
        [DllImport("libc")] static extern int {|PSAFE501:fork|}();
        static string Name => nameof(fork);
        """);

    [Fact]
    public Task Hazard_ImportInAnotherFile() => Reports<ForkAnalyzer>(
        """
        using System.Runtime.InteropServices;

        internal static class Native
        {
            [DllImport("libc", EntryPoint = "fork")]
            public static extern int Split();

            [DllImport("libc", EntryPoint = "vfork")]
            public static extern int {|PSAFE501:Unused|}();
        }
        """,
        """
        internal static class Worker
        {
            public static int Go() => {|PSAFE501:Native.Split()|};
        }
        """);

    [Fact]
    public Task Hazard_LocalFunction() => Reports<ForkAnalyzer>(
        """
        using System.Runtime.InteropServices;

        static class Program
        {
            static int Main()
            {
                return {|PSAFE501:fork()|};

                [DllImport("libc")]
                static extern int fork();
            }
        }
        """);

    /// <summary>The second part is what the source generator of the library writes.</summary>
    [Fact]
    public Task Hazard_LibraryImport() => Reports<ForkAnalyzer>(
        """
        using System.Runtime.InteropServices;

        static partial class Native
        {
            [LibraryImport("libc", EntryPoint = "fork")]
            private static partial int Split();

            private static partial int Split()
            {
                return __PInvoke();

                [DllImport("libc", EntryPoint = "fork", ExactSpelling = true)]
                static extern unsafe int __PInvoke();
            }

            static int Go() => {|PSAFE501:Split()|};
        }
        """);

    [Theory]
    [InlineData(
        "delegate* unmanaged<int> fork = (delegate* unmanaged<int>){|PSAFE501:NativeLibrary.GetExport(NativeLibrary.Load(\"libc.so.6\"), "
            + "\"fork\")|};")]
    [InlineData(
        "nint library = NativeLibrary.Load(\"libc\", typeof(Native).Assembly, null); "
            + "{|PSAFE501:NativeLibrary.GetExport(library, \"vfork\")|};")]
    [InlineData("NativeLibrary.TryLoad(\"libc\", out nint library); {|PSAFE501:NativeLibrary.TryGetExport(library, \"fork\", out _)|};")]
    [InlineData("{|PSAFE501:NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), \"fork\")|};")]
    [InlineData("{|PSAFE501:NativeLibrary.GetExport(s_libc, name: \"daemon\")|};")]
    public Task Hazard_FunctionPointers(string statements) => Reports(
        $$"""
        static readonly nint s_libc = NativeLibrary.Load("libc");
        static unsafe void Go() { {{statements}} }
        """);

    [Fact]
    public Task Hazard_MonoWrapper() => Reports<ForkAnalyzer>(
        """
        namespace Mono.Unix.Native
        {
            using System.Runtime.InteropServices;

            public static class Syscall
            {
                [DllImport("libc", SetLastError = true)]
                public static extern int fork();
            }
        }
        """,
        """
        using Mono.Unix.Native;

        static class Worker
        {
            static int Go() => {|PSAFE501:Syscall.fork()|};
        }
        """);

    [Theory]
    [InlineData("RuntimeInformation.ProcessArchitecture == Architecture.X64 ? {|PSAFE501:syscall(57)|} : 0")]
    [InlineData("RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => {|PSAFE501:syscall(57)|}, _ => 0 }")]
    public Task Hazard_SystemCallOfX64(string expression) => Reports(
        $$"""
        [DllImport("libc")] static extern long syscall(long number);
        static long Go() => {{expression}};
        """);

    [Fact]
    public Task Hazard_SystemCallAfterTheOthersLeft() => Reports(
        """
        [DllImport("libc")] static extern long syscall(long number);
        static long Go()
        {
            if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
                throw new PlatformNotSupportedException();

            return {|PSAFE501:syscall(57)|};
        }
        """);

    [Theory]
    [InlineData("RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? syscall(57) : 0")]
    [InlineData("RuntimeInformation.ProcessArchitecture != Architecture.X64 ? syscall(57) : 0")]
    [InlineData("RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 0 : syscall(57)")]
    [InlineData("RuntimeInformation.ProcessArchitecture switch { Architecture.Arm64 => syscall(57), _ => 0 }")]
    [InlineData("syscall(39)")]
    [InlineData("syscall(s_number)")]
    public Task Safe_OtherSystemCalls(string expression) => Silent(
        $$"""
        static long s_number = 57;
        [DllImport("libc")] static extern long syscall(long number);
        static long Go() => {{expression}};
        """);

    [Theory]
    [InlineData("static int fork() => 0; static int Go() => fork();")]
    [InlineData("[DllImport(\"git2\")] static extern int fork(); static int Go() => fork();")]
    [InlineData("[DllImport(\"libSystem.Native\")] static extern int fork(); static int Go() => fork();")]
    [InlineData(
        "[DllImport(\"libSystem.Native\", EntryPoint = \"SystemNative_ForkAndExecProcess\")] static extern int fork(); "
            + "static int Go() => fork();")]
    [InlineData("[DllImport(\"libc\")] static extern int posix_spawn(); static int Go() => posix_spawn();")]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"getpid\")] static extern int fork(); static int Go() => fork();")]
    [InlineData("[DllImport(\"libc\")] static extern int syscall(int number);")]
    [InlineData("static nint Go() => NativeLibrary.GetExport(NativeLibrary.Load(\"git2\"), \"fork\");")]
    [InlineData("static nint Go(nint library) => NativeLibrary.GetExport(library, \"fork\");")]
    [InlineData("static nint Go() => NativeLibrary.GetExport(NativeLibrary.Load(\"libc\"), \"getpid\");")]
    public Task Safe_Others(string members) => Silent(members);

    private static Task Reports(string members) => Reports<ForkAnalyzer>(Source(members));

    private static Task Silent(string members) => Silent<ForkAnalyzer>(Source(members));

    private static string Source(string members) =>
        $$"""
        using System;
        using System.Runtime.InteropServices;

        static class Native
        {
            {{members}}
        }
        """;
}
