using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class StaticGuardFixTests : RuleTest
{
    [Fact]
    public Task Fix_Variable() => Fix<LostGuardAnalyzer, StaticGuardFix>(
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
            private static Mutex? s_mutex;
            private const string Name = "app";

            public static bool IsFirst()
            {
                // Only one of us.
                s_mutex = new(false, Name); // by its name
                return s_mutex.WaitOne(0);
            }
        }
        """);

    [Fact]
    public Task Fix_UsingDeclarationAndDiscard() => Fix<LostGuardAnalyzer, StaticGuardFix>(
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
            private static Mutex s_instance;
            private static Mutex s_mutex;

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
    public Task Fix_UsingStatement() => Fix<LostGuardAnalyzer, StaticGuardFix>(
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
    [InlineData("private static int s_mutex;", "var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; return isFirst;")]
    [InlineData("", "return {|PSAFE306:new Mutex(false, \"app\")|}.WaitOne(0);")]
    [InlineData("", "Mutex mutex; mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; return isFirst;")]
    public Task NoFix_OtherForms(string member, string statements) => NoFix<LostGuardAnalyzer, StaticGuardFix>(
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
    public Task NoFix_Main() => NoFix<LostGuardAnalyzer, StaticGuardFix>(
        """
        using System.Threading;
        class Program
        {
            static void Main()
            {
                var mutex = {|PSAFE306:new Mutex(false, "app", out var isFirst)|};
                if (isFirst) Run();
            }
            static void Run() { }
        }
        """);
}
