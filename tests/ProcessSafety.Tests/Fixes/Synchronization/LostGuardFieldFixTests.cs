using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class LostGuardFieldFixTests : RuleTest
{
    [Fact]
    public Task Fix_Variable() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;

        static class Instance
        {
            private const string Name = "app";

            public static bool IsFirst()
            {
                // Only one of us.
                Mutex mutex = {|PSAFE306:new(false, Name)|}; // by its name
                return mutex.WaitOne(0);
            }
        }
        """,
        """
        using System.Threading;

        static class Instance
        {
            private const string Name = "app";
            private static Mutex? s_mutex;

            public static bool IsFirst()
            {
                // Only one of us.
                s_mutex = new(false, Name); // by its name
                return s_mutex.WaitOne(0);
            }
        }
        """);

    [Fact]
    public Task Fix_NameThatIsTaken() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;

        class Instance
        {
            private static int s_mutex;

            static bool IsFirst()
            {
                var mutex = {|PSAFE306:new Mutex(true, "app", out var isFirst)|};
                return isFirst;
            }
        }
        """,
        """
        using System.Threading;

        class Instance
        {
            private static int s_mutex;
            private static Mutex? s_mutex2;

            static bool IsFirst()
            {
                s_mutex2 = new Mutex(true, "app", out var isFirst);
                return isFirst;
            }
        }
        """);

    [Fact]
    public Task Fix_UsingDeclarationAndDiscard() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        #nullable disable
        static class Instance
        {
            public static bool IsFirst()
            {
                using var mutex = {|PSAFE306:new System.Threading.Mutex(true, "app", out var isFirst)|};
                return isFirst;
            }

            public static bool IsFirstEditor()
            {
                _ = {|PSAFE306:new System.Threading.Mutex(true, "editor", out var isFirst)|};
                return isFirst;
            }
        }
        """,
        """
        #nullable disable
        using System.Threading;

        static class Instance
        {
            private static Mutex s_mutex;
            private static Mutex s_instance;

            public static bool IsFirst()
            {
                s_mutex = new System.Threading.Mutex(true, "app", out var isFirst);
                return isFirst;
            }

            public static bool IsFirstEditor()
            {
                s_instance = new System.Threading.Mutex(true, "editor", out var isFirst);
                return isFirst;
            }
        }
        """);

    [Fact]
    public Task Fix_UsingStatement() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;

        class Instance
        {
            public bool IsRunning()
            {
                // Asks the others.
                using (var mutex = {|PSAFE306:new Mutex(true, "app", out var isFirst)|})
                {
                    // Nobody else?
                    return !isFirst;
                }
            }
        }
        """,
        """
        using System.Threading;

        class Instance
        {
            private static Mutex? s_mutex;

            public bool IsRunning()
            {
                // Asks the others.
                s_mutex = new Mutex(true, "app", out var isFirst);
                // Nobody else?
                return !isFirst;
            }
        }
        """);

    [Theory]
    [InlineData(
        "",
        "Mutex mutex = null!; mutex?.WaitOne(); mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; return isFirst;")]
    [InlineData("", "Mutex[] all = { {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|} }; return isFirst;")]
    public Task NoFix_OtherForms(string member, string statements) => NoFix<LostGuardAnalyzer, LostGuardFix>(
        $$"""
        using System.Threading;
        class Instance
        {
            {{member}}
            static bool IsFirst()
            {
                {{statements}}
            }
        }
        """);

    [Fact]
    public Task Fix_AskedWhereItIsMade() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;

        class Instance
        {
            static bool IsFirst()
            {
                return {|PSAFE306:new Mutex(false, "app")|}.WaitOne(0);
            }
        }
        """,
        """
        using System.Threading;

        class Instance
        {
            private static Mutex? s_instance;

            static bool IsFirst()
            {
                return (s_instance = new Mutex(false, "app")).WaitOne(0);
            }
        }
        """);

    [Theory]
    [InlineData("=> {|PSAFE306:new Mutex(false, \"app\")|}.WaitOne(0);", "=> (s_instance = new Mutex(false, \"app\")).WaitOne(0);")]
    [InlineData(
        "{ return ({|PSAFE306:new Mutex(false, \"app\")|}).WaitOne(0); }",
        "{ return ((s_instance = new Mutex(false, \"app\"))).WaitOne(0); }")]
    public Task Fix_AskedInOtherForms(string body, string expected) => Fix<LostGuardAnalyzer, LostGuardFix>(
        $$"""
        using System.Threading;

        static class Instance
        {
            public static bool IsFirst() {{body}}
        }
        """,
        $$"""
        using System.Threading;

        static class Instance
        {
            private static Mutex? s_instance;

            public static bool IsFirst() {{expected}}
        }
        """);

    [Theory]
    [InlineData(
        "var mutex = ({|PSAFE306:new Mutex(true, \"app\", out bool isFirst)|});",
        "s_mutex = (new Mutex(true, \"app\", out bool isFirst));")]
    [InlineData(
        "WaitHandle mutex = (WaitHandle){|PSAFE306:new Mutex(true, \"app\", out bool isFirst)|};",
        "s_mutex = (WaitHandle)new Mutex(true, \"app\", out bool isFirst);")]
    public Task Fix_VariableInOtherWords(string statement, string expected) => Fix<LostGuardAnalyzer, LostGuardFix>(
        $$"""
        using System.Threading;

        static class Instance
        {
            public static bool IsFirst()
            {
                {{statement}}
                return isFirst;
            }
        }
        """,
        $$"""
        using System.Threading;

        static class Instance
        {
            private static {{(statement.StartsWith("var") ? "Mutex" : "WaitHandle")}}? s_mutex;

            public static bool IsFirst()
            {
                {{expected}}
                return isFirst;
            }
        }
        """);

    [Fact]
    public Task Fix_StreamInATryOfMain() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.IO;
        using System.Threading.Tasks;

        class Program
        {
            static async Task Main()
            {
                try
                {
                    var stream = {|PSAFE306:new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)|};
                }
                catch (IOException)
                {
                    return;
                }

                await Task.Delay(1000);
            }
        }
        """,
        """
        using System.IO;
        using System.Threading.Tasks;

        class Program
        {
            private static FileStream? s_stream;

            static async Task Main()
            {
                try
                {
                    s_stream = new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException)
                {
                    return;
                }

                await Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task Fix_OldLanguage() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static async Task Main()
            {
                var mutex = {|PSAFE306:new Mutex(false, "app", out bool isFirst)|};
                if (isFirst)
                {
                    await Task.Delay(1000);
                }
            }
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            private static Mutex s_mutex;

            static async Task Main()
            {
                s_mutex = new Mutex(false, "app", out bool isFirst);
                if (isFirst)
                {
                    await Task.Delay(1000);
                }
            }
        }
        """,
        static test => test.LanguageVersion = LanguageVersion.CSharp7_3);

    /// <summary>The new process would find the guard of the old one, which the field keeps until that one has ended.</summary>
    [Fact]
    public Task NoFix_ProgramThatStartsAnew() => NoFix<LostGuardAnalyzer, LostGuardFix>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;
        using System.Threading;

        static class Program
        {
            static void Main(string[] args)
            {
                if (!IsFirst())
                {
                    return;
                }

                if (args.Length > 0)
                {
                    Process.Start(Environment.ProcessPath!);
                    return;
                }

                Console.WriteLine("works");
            }

            static bool IsFirst()
            {
                var mutex = {|PSAFE306:new Mutex(true, "app", out bool isFirst)|};
                return isFirst;
            }
        }
        """);

    /// <summary>A worker that asks as well finds the guard of its parent; one that asks for its mode first comes to no question.</summary>
    [Theory]
    [InlineData("if (!IsFirst()) return; if (args is [\"--worker\"]) { Console.WriteLine(\"works\"); return; }", false)]
    [InlineData("if (args is [\"--worker\"]) { Console.WriteLine(\"works\"); return; } if (!IsFirst()) return;", true)]
    public Task Workers(string begin, bool isOffered)
    {
        string source = WithWorkers(begin, "var mutex = {|PSAFE306:new Mutex(true, \"app\", out bool isFirst)|};", string.Empty);
        string kept = "s_mutex = new Mutex(true, \"app\", out bool isFirst);";
        return isOffered
            ? Fix<LostGuardAnalyzer, LostGuardFix>(
                source,
                WithWorkers(begin, kept, "    private static Mutex? s_mutex;\n\n"),
                static test => test.TestState.OutputKind = OutputKind.ConsoleApplication)
            : NoFix<LostGuardAnalyzer, LostGuardFix>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, source);
    }

    private static string WithWorkers(string begin, string asks, string field) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        static class Program
        {
        {{field}}    static void Main(string[] args)
            {
                {{begin}}
                Process.Start(Environment.ProcessPath!, "--worker");
                Process.Start(Environment.ProcessPath!, "--worker");
                Console.ReadLine();
            }

            static bool IsFirst()
            {
                {{asks}}
                return isFirst;
            }
        }
        """;

    /// <summary>Top-level statements are code of `Program`, which has room for a field.</summary>
    [Fact]
    public Task Fix_TopLevelStatementInATry() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.IO;
        using System.Threading.Tasks;

        try
        {
            var stream = {|PSAFE306:new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)|};
        }
        catch (IOException)
        {
            return;
        }

        await Task.Delay(1000);
        """,
        """
        using System.IO;
        using System.Threading.Tasks;

        try
        {
            s_stream = new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return;
        }

        await Task.Delay(1000);

        partial class Program
        {
            private static FileStream? s_stream;
        }

        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_AssignmentInATry() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.IO;
        using System.Threading.Tasks;

        class Program
        {
            static async Task Main()
            {
                // Keeps the others away.
                FileStream? stream = null;
                try
                {
                    stream = {|PSAFE306:new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)|};
                }
                catch (IOException)
                {
                    return;
                }

                await Task.Delay(1000);
            }
        }
        """,
        """
        using System.IO;
        using System.Threading.Tasks;

        class Program
        {
            private static FileStream? s_stream;

            static async Task Main()
            {
                // Keeps the others away.
                try
                {
                    s_stream = new FileStream("app.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException)
                {
                    return;
                }

                await Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task Fix_AssignmentInAMethod() => Fix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System.Threading;

        static class Instance
        {
            public static bool IsFirst()
            {
                Mutex mutex;
                mutex = {|PSAFE306:new Mutex(false, "app")|};
                return mutex.WaitOne(0);
            }
        }
        """,
        """
        using System.Threading;

        static class Instance
        {
            private static Mutex? s_mutex;

            public static bool IsFirst()
            {
                s_mutex = new Mutex(false, "app");
                return s_mutex.WaitOne(0);
            }
        }
        """);

    /// <summary>What `null` means to the code behind it would be lost: a second run would find the object of the first.</summary>
    [Fact]
    public Task NoFix_InitialValueThatIsRead() => NoFix<LostGuardAnalyzer, LostGuardFix>(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static async Task Main()
            {
                bool isFirst = false;
                Mutex? mutex = null;
                try
                {
                    mutex = {|PSAFE306:new Mutex(true, "app", out isFirst)|};
                }
                catch (UnauthorizedAccessException)
                {
                }

                if (mutex != null && isFirst)
                {
                    await Task.Delay(1000);
                }
            }
        }
        """);
}
