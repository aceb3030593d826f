using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

public sealed class NameScopeAnalyzerTests : RuleTest
{
    private const string Names =
        """
        using System.Threading;

        public static class Names
        {
            public const string Bare = "jobs";
            public static readonly string Full = $@"Global\{Bare}";
        }
        """;

    [Theory]
    [InlineData("new Mutex(false, {|PSAFE302:@\"Global\\jobs\"|})", "new Mutex(false, {|PSAFE302:\"jobs\"|})")]
    [InlineData("new Mutex(false, {|PSAFE302:\"Global\\\\jobs\"|})", "new Mutex(true, {|PSAFE302:@\"Local\\jobs\"|}, out _)")]
    [InlineData("new Mutex(false, {|PSAFE302:Names.Full|})", "Mutex.OpenExisting({|PSAFE302:Names.Bare|})")]
    [InlineData("new Mutex(false, {|PSAFE302:@\"Global\\\" + Names.Bare|})", "Mutex.TryOpenExisting({|PSAFE302:nameof(jobs)|}, out _)")]
    [InlineData("(Mutex)new(false, {|PSAFE302:$\"jobs\"|})", "new Mutex(name: {|PSAFE302:Names.Full|}, initiallyOwned: false)")]
    [InlineData(
        "new EventWaitHandle(false, EventResetMode.AutoReset, {|PSAFE302:\"jobs\"|})",
        "EventWaitHandle.OpenExisting({|PSAFE302:@\"Global\\jobs\"|})")]
    [InlineData("new Semaphore(1, 1, {|PSAFE302:\"jobs\"|})", "new Semaphore(1, 1, {|PSAFE302:@\"Global\\jobs\"|}, out _)")]
    [InlineData("MemoryMappedFile.CreateNew({|PSAFE302:\"jobs\"|}, 10)", "MemoryMappedFile.OpenExisting({|PSAFE302:@\"Global\\jobs\"|})")]
    [InlineData("new Mutex({|PSAFE302:\"jobs\"|}, new NamedWaitHandleOptions())", "new Mutex(false, {|PSAFE302:\"jobs\"|})")]
    [InlineData("new Mutex({|PSAFE302:\"jobs\"|}, new NamedWaitHandleOptions())", "new Mutex(false, {|PSAFE302:@\"Global\\jobs\"|})")]
    [InlineData(
        "new Mutex({|PSAFE302:\"jobs\"|}, new() { CurrentSessionOnly = false })",
        "new Mutex({|PSAFE302:\"jobs\"|}, default(NamedWaitHandleOptions))")]
    [InlineData("new Mutex(false, {|PSAFE302:\"jobs\"|})", "new Semaphore(1, 1, {|PSAFE302:\"jobs\"|})")]
    public Task Hazard_TwoScopes_InTwoFiles(string here, string there) =>
        Reports<NameScopeAnalyzer>(Wrap("Here", here), Wrap("There", there), Names);

    [Fact]
    public Task Hazard_EachSiteNamesTheOthers() => Reports<NameScopeAnalyzer>(
        test =>
        {
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE302", DiagnosticSeverity.Warning)
                .WithLocation(0)
                .WithLocation(1)
                .WithLocation(2)
                .WithMessage(@"'Global\jobs' is global here and local to the session elsewhere: they are two objects. Open it through one "
                    + "factory everywhere."));
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE302", DiagnosticSeverity.Warning)
                .WithLocation(1)
                .WithLocation(0)
                .WithLocation(2)
                .WithMessage("'jobs' is local to the session here and global elsewhere: they are two objects. Open it through one factory "
                    + "everywhere."));
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE302", DiagnosticSeverity.Warning)
                .WithLocation(2)
                .WithLocation(0)
                .WithLocation(1)
                .WithMessage("'jobs' is local to the session here and global elsewhere: they are two objects. Open it through one factory "
                    + "everywhere."));
        },
        Wrap("A", "new Mutex(false, {|#0:@\"Global\\jobs\"|})"),
        Wrap("B", "new Mutex(false, {|#1:\"jobs\"|})"),
        Wrap("C", "Mutex.OpenExisting({|#2:\"jobs\"|})"));

    [Fact]
    public Task Hazard_TwoKinds() => Reports<NameScopeAnalyzer>(
        """
        using System.Threading;

        class Jobs
        {
            readonly Mutex _gate = new(false, {|#0:"jobs"|});
            readonly EventWaitHandle _done = new(false, EventResetMode.AutoReset, {|#1:"jobs"|});
        }
        """,
        new DiagnosticResult("PSAFE302", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("'jobs' is a mutex here and an event elsewhere: on Windows, opening the second one throws. Give each its own "
                + "name."),
        new DiagnosticResult("PSAFE302", DiagnosticSeverity.Warning).WithLocation(1).WithLocation(0)
            .WithMessage("'jobs' is an event here and a mutex elsewhere: on Windows, opening the second one throws. Give each its own "
                + "name."));

    [Fact]
    public Task Hazard_ComputedAndNeverRead() => Reports<NameScopeAnalyzer>(
        """
        using System.Threading;

        class Guard
        {
            static Mutex Open(string name)
            {
                var {|#1:global = $@"Global\{name}"|};
                return new Mutex(false, {|#0:name|});
            }
        }
        """,
        new DiagnosticResult("PSAFE302", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage("'name' is local to the session here and global in 'global', which nothing reads: they are two objects. Use the "
                + "computed name."));

    [Fact]
    public Task Hazard_ComputedByConcatenation() => Reports<NameScopeAnalyzer>(
        """
        using System;
        using System.Threading;

        class Guard
        {
            static void Run()
            {
                string name = "app-" + Environment.UserName;
                string full = "Global\\" + name;
                using Mutex mutex = new(true, {|PSAFE302:name|}, out bool isFirst);
                Console.WriteLine(isFirst);
            }
        }
        """);

    [Fact]
    public Task Hazard_ComputedFromAConstant() => Reports<NameScopeAnalyzer>(
        """
        using System.Threading;

        class Guard
        {
            private const string Name = "jobs";

            static Mutex Open()
            {
                string full = @"Global\" + Name;
                return new Mutex(false, {|PSAFE302:Name|});
            }
        }
        """);

    [Theory]
    [InlineData("var full = @\"Global\\\" + name; Console.WriteLine(full); new Mutex(false, name).Dispose();")]
    [InlineData("var full = @\"Global\\\" + name; new Mutex(false, full).Dispose();")]
    [InlineData("var full = @\"Global\\\" + name + \"2\"; new Mutex(false, name).Dispose();")]
    [InlineData("var full = \"App\\\\\" + name; new Mutex(false, name).Dispose();")]
    [InlineData("var full = @\"Global\\\" + name; new Mutex(false, other).Dispose();")]
    public Task Safe_ComputedNames(string statements) => Silent<NameScopeAnalyzer>(
        $$"""
        using System;
        using System.Threading;

        class Guard
        {
            static void Run(string name, string other)
            {
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("new Mutex(false, \"jobs\")", "new Mutex(false, @\"Local\\jobs\")")]
    [InlineData("new Mutex(false, \"jobs\")", "new Mutex(\"jobs\", new() { CurrentUserOnly = false })")]
    [InlineData(
        "new Mutex(false, @\"Global\\jobs\")",
        "new Mutex(\"jobs\", new() { CurrentUserOnly = false, CurrentSessionOnly = false })")]
    [InlineData(
        "new Mutex(\"jobs\", default(NamedWaitHandleOptions))",
        "new Mutex(\"jobs\", new NamedWaitHandleOptions { CurrentUserOnly = true })")]
    [InlineData("new Mutex(false, @\"Global\\jobs\")", "new Mutex(false, \"job\")")]
    [InlineData("new Mutex(false, @\"Global\\jobs\")", "new Mutex(false, \"Jobs\")")]
    [InlineData("new Mutex(false, @\"Global\\jobs\")", "new Semaphore(1, 1, \"jobs\")")]
    [InlineData("new Mutex(false, @\"Global\\jobs\")", "new Mutex(\"jobs\", s_options)")]
    [InlineData("new Mutex(false, @\"Global\\\" + s_id)", "new Mutex(false, s_id)")]
    [InlineData("new Mutex(false, @\"Global\\jobs\")", "System.IO.File.Open(\"jobs\", System.IO.FileMode.Open)")]
    [InlineData("new Mutex(false, null)", "new Mutex(false, \"\")")]
    [InlineData("new Mutex(false, s_isGlobal ? @\"Global\\jobs\" : \"jobs\")", "new Mutex(false, \"jobs\")")]
    public Task Safe_OneScope(string here, string there) => Silent<NameScopeAnalyzer>(Wrap("Here", here), Wrap("There", there));

    [Fact]
    public Task Safe_Choice_WithFallback() => Silent<NameScopeAnalyzer>(
        """
        using System;
        using System.Threading;

        class Guard
        {
            Mutex? _mutex;

            void Open()
            {
                try
                {
                    _mutex = new Mutex(false, @"Global\jobs");
                }
                catch (UnauthorizedAccessException)
                {
                    _mutex = new Mutex(false, "jobs");
                }
            }

            static Mutex Choose(bool isGlobal)
            {
                if (isGlobal)
                    return new Mutex(false, @"Global\cache");

                return new Mutex(false, "cache");
            }

            static void Run(bool isGlobal)
            {
                using Mutex mutex = isGlobal ? new Mutex(false, @"Global\run") : new(false, "run");
            }
        }
        """);

    [Theory]
    [InlineData(
        "const string Name = @\"Global\\jobs\"; object A() => new Mutex(false, {|PSAFE302:Name|});",
        "const string Name = \"jobs\"; object B() => Mutex.OpenExisting({|PSAFE302:Name|});")]
    [InlineData(
        "const string Name = \"jobs\"; object A() { const string Name = @\"Global\\jobs\"; return new Mutex(false, {|PSAFE302:Name|}); }",
        "object B() => Mutex.OpenExisting({|PSAFE302:\"jobs\"|});")]
    [InlineData(
        "const string Name = \"others\"; class Inner : Base { object A() => new Mutex(false, {|PSAFE302:Name|}); }",
        "object B() => Mutex.OpenExisting({|PSAFE302:\"jobs\"|});")]
    [InlineData(
        "const string Name = \"others\"; object A(string name) => name.Length > 0 ? new Mutex(false, Name) : new(false, "
            + "{|PSAFE302:Base.Name|});",
        "object B() => Mutex.OpenExisting({|PSAFE302:\"jobs\"|});")]
    public Task Hazard_OneIdentifierForSeveralNames(string first, string second) => Reports<NameScopeAnalyzer>(TwoTypes(first, second));

    [Theory]
    [InlineData(
        "const string Name = @\"Global\\first\"; object A() => new Mutex(false, Name);",
        "const string Name = \"second\"; object B() => Mutex.OpenExisting(Name);")]
    [InlineData(
        "const string Name = \"jobs\"; object A() { const string Name = @\"Global\\runs\"; return new Mutex(false, Name); }",
        "object B() => Mutex.OpenExisting(\"jobs\");")]
    public Task Safe_OneIdentifierForSeveralNames(string first, string second) => Silent<NameScopeAnalyzer>(TwoTypes(first, second));

    private static string TwoTypes(string first, string second) =>
        $$"""
        using System.Threading;

        class Base
        {
            protected internal const string Name = @"Global\jobs";
        }

        class First
        {
            {{first}}
        }

        class Second
        {
            {{second}}
        }
        """;

    private static string Wrap(string type, string expression) =>
        $$"""
        using System.IO.MemoryMappedFiles;
        using System.Threading;

        public static class {{type}}
        {
            private static string s_id = System.Guid.NewGuid().ToString();
            private static bool s_isGlobal = s_id.Length > 1;
            private static NamedWaitHandleOptions s_options = default;

            public static object Open(object jobs) => {{expression}};
        }
        """;
}
