using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class CreateOnceFixTests : RuleTest
{
    [Fact]
    public Task QuestionThenCreation() => Fix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                // One at a time.
                if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out _)|})
                {
                    Console.WriteLine("running already"); // told
                    return;
                }

                using Mutex mutex = new Mutex(initiallyOwned: true, "jobs");
                Console.WriteLine("works");
            }

            static Mutex? Open(string name)
            {
                Mutex? mutex;
                if (!{|PSAFE308:Mutex.TryOpenExisting(name, out mutex)|})
                {
                    mutex = new Mutex(true, name);
                }

                return mutex;
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                // One at a time.
                using Mutex mutex = new Mutex(initiallyOwned: true, "jobs", out bool createdNew);
                if (!createdNew)
                {
                    Console.WriteLine("running already"); // told
                    return;
                }

                Console.WriteLine("works");
            }

            static Mutex? Open(string name)
            {
                Mutex? mutex;
                mutex = new Mutex(true, name, out _);

                return mutex;
            }
        }
        """);

    [Fact]
    public Task CreationInOtherWords() => Fix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System.Threading;

        class Program
        {
            static void Main()
            {
                if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out _)|})
                    return;

                using Mutex mutex = (Mutex)(new Mutex(true, "jobs"));
            }
        }
        """,
        """
        using System.Threading;

        class Program
        {
            static void Main()
            {
                using Mutex mutex = (Mutex)(new Mutex(true, "jobs", out bool createdNew));
                if (!createdNew)
                    return;
            }
        }
        """);

    [Fact]
    public Task QuestionThenUsingStatement() => Fix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                // One at a time.
                if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out _)|})
                {
                    // Another one works.
                    Console.WriteLine("running already"); // told
                    return;
                }

                using (Mutex mutex = new Mutex(true, "jobs"))
                {
                    // Now.
                    Console.WriteLine("works");
                }
            }
        }
        """,
        """
        using System;
        using System.Threading;

        class Program
        {
            static void Main()
            {
                // One at a time.
                using (Mutex mutex = new Mutex(true, "jobs", out bool createdNew))
                {
                    if (!createdNew)
                    {
                        // Another one works.
                        Console.WriteLine("running already"); // told
                        return;
                    }
                    // Now.
                    Console.WriteLine("works");
                }
            }
        }
        """);

    [Fact]
    public Task NoFix_ResultIsUsed() => NoFix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System.Threading;

        class Jobs
        {
            static Mutex Open()
            {
                if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out Mutex? mutex)|})
                    return mutex;

                mutex = new Mutex(true, "jobs");
                return mutex;
            }
        }
        """);

    /// <summary>The second index is another one: what the question has set stays where it is.</summary>
    [Fact]
    public Task NoFix_ElementsOfAnArray() => NoFix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System.Threading;

        class Jobs
        {
            private readonly Mutex?[] _all = new Mutex?[4];
            private int _count;

            void Open()
            {
                if (!{|PSAFE308:Mutex.TryOpenExisting("jobs", out _all[_count++])|})
                    _all[_count++] = new Mutex(true, "jobs");
            }
        }
        """);

    [Fact]
    public Task NoFix_BranchGoesOn() => NoFix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System;
        using System.Threading;

        class Jobs
        {
            static void Open()
            {
                if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out _)|})
                    Console.WriteLine("there");

                using Mutex mutex = new Mutex(false, "jobs");
            }
        }
        """);

    [Fact]
    public Task NoFix_OpenAndCatch() => NoFix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System.Threading;

        class Jobs
        {
            static Mutex Open()
            {
                try
                {
                    return {|PSAFE308:Mutex.OpenExisting("jobs")|};
                }
                catch (WaitHandleCannotBeOpenedException)
                {
                    return new Mutex(true, "jobs");
                }
            }
        }
        """);

    [Fact]
    public Task QuestionThenCreation_AtTheTopLevel() => Fix<CheckThenActAnalyzer, CreateOnceFix>(
        """
        using System;
        using System.Threading;

        if ({|PSAFE308:Mutex.TryOpenExisting("jobs", out _)|})
        {
            Console.WriteLine("running already");
            return;
        }

        using Mutex mutex = new Mutex(initiallyOwned: true, "jobs");
        Console.WriteLine("works");
        """,
        """
        using System;
        using System.Threading;

        using Mutex mutex = new Mutex(initiallyOwned: true, "jobs", out bool createdNew);
        if (!createdNew)
        {
            Console.WriteLine("running already");
            return;
        }

        Console.WriteLine("works");
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
}
