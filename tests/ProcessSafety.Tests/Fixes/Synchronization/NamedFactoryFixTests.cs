using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

// The fix writes a member on one line: some expected lines over 140 columns.
public sealed class NamedFactoryFixTests : RuleTest
{
    [Fact]
    public Task Literals_GetANewClass_BesideTheFirstSite() => Fix<NameScopeAnalyzer, NamedFactoryFix>(
        [
            """
            using System.Threading;

            namespace App.Service;

            /// <summary>Takes jobs.</summary>
            internal static class Taker
            {
                private static readonly Mutex s_gate = new(false, {|PSAFE302:@"Global\jobs"|}); // the one
            }
            """,
            """
            using System.Threading;

            namespace App.Tray
            {
                internal static class Shower
                {
                    public static bool IsBusy()
                    {
                        using Mutex gate = new Mutex(initiallyOwned: false, {|PSAFE302:"jobs"|});
                        return !gate.WaitOne(0);
                    }
                }
            }
            """,
        ],
        [
            """
            using System.Threading;

            namespace App.Service;

            /// <summary>Takes jobs.</summary>
            internal static class Taker
            {
                private static readonly Mutex s_gate = JobsMutex.Create(); // the one
            }

            internal static class JobsMutex
            {
                public static Mutex Create() => new(initiallyOwned: false, @"Global\jobs");
            }

            """,
            """
            using System.Threading;

            namespace App.Tray
            {
                internal static class Shower
                {
                    public static bool IsBusy()
                    {
                        using Mutex gate = Service.JobsMutex.Create();
                        return !gate.WaitOne(0);
                    }
                }
            }
            """,
        ]);

    [Fact]
    public Task Constant_GetsTheFactoryInItsType_ThreeFiles() => Fix<NameScopeAnalyzer, NamedFactoryFix>(
        [
            """
            namespace App;

            public static class Names
            {
                public const string Jobs = "jobs";
            }
            """,
            """
            using System.Threading;

            namespace App;

            public class Service
            {
                public Mutex Open() => new(true, {|PSAFE302:@"Global\" + Names.Jobs|}, out _);
            }
            """,
            """
            using System.Threading;

            namespace App;

            public class Tray
            {
                public Mutex Open(bool owns) => new(owns, {|PSAFE302:Names.Jobs|}, out bool isFirst);

                public Mutex Find() => Mutex.OpenExisting({|PSAFE302:Names.Jobs|});

                public Mutex? TryFind() => Mutex.TryOpenExisting({|PSAFE302:@"Global\jobs"|}, out Mutex? found) ? found : null;
            }
            """,
        ],
        [
            """
            using System.Threading;

            namespace App;

            public static class Names
            {
                public const string Jobs = "jobs";

                internal static Mutex CreateJobs(bool initiallyOwned, out bool createdNew) => new Mutex(initiallyOwned, @"Global\" + Jobs, out createdNew);

                internal static Mutex OpenJobs() => Mutex.OpenExisting(@"Global\" + Jobs);

                internal static bool TryOpenJobs([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Mutex? result) => Mutex.TryOpenExisting(@"Global\" + Jobs, out result);
            }
            """,
            """
            using System.Threading;

            namespace App;

            public class Service
            {
                public Mutex Open() => Names.CreateJobs(true, out _);
            }
            """,
            """
            using System.Threading;

            namespace App;

            public class Tray
            {
                public Mutex Open(bool owns) => Names.CreateJobs(owns, out bool isFirst);

                public Mutex Find() => Names.OpenJobs();

                public Mutex? TryFind() => Names.TryOpenJobs(out Mutex? found) ? found : null;
            }
            """,
        ]);

    [Fact]
    public Task PrivateConstant_WidestScopeThoughMostSitesAreOfOneSession() => Fix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            private const string Name = "my-app.jobs";

            // Both of one session.
            private readonly EventWaitHandle _done = new(false, EventResetMode.ManualReset, {|PSAFE302:Name|});
            private readonly EventWaitHandle _same = new(false, EventResetMode.ManualReset, {|PSAFE302:@"Local\my-app.jobs"|});

            public EventWaitHandle Open() => new EventWaitHandle(false, EventResetMode.ManualReset, {|PSAFE302:@"Global\" + Name|});
        }
        """,
        """
        using System.Threading;

        class Jobs
        {
            private const string Name = "my-app.jobs";

            // Both of one session.
            private readonly EventWaitHandle _done = CreateMyAppJobs();
            private readonly EventWaitHandle _same = CreateMyAppJobs();

            public EventWaitHandle Open() => CreateMyAppJobs();

            private static EventWaitHandle CreateMyAppJobs() => new(initialState: false, EventResetMode.ManualReset, @"Global\" + Name);
        }
        """,
        static test => test.CodeActionVerifier = static (action, verifier) => verifier.Equal(
            @"Open 'my-app.jobs' everywhere through Jobs.CreateMyAppJobs, in Global\ scope",
            action.Title));

    [Theory]
    [InlineData("jobs", "@\"Global\\\" + @class.@event", "@\"Global\\\" + @event")]
    [InlineData("Global\\\\jobs", "@class.@event", "@event")]
    public Task Keyword_OfTheConstantAndItsType(string name, string used, string written) => Fix<NameScopeAnalyzer, NamedFactoryFix>(
        $$"""
        using System.Threading;

        namespace App.@internal;

        static class @class
        {
            public const string @event = "{{name}}";
        }

        static class First
        {
            public static Mutex Open() => new(false, {|PSAFE302:{{used}}|});
        }

        static class Second
        {
            public static Mutex Open() => new(false, {|PSAFE302:"jobs"|});

            public static Mutex OpenAgain() => new(false, {|PSAFE302:@"Global\jobs"|});
        }
        """,
        $$"""
        using System.Threading;

        namespace App.@internal;

        static class @class
        {
            public const string @event = "{{name}}";

            internal static Mutex CreateJobs() => new(initiallyOwned: false, {{written}});
        }

        static class First
        {
            public static Mutex Open() => @class.CreateJobs();
        }

        static class Second
        {
            public static Mutex Open() => @class.CreateJobs();

            public static Mutex OpenAgain() => @class.CreateJobs();
        }
        """);

    [Fact]
    public Task Options_SayTheScope() => Fix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            public static Mutex First() => new({|PSAFE302:"jobs"|}, new NamedWaitHandleOptions());

            public static Mutex Second() => new(false, {|PSAFE302:"jobs"|}, new NamedWaitHandleOptions());

            public static Mutex Third() => new(false, {|PSAFE302:"jobs"|});
        }
        """,
        """
        using System.Threading;

        class Jobs
        {
            public static Mutex First() => JobsMutex.Create();

            public static Mutex Second() => JobsMutex.Create();

            public static Mutex Third() => JobsMutex.Create();
        }

        internal static class JobsMutex
        {
            public static Mutex Create() => new(initiallyOwned: false, "jobs");
        }

        """);

    [Fact]
    public Task LocalWithTheName_Goes_TwoNamesAtOnce() => Fix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            public static void Run()
            {
                // The name that all use.
                string name = "jobs";
                using Semaphore slots = new(2, 4, {|PSAFE302:name|});
                using Mutex gate = new(false, {|PSAFE302:"gate"|});
            }

            public static void Wait()
            {
                using Semaphore slots = new(1, 4, {|PSAFE302:@"Global\jobs"|});
                using Mutex gate = new(false, {|PSAFE302:@"Global\gate"|});
            }
        }
        """,
        """
        using System.Threading;

        class Jobs
        {
            public static void Run()
            {
                // The name that all use.
                using Semaphore slots = JobsSemaphore.Create(2);
                using Mutex gate = GateMutex.Create();
            }

            public static void Wait()
            {
                using Semaphore slots = JobsSemaphore.Create(1);
                using Mutex gate = GateMutex.Create();
            }
        }

        internal static class JobsSemaphore
        {
            public static Semaphore Create(int initialCount) => new(initialCount, maximumCount: 4, @"Global\jobs");
        }

        internal static class GateMutex
        {
            public static Mutex Create() => new(initiallyOwned: false, @"Global\gate");
        }

        """);

    [Fact]
    public Task NoFix_KindsDiffer() => NoFix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            readonly Mutex _gate = new(false, {|PSAFE302:"jobs"|});
            readonly Semaphore _slots = new(1, 1, {|PSAFE302:"jobs"|});
        }
        """);

    /// <summary>The compiler tells a parameter of a primary constructor that nobody reads.</summary>
    [NewerSyntaxFact(12)]
    public Task NoFix_NameOfAPrimaryConstructor() => NoFix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            readonly Mutex _gate = new(false, {|PSAFE302:@"Global\jobs"|});

            public static void Run() => new Job("jobs").Run();
        }

        class Job(string name)
        {
            public void Run()
            {
                using Mutex gate = new(false, {|PSAFE302:name|});
            }
        }
        """);

    [Fact]
    public Task NoFix_CommentInside() => NoFix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            readonly Mutex _gate = new(false, /* all */ {|PSAFE302:@"Global\jobs"|});
            readonly Mutex _same = new(false, {|PSAFE302:"jobs"|});
        }
        """);

    [Fact]
    public Task NoFix_SharedMemory() => NoFix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.IO.MemoryMappedFiles;

        class Jobs
        {
            readonly MemoryMappedFile _map = MemoryMappedFile.CreateNew({|PSAFE302:"jobs"|}, 10);
            readonly MemoryMappedFile _same = MemoryMappedFile.CreateNew({|PSAFE302:@"Global\jobs"|}, 10);
        }
        """);

    [Fact]
    public Task NoFix_OptionsAreNotKnown() => NoFix<NameScopeAnalyzer, NamedFactoryFix>(
        """
        using System.Threading;

        class Jobs
        {
            static Mutex Open(NamedWaitHandleOptions options) => new("jobs", options);
            readonly Mutex _gate = new(false, {|PSAFE302:"jobs"|});
            readonly Mutex _same = new(false, {|PSAFE302:@"Global\jobs"|});
        }
        """);
}
