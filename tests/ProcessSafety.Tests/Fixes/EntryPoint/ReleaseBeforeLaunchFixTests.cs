using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class ReleaseBeforeLaunchFixTests : RuleTest
{
    [Fact]
    public Task Fix_LocalOfTopLevel() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var mutex = new Mutex(true, "app", out bool first);
        if (!first)
            return;

        // The new version takes over.
        {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; // now
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var mutex = new Mutex(true, "app", out bool first);
        if (!first)
            return;

        mutex.Dispose();
        // The new version takes over.
        Process.Start(Environment.ProcessPath!); // now
        """);

    [Fact]
    public Task Fix_FieldThatMayBeNull() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                if (first)
                    Restart();
            }

            private static void Restart()
            {
                var child = {|PSAFE404:Process.Start(Environment.ProcessPath!)|};
                child.WaitForExit();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                if (first)
                    Restart();
            }

            private static void Restart()
            {
                s_mutex?.Dispose();
                var child = Process.Start(Environment.ProcessPath!);
                child.WaitForExit();
            }
        }
        """);

    [Theory]
    [InlineData("private static Mutex? @lock;", "@lock = new Mutex(true, \"app\", out s_first);", "@lock?.Dispose();")]
    [InlineData("", "using var @lock = new Mutex(true, \"app\", out s_first);", "@lock.Dispose();")]
    public Task Fix_Keyword(string field, string taken, string release)
    {
        const string launch = "Process.Start(Environment.ProcessPath!)";
        return Fix(Program($"{{|PSAFE404:{launch}|}};"), Program($"{release}\n        {launch};"));

        string Program(string end) =>
            $$"""
            using System;
            using System.Diagnostics;
            using System.Threading;

            internal static class Program
            {
                private static bool s_first;
                {{field}}

                private static void Main()
                {
                    {{taken}}
                    if (!s_first)
                    {
                        return;
                    }

                    {{end}}
                }
            }
            """;
    }

    /// <summary>Once disposed before the launch, the mutex would throw where it is released after it.</summary>
    [Theory]
    [InlineData("{|PSAFE404:Process.Start(Environment.ProcessPath!)|}; mutex.ReleaseMutex();")]
    [InlineData("try { {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; } finally { mutex.ReleaseMutex(); }")]
    [InlineData("{|PSAFE404:Process.Start(Environment.ProcessPath!)|}; if (args.Length > 0) { mutex.WaitOne(); }")]
    [InlineData("{|PSAFE404:Process.Start(Environment.ProcessPath!)|}; End(mutex);")]
    public Task NoFix_UsedAgain(string statements) => NoFix<OwnedMutexLaunchAnalyzer, ReleaseBeforeLaunchFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                using var mutex = new Mutex(true, "app", out bool first);
                if (!first)
                    return;

                {{statements}}
            }

            private static void End(Mutex mutex) => mutex.ReleaseMutex();
        }
        """);

    /// <summary>A field is released elsewhere, after the launch or at a time that is not to be told.</summary>
    [Theory]
    [InlineData("Restart(); s_mutex.ReleaseMutex();")]
    [InlineData("Restart(); End();")]
    public Task NoFix_FieldUsedAgain(string statements) => NoFix<OwnedMutexLaunchAnalyzer, ReleaseBeforeLaunchFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static Mutex s_mutex = null!;

            private static void Main()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                if (!first)
                    return;

                {{statements}}
            }

            private static void Restart()
            {
                {|PSAFE404:Process.Start(Environment.ProcessPath!)|};
            }

            private static void End() => s_mutex.ReleaseMutex();
        }
        """);

    /// <summary>Another disposal does no harm, nor does what comes before the launch.</summary>
    [Fact]
    public Task Fix_DisposedAgain() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        var mutex = new Mutex(false, "app");
        if (!mutex.WaitOne(0))
            return;

        {|PSAFE404:Process.Start(Environment.ProcessPath!)|};
        GC.KeepAlive(mutex);
        mutex.Dispose();
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        var mutex = new Mutex(false, "app");
        if (!mutex.WaitOne(0))
            return;

        mutex.Dispose();
        Process.Start(Environment.ProcessPath!);
        GC.KeepAlive(mutex);
        mutex.Dispose();
        """);

    /// <summary>A mutex out of sight, another variable of its name, a loop, and a condition that decides on the launch.</summary>
    [Theory]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (first) Restart();",
        "{ {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; }")]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (first) Restart();",
        "{ string mutex = \"begun\"; {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; Console.WriteLine(mutex); }")]
    [InlineData(
        "using var mutex = new Mutex(true, \"app\", out bool first); if (first) Restart();",
        "{ {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; string mutex = \"begun\"; Console.WriteLine(mutex); }")]
    [InlineData(
        "s_mutex = new Mutex(true, \"app\", out bool first); if (first) Restart();",
        "{ var child = s_mutex is { } ? {|PSAFE404:Process.Start(Environment.ProcessPath!)|} : null; }")]
    [InlineData(
        "s_mutex = new Mutex(true, \"app\", out bool first); if (first) Restart();",
        "=> Use(s_mutex, {|PSAFE404:Process.Start(Environment.ProcessPath!)|});")]
    [InlineData(
        "s_mutex = new Mutex(true, \"app\", out bool first); if (first) Restart();",
        "{ for (int i = 0; i < 2; i++) { {|PSAFE404:Process.Start(Environment.ProcessPath!)|}; } }")]
    public Task NoFix_Places(string main, string restart) => NoFix<OwnedMutexLaunchAnalyzer, ReleaseBeforeLaunchFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static Mutex? s_mutex;

            private static void Main()
            {
                {{main}}
            }

            private static void Restart() {{restart}}

            private static void Use(object? first, object second) => Console.WriteLine(second);
        }
        """);

    /// <summary>The name that the mutex has in the end is not there yet.</summary>
    [Fact]
    public Task NoFix_NamedBelowTheLaunch() => NoFix<OwnedMutexLaunchAnalyzer, ReleaseBeforeLaunchFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        var first = new Mutex(true, "app", out bool isFirst);
        if (!isFirst)
            return;

        {|PSAFE404:Process.Start(Environment.ProcessPath!)|};
        var mutex = first;
        GC.KeepAlive(mutex);
        """);

    [Theory]
    [InlineData("void Restart()", "void Restart()", "")]
    [InlineData("Process Restart()", "Process Restart()", "return ")]
    public Task Fix_ExpressionBody(string head, string fixedHead, string result) => Fix(
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static readonly Mutex s_mutex = new(true, "app", out s_first);
            private static bool s_first;

            private static void Main()
            {
                if (s_first)
                    Restart();
            }

            // The new version takes over.
            private static {{head}} => {|PSAFE404:Process.Start(Environment.ProcessPath!)|};
        }
        """,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static readonly Mutex s_mutex = new(true, "app", out s_first);
            private static bool s_first;

            private static void Main()
            {
                if (s_first)
                    Restart();
            }

            // The new version takes over.
            private static {{fixedHead}}
            {
                s_mutex.Dispose();
                {{result}}Process.Start(Environment.ProcessPath!);
            }
        }
        """);

    [Fact]
    public Task Fix_Lambda() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var mutex = new Mutex(true, "app", out bool first);
        if (!first)
            return;

        Action restart = () => {|PSAFE404:Process.Start(Environment.ProcessPath!)|}?.WaitForExit();
        restart();
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var mutex = new Mutex(true, "app", out bool first);
        if (!first)
            return;

        Action restart = () =>
        {
            mutex.Dispose();
            Process.Start(Environment.ProcessPath!)?.WaitForExit();
        };
        restart();
        """);

    private static Task Fix(string source, string fixedSource) =>
        Fix<OwnedMutexLaunchAnalyzer, ReleaseBeforeLaunchFix>(
            source,
            fixedSource,
            test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
}
