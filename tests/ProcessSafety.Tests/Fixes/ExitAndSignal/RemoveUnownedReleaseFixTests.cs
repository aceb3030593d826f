using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class RemoveUnownedReleaseFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += (_, _) => { {|PSAFE806:s_mutex.ReleaseMutex()|}; Console.WriteLine(); };",
        "AppDomain.CurrentDomain.ProcessExit += (_, _) => { Console.WriteLine(); };")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (s_owns) { {|PSAFE806:s_mutex.ReleaseMutex()|}; } Console.WriteLine(); };",
        "AppDomain.CurrentDomain.ProcessExit += (_, _) => { Console.WriteLine(); };")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += (_, _) =>\n        {\n            if (s_owns)\n            {\n                // Others\n"
            + "                {|PSAFE806:s_mutex.ReleaseMutex()|};\n            }\n            Console.WriteLine();\n        };",
        "AppDomain.CurrentDomain.ProcessExit += (_, _) =>\n        {\n            // Others\n            Console.WriteLine();\n        };")]
    public Task Release_AmongOthers(string subscription, string expected) =>
        Fix<UnownedReleaseExitAnalyzer, RemoveUnownedReleaseFix>(Program(subscription), Program(expected));

    /// <summary>A handler that does nothing else goes as a whole.</summary>
    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE806:s_mutex.ReleaseMutex()|};\n        ")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (s_owns) {|PSAFE806:s_mutex.ReleaseMutex()|}; };\n        ")]
    public Task Release_Alone(string subscription) =>
        Fix<UnownedReleaseExitAnalyzer, RemoveUnownedReleaseFix>(Program(subscription), Program(string.Empty));

    /// <summary>Comments and directives stay, and with them what holds them.</summary>
    [Fact]
    public Task Release_BetweenDirectives() => Fix<UnownedReleaseExitAnalyzer, RemoveUnownedReleaseFix>(
        Program(
            "AppDomain.CurrentDomain.ProcessExit += (_, _) =>\n        {\n            // Ends.\n#if !NEVER\n            "
                + "{|PSAFE806:s_mutex.ReleaseMutex()|};\n#endif\n        };\n        "),
        Program(
            "AppDomain.CurrentDomain.ProcessExit += (_, _) =>\n        {\n            // Ends.\n#if !NEVER\n#endif\n        };\n        "));

    [Fact]
    public Task Release_InAMethodOfTheHandler() => Fix<UnownedReleaseExitAnalyzer, RemoveUnownedReleaseFix>(
        """
        using System;
        using System.Threading;

        internal static class Program
        {
            private static readonly Mutex s_mutex = new();

            private static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                s_mutex.WaitOne();
            }

            private static void OnExit(object? sender, EventArgs e)
            {
                Console.WriteLine("ended");
                {|PSAFE806:Release()|};
            }

            private static void Release()
            {
                // Others may work now.
                s_mutex.ReleaseMutex();
                Console.WriteLine("released");
            }
        }
        """,
        """
        using System;
        using System.Threading;

        internal static class Program
        {
            private static readonly Mutex s_mutex = new();

            private static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                s_mutex.WaitOne();
            }

            private static void OnExit(object? sender, EventArgs e)
            {
                Console.WriteLine("ended");
                Release();
            }

            private static void Release()
            {
                // Others may work now.
                Console.WriteLine("released");
            }
        }
        """);

    /// <summary>A release that Main makes too, one in a finally that it is all of, and one under a question with an effect.</summary>
    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE806:Release()|}; s_mutex.WaitOne(); Release();")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += (_, _) => { try { Owns(); } finally { {|PSAFE806:s_mutex.ReleaseMutex()|}; } };")]
    [InlineData(
        "AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (Owns()) { {|PSAFE806:s_mutex.ReleaseMutex()|}; } };")]
    public Task NoFix_Others(string statements) =>
        NoFix<UnownedReleaseExitAnalyzer, RemoveUnownedReleaseFix>(Program(statements + "\n        "));

    private static string Program(string subscription) =>
        $$"""
        using System;
        using System.Threading;

        internal static class Program
        {
            private static readonly Mutex s_mutex = new();
            private static bool s_owns;

            private static void Main()
            {
                {{subscription}}s_owns = s_mutex.WaitOne(1000);
            }

            private static bool Owns() => Environment.TickCount > 0;

            private static void Release() => s_mutex.ReleaseMutex();
        }
        """;
}
