using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Fork;
using ProcessSafety.CodeFixes.Fork;
using Xunit;

namespace ProcessSafety.Tests.Fork;

public sealed class StartProcessFixTests : RuleTest
{
    private const string Start =
        """

            /// <summary>Starts this program again. Returns 0 in the started process, and its ID in this one.</summary>
            private static int StartChild()
            {
                const string marker = "--forked-child";
                string[] arguments = Environment.GetCommandLineArgs();
                if (arguments.Contains(marker))
                    return 0;

                bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
                return Process.Start(Environment.ProcessPath!, arguments.Skip(isHosted ? 0 : 1).Append(marker)).Id;
            }
        }
        """;

    [Theory]
    [InlineData("int pid = {|PSAFE501:fork()|}; if (pid == 0) Work();", "int pid = StartChild(); if (pid == 0) Work();")]
    [InlineData(
        "int pid = {|PSAFE501:fork()|}; if (pid < 0) throw new Exception(); if (pid is 0) { Work(); }",
        "int pid = StartChild(); if (pid < 0) throw new Exception(); if (pid is 0) { Work(); }")]
    [InlineData("if ({|PSAFE501:fork()|} == 0) Work();", "if (StartChild() == 0) Work();")]
    [InlineData(
        "int pid; if ((pid = {|PSAFE501:fork()|}) != 0) return; Work();",
        "int pid; if ((pid = StartChild()) != 0) return; Work();")]
    [InlineData("switch ({|PSAFE501:fork()|}) { case 0: Work(); break; }", "switch (StartChild()) { case 0: Work(); break; }")]
    public Task Fix_Branches(string statements, string fixedStatements) => Fix<ForkAnalyzer, StartProcessFix>(
        $$"""
        using System;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            [DllImport("libc")]
            private static extern int fork();

            public static void Main()
            {
                {{statements}}
            }

            private static void Work() { }
        }
        """,
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            public static void Main()
            {
                {{fixedStatements}}
            }

            private static void Work() { }

        """ + Start);

    [Fact]
    public Task Fix_ImportThatOthersUse() => Fix<ForkAnalyzer, StartProcessFix>(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Native
        {
            [DllImport("libc")]
            public static extern int fork();
        }

        internal static class Program
        {
            public static void Main()
            {
                if ({|PSAFE501:Native.fork()|} == 0) // the child
                    Console.WriteLine();
            }

            public static int Other() => {|PSAFE501:Native.fork()|};
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Native
        {
            [DllImport("libc")]
            public static extern int fork();
        }

        internal static class Program
        {
            public static void Main()
            {
                if (StartChild() == 0) // the child
                    Console.WriteLine();
            }

            public static int Other() => {|PSAFE501:Native.fork()|};

        """ + Start,
        static test =>
        {
            test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne;
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        });

    /// <summary>Directives that hold nothing but the import go with it, and so does its documentation.</summary>
    [Theory]
    [InlineData("#if !NEVER\n    [DllImport(\"libc\")]\n    private static extern int fork();\n#endif\n\n")]
    [InlineData("    #region Native\n\n    [DllImport(\"libc\")]\n    private static extern int fork();\n\n    #endregion\n\n")]
    public Task Fix_ImportBetweenDirectives(string import) => Fix<ForkAnalyzer, StartProcessFix>(
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
        {{import}}    public static void Main()
            {
                if ({|PSAFE501:fork()|} == 0)
                    Console.WriteLine();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            public static void Main()
            {
                if (StartChild() == 0)
                    Console.WriteLine();
            }

        """ + Start);

    [Fact]
    public Task Fix_ImportBelowACommentBetweenDirectives() => Fix<ForkAnalyzer, StartProcessFix>(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            #region Native

            // The runtime knows nothing of it.
            [DllImport("libc")]
            private static extern int fork();

            #endregion

            public static void Main()
            {
                if ({|PSAFE501:fork()|} == 0)
                    Console.WriteLine();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            #region Native

            // The runtime knows nothing of it.

            #endregion

            public static void Main()
            {
                if (StartChild() == 0)
                    Console.WriteLine();
            }

        """ + Start);

    [Fact]
    public Task Fix_ImportThatSharesItsDirectives() => Fix<ForkAnalyzer, StartProcessFix>(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            public static void Main()
            {
                if ({|PSAFE501:fork()|} == 0)
                    Console.WriteLine(getpid());
            }

        #if !NEVER
            // Of libc.
            [DllImport("libc")]
            private static extern int fork(); // twice

            [DllImport("libc")]
            private static extern int getpid();
        #endif
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            public static void Main()
            {
                if (StartChild() == 0)
                    Console.WriteLine(getpid());
            }

        #if !NEVER
            // Of libc.
            // twice

            [DllImport("libc")]
            private static extern int getpid();

            /// <summary>Starts this program again. Returns 0 in the started process, and its ID in this one.</summary>
            private static int StartChild()
            {
                const string marker = "--forked-child";
                string[] arguments = Environment.GetCommandLineArgs();
                if (arguments.Contains(marker))
                    return 0;

                bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
                return Process.Start(Environment.ProcessPath!, arguments.Skip(isHosted ? 0 : 1).Append(marker)).Id;
            }
        #endif
        }
        """);

    /// <summary>An import that has to stay would be reported by itself.</summary>
    [Theory]
    [InlineData("[DllImport(\"libc\")] public static extern int fork();")]
    [InlineData("[DllImport(\"libc\")] private static extern int /* the child has 0 */ fork();")]
    [InlineData("[DllImport(\"libc\")] private static extern int fork(); public const string Name = nameof(fork);")]
    public Task NoFix_ImportThatHasToStay(string import) => NoFix<ForkAnalyzer, StartProcessFix>(
        $$"""
        using System;
        using System.Runtime.InteropServices;

        public static class Program
        {
            {{import}}

            public static void Main()
            {
                if ({|PSAFE501:fork()|} == 0)
                    Console.WriteLine();
            }
        }
        """);

    /// <summary>The documentation of an import says nothing without it.</summary>
    [Fact]
    public Task Fix_ImportWithDocumentation() => Fix<ForkAnalyzer, StartProcessFix>(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            /// <summary>Copies the process.</summary>
            [DllImport("libc")]
            private static extern int fork();

            public static int Main() => {|PSAFE501:fork()|} == 0 ? 1 : 2;
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            public static int Main() => StartChild() == 0 ? 1 : 2;

        """ + Start,
        static test =>
        {
            test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne;
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        });

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<ForkAnalyzer, StartProcessFix>(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        Console.WriteLine("begins");
        int pid = {|PSAFE501:fork()|};
        if (pid == 0) // the child
        {
            Console.WriteLine("works");
        }

        [DllImport("libc")]
        static extern int fork();
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        Console.WriteLine("begins");
        int pid = StartChild();
        if (pid == 0) // the child
        {
            Console.WriteLine("works");
        }

        // Starts this program again. Returns 0 in the started process, and its ID in this one.
        static int StartChild()
        {
            const string marker = "--forked-child";
            string[] arguments = Environment.GetCommandLineArgs();
            if (arguments.Contains(marker))
                return 0;

            bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
            return Process.Start(Environment.ProcessPath!, arguments.Skip(isHosted ? 0 : 1).Append(marker)).Id;
        }
        """.TrimEnd() + "\n",
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    /// <summary>Each child of a loop would be the first one again, and one of vfork or before execve is to be another program.</summary>
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { if ({|PSAFE501:fork()|} == 0) { Work(i); return; } }", "fork", "")]
    [InlineData("Spawn(1); Spawn(2);", "fork", "private static void Spawn(int i) { if ({|PSAFE501:fork()|} == 0) Work(i); }")]
    [InlineData("if ({|PSAFE501:vfork()|} == 0) Work(0);", "vfork", "")]
    [InlineData(
        "if ({|PSAFE501:fork()|} == 0) execve(\"/bin/true\", null, null);",
        "fork",
        "[DllImport(\"libc\")] private static extern int execve(string path, string[]? arguments, string[]? environment);")]
    public Task NoFix_WhereAnotherProcessIsMeant(string statements, string function, string member) => NoFix<ForkAnalyzer, StartProcessFix>(
        $$"""
        using System;
        using System.Runtime.InteropServices;

        internal static class Program
        {
            [DllImport("libc")]
            private static extern int {{function}}();

            {{member}}

            public static void Main()
            {
                {{statements}}
            }

            private static void Work(int index) => Console.WriteLine(index);
        }
        """);

    /// <summary>What a generator writes of the import goes when the import does.</summary>
    [Theory]
    [InlineData("private")]
    [InlineData("internal")]
    public Task Fix_GeneratedImport(string visibility) => Fix<ForkAnalyzer, StartProcessFix>(
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static partial class Program
        {
            [LibraryImport("libc")]
            {{visibility}} static partial int fork();

            public static void Main()
            {
                if ({|PSAFE501:fork()|} == 0)
                    Console.WriteLine();
            }

        """.TrimEnd() + "\n}",
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;

        internal static partial class Program
        {
            public static void Main()
            {
                if (StartChild() == 0)
                    Console.WriteLine();
            }

        """ + Start,
        static test =>
        {
            test.Generators.Add(typeof(ImportGenerator));
            test.TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
        });

    [Theory]
    [InlineData("return {|PSAFE501:fork()|};")]
    [InlineData("int pid = {|PSAFE501:fork()|}; if (pid == 0) execve(); waitpid(pid, out _, 0); return 0;")]
    [InlineData("if ({|PSAFE501:daemon(1, 1)|} == 0) { } return 0;")]
    public Task NoFix_OtherShapes(string statements) => NoFix<ForkAnalyzer, StartProcessFix>(
        $$"""
        using System.Runtime.InteropServices;

        internal static class Program
        {
            [DllImport("libc")] private static extern int fork();
            [DllImport("libc")] private static extern int waitpid(int pid, out int status, int options);
            [DllImport("libc")] private static extern int daemon(int nochdir, int noclose);
            private static void execve() { }
            private static int Daemonise() { int pid = {|PSAFE501:fork()|}; return pid + {|PSAFE501:daemon(1, 1)|}; }

            public static int Main()
            {
                {{statements}}
            }
        }
        """);

    [Fact]
    public Task NoFix_NameIsTaken() => NoFix<ForkAnalyzer, StartProcessFix>(
        """
        using System.Runtime.InteropServices;

        internal static class Program
        {
            [DllImport("libc")] private static extern int fork();
            private static void StartChild() { }
            public static int Main() => {|PSAFE501:fork()|} == 0 ? 1 : 2;
        }
        """);
}
