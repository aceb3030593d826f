using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class SigtermFixTests : RuleTest
{
    [Fact]
    public Task Main_GetsARegistration() => Fix<MissedCleanupAnalyzer, SigtermFix>(
        """
        using System;
        using System.IO;

        class Program
        {
            static void Main()
            {
                // The file is there while the program runs.
                AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE807:File.Delete("pid")|};
                Console.ReadLine();
            }
        }
        """,
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                // The file is there while the program runs.
                AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete("pid");
                using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
                Console.ReadLine();
            }
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task TopLevelStatements_GetARegistration() => Fix<MissedCleanupAnalyzer, SigtermFix>(
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Console.ReadLine();

        static void OnExit(object? sender, EventArgs e) => {|PSAFE807:File.Delete("pid")|};
        """,
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        AppDomain.CurrentDomain.ProcessExit += OnExit;
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
        Console.ReadLine();

        static void OnExit(object? sender, EventArgs e) => File.Delete("pid");
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task OtherMethod_GetsAField() => Fix<MissedCleanupAnalyzer, SigtermFix>(
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        Workspace.Open();

        internal static class Workspace
        {
            internal static void Open()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit; // cleans up
                File.WriteAllText("pid", "1");
            }

            private static void OnExit(object? sender, EventArgs e) => {|PSAFE807:File.Delete("pid")|};
        }
        """,
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        Workspace.Open();

        internal static class Workspace
        {
            private static PosixSignalRegistration? s_sigterm;

            internal static void Open()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit; // cleans up
                s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
                File.WriteAllText("pid", "1");
            }

            private static void OnExit(object? sender, EventArgs e) => File.Delete("pid");
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    /// <summary>One registration ends the process for both handlers, also by Fix All.</summary>
    [Fact]
    public Task TwoHandlers_GetOneRegistration() => Fix<MissedCleanupAnalyzer, SigtermFix>(
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE807:File.Delete("pid")|};
        AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE807:File.Delete("lock")|};
        Console.ReadLine();
        """,
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete("pid");
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete("lock");
        Console.ReadLine();
        """,
        static test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.NumberOfIncrementalIterations = 1;
        });

    [Fact]
    public Task BelowAnIfOfTopLevelStatements_GetsAField() => Fix<MissedCleanupAnalyzer, SigtermFix>(
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        if (args.Length > 0)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE807:File.Delete("pid")|};
        }

        Console.ReadLine();
        """,
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        if (args.Length > 0)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete("pid");
            s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
        }

        Console.ReadLine();

        partial class Program
        {
            private static PosixSignalRegistration? s_sigterm;
        }

        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task BeforeCSharp8_GetsAField() => Fix<MissedCleanupAnalyzer, SigtermFix>(
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                Console.ReadLine();
            }

            static void OnExit(object sender, EventArgs e) => {|PSAFE807:File.Delete("pid")|};
        }
        """,
        """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        class Program
        {
            private static PosixSignalRegistration s_sigterm;

            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
                Console.ReadLine();
            }

            static void OnExit(object sender, EventArgs e) => File.Delete("pid");
        }
        """,
        static test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.LanguageVersion = LanguageVersion.CSharp7_3;
        });

    [Fact]
    public Task NoFix_SubscribedInAnExpression() => NoFix<MissedCleanupAnalyzer, SigtermFix>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.IO;

        Workspace.Open();

        static class Workspace
        {
            internal static void Open() => AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE807:File.Delete("pid")|};
        }
        """);
}
