using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using ProcessSafety.CodeFixes.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>The fixes of PSAFE301 and PSAFE303.</summary>
public sealed class UnixNameFixTests : RuleTest
{
    [Fact]
    public Task MapName_IsTakenAway() => Fix<UnixNameAnalyzer, UnnamedMapFix>(
        """
        using System.IO;
        using System.IO.MemoryMappedFiles;

        class Jobs
        {
            static MemoryMappedFile Open(string path) =>
                MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: {|PSAFE301:"jobs"|} /* all */, capacity: 10);
        }
        """,
        """
        using System.IO;
        using System.IO.MemoryMappedFiles;

        class Jobs
        {
            static MemoryMappedFile Open(string path) =>
                MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null /* all */, capacity: 10);
        }
        """);

    [Fact]
    public Task NoFix_EventAndMemoryWithoutAFile() => NoFix<UnixNameAnalyzer, UnnamedMapFix>(
        """
        using System.IO.MemoryMappedFiles;
        using System.Threading;

        class Jobs
        {
            readonly EventWaitHandle _done = new(false, EventResetMode.AutoReset, {|PSAFE301:"done"|});
            readonly MemoryMappedFile _map = MemoryMappedFile.CreateNew({|PSAFE301:"jobs"|}, 10);
        }
        """);

    [Fact]
    public Task Names_AreRepaired() => Fix<UnixNameAnalyzer, MutexNameFix>(
        """
        using System.Threading;

        class Jobs
        {
            private const string Name = @"global\app\jobs"; // shared
            private readonly Mutex _jobs = new(false, {|PSAFE303:Name|});
            private readonly Mutex _gate = new(false, {|PSAFE303:"app/gate\"1\""|});
            private readonly Mutex _same = new(false, {|PSAFE303:"Global\\app/gate"|} /* same */);

            static void Run()
            {
                string name = "a/b";
                using Mutex mutex = new(true, {|PSAFE303:name|});
            }
        }
        """,
        """
        using System.Threading;

        class Jobs
        {
            private const string Name = @"Global\app_jobs"; // shared
            private readonly Mutex _jobs = new(false, Name);
            private readonly Mutex _gate = new(false, "app_gate\"1\"");
            private readonly Mutex _same = new(false, @"Global\app_gate" /* same */);

            static void Run()
            {
                string name = "a_b";
                using Mutex mutex = new(true, name);
            }
        }
        """);

    [Fact]
    public Task NoFix_NameIsReadElsewhere() => NoFix<UnixNameAnalyzer, MutexNameFix>(
        """
        using System;
        using System.Threading;

        class Jobs
        {
            private const string Name = "app/jobs";
            private readonly Mutex _jobs = new(false, {|PSAFE303:Name|});

            public override string ToString() => Name;
        }
        """);

    [Fact]
    public Task NoFix_Path() => NoFix<UnixNameAnalyzer, MutexNameFix>(
        static test => test.CodeActionEquivalenceKey = "PSAFE303.MutexName",
        """
        using System;
        using System.Threading;

        class Jobs
        {
            private readonly Mutex _jobs = new(false, {|PSAFE303:@"Global\" + AppContext.BaseDirectory|});
        }
        """);
}
