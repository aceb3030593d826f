using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class KeepRegistrationFixTests : RuleTest
{
    private const string Create = "{|PSAFE804:PosixSignalRegistration.Create|}";

    [Fact]
    public Task Loop_HasNoFix() => NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                foreach (PosixSignal signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGQUIT })
                {
                    {|PSAFE804:PosixSignalRegistration.Create|}(signal, context => context.Cancel = true);
                }
            }
        }
        """);

    /// <summary>One field would keep the last registration alone, and the rule would see nothing of it.</summary>
    [Theory]
    [InlineData("foreach (PosixSignal signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGQUIT }) { Register(signal); }", "internal")]
    [InlineData("Register(PosixSignal.SIGTERM); Register(PosixSignal.SIGQUIT);", "internal")]
    [InlineData("System.Action<PosixSignal> register = Register; register(PosixSignal.SIGTERM);", "internal")]
    [InlineData("Register(PosixSignal.SIGTERM);", "public")]
    [InlineData("again: Register(PosixSignal.SIGTERM); if (System.Console.ReadLine() is null) goto again;", "internal")]
    [InlineData("void Twice() => Register(PosixSignal.SIGTERM); Twice(); Twice();", "internal")]
    [InlineData("System.Threading.Tasks.Task.Run(() => Register(PosixSignal.SIGTERM));", "internal")]
    public Task MethodThatMayRunTwice_HasNoFix(string main, string visibility) =>
        NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
            static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
            $$"""
            using System.Runtime.InteropServices;

            {{visibility}} static class Program
            {
                {{visibility}} static void Main()
                {
                    {{main}}
                    System.Console.ReadLine();
                }

                {{visibility}} static void Register(PosixSignal signal) =>
                    {|PSAFE804:PosixSignalRegistration.Create|}(signal, context => context.Cancel = true);
            }
            """);

    [Fact]
    public Task MethodThatMainCallsOnce_GetsAField() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System.Runtime.InteropServices;

        internal static class Program
        {
            private static void Main()
            {
                Register(PosixSignal.SIGTERM);
                System.Console.ReadLine();
            }

            private static void Register(PosixSignal signal) =>
                {|PSAFE804:PosixSignalRegistration.Create|}(signal, context => context.Cancel = true);
        }
        """,
        """
        using System.Runtime.InteropServices;

        internal static class Program
        {
            private static PosixSignalRegistration? s_registration;

            private static void Main()
            {
                Register(PosixSignal.SIGTERM);
                System.Console.ReadLine();
            }

            private static void Register(PosixSignal signal) =>
                s_registration = PosixSignalRegistration.Create(signal, context => context.Cancel = true);
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    /// <summary>The field would take the variable away that the copy names.</summary>
    [Fact]
    public Task LocalThatIsHandedOn_HasNoFix() => NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System.Runtime.InteropServices;

        class Program
        {
            static void Register()
            {
                var first = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, context => context.Cancel = true);
                var term = first;
            }
        }
        """);

    /// <summary>What holds the registration may be of any type.</summary>
    [Theory]
    [InlineData("{|PSAFE804:Signals.Register|}();")]
    [InlineData("{|PSAFE804:Signals.Watch|}();")]
    [InlineData("new {|PSAFE804:Signals|}();")]
    [InlineData("var signals = {|PSAFE804:Signals.Watch|}();")]
    public Task HolderOfARegistration_HasNoFix(string statement) => NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        $$"""
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                {{statement}}
                Console.ReadLine();
            }
        }

        class Signals
        {
            private readonly PosixSignalRegistration _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true);

            internal static Signals Watch() => new();

            internal static IDisposable Register() => PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true);

            internal void Stop() => _term.Dispose();
        }
        """);

    [Fact]
    public Task MainThatReturnsATask_GetsAField() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;

        class Program
        {
            static Task Main()
            {
                {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, context => context.Cancel = true);
                return Task.Delay(1000);
            }
        }
        """,
        """
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;

        class Program
        {
            private static PosixSignalRegistration? s_sigterm;

            static Task Main()
            {
                s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
                return Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task Main_GetsUsingDeclarations() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                // Both ask the loop to end.
                {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); // in a container
                var quit = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGQUIT, Stop);
                _ = {|PSAFE804:PosixSignalRegistration.Create|}((PosixSignal)10, context => Stop(context));
                Console.ReadLine();
            }

            static void Stop(PosixSignalContext context) => context.Cancel = true;
        }
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                // Both ask the loop to end.
                using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); // in a container
                using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
                using var registration = PosixSignalRegistration.Create((PosixSignal)10, context => Stop(context));
                Console.ReadLine();
            }

            static void Stop(PosixSignalContext context) => context.Cancel = true;
        }
        """,
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task Main_KeywordAsVariable() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                {|PSAFE804:PosixSignalRegistration.Create|}(Signals.Event, static context => context.Cancel = true);
                Console.ReadLine();
            }
        }

        static class Signals
        {
            public const PosixSignal Event = PosixSignal.SIGTERM;
        }
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                using var @event = PosixSignalRegistration.Create(Signals.Event, static context => context.Cancel = true);
                Console.ReadLine();
            }
        }

        static class Signals
        {
            public const PosixSignal Event = PosixSignal.SIGTERM;
        }
        """,
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task Helpers_GetStaticFields() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        Helpers(
            "{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop)",
            "using var quit = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGQUIT, Stop)",
            "{|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGHUP, Stop)"),
        FixedHelpers("s_sigterm", "s_sigquit", "s_sighup"));

    private static string FixedHelpers(params string[] fields) => Helpers(
        "s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)",
        "s_sigquit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop)",
        "s_sighup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop)",
        string.Concat(fields.Select(static field => $"    private static PosixSignalRegistration? {field};\n")) + "\n");

    private static string Helpers(string first, string second, string third, string fields = "") =>
        $$"""
        using System.Runtime.InteropServices;

        static class Signals
        {
        {{fields}}    public static void Register()
            {
                {{first}};
                {{second}};
            }

            public static void Again() => {{third}};

            private static void Stop(PosixSignalContext context) => context.Cancel = true;
        }
        """;

    [Fact]
    public Task Main_BeforeCSharp8() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System.Runtime.InteropServices;

        class Program
        {
            static void Main()
            {
                var term = {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, context => context.Cancel = true);
            }
        }
        """,
        """
        using System.Runtime.InteropServices;

        class Program
        {
            private static PosixSignalRegistration s_sigterm;

            static void Main()
            {
                s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
            }
        }
        """,
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.LanguageVersion = LanguageVersion.CSharp7_3;
        });

    /// <summary>Top-level statements are code of `Program`, which has room for a field.</summary>
    [Fact]
    public Task BelowAnIf_OfTopLevelStatements() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System;
        using System.Runtime.InteropServices;

        if (args.Length == 0)
        {
            // In a container.
            {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, Stop); // ends the loop
            using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
            Console.ReadLine();
        }

        Watch();
        Console.ReadLine();

        static void Watch() => {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGHUP, Stop);

        static void Stop(PosixSignalContext context) => context.Cancel = true;

        record Job(string Name);
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        if (args.Length == 0)
        {
            // In a container.
            s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop); // ends the loop
            using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
            Console.ReadLine();
        }

        Watch();
        Console.ReadLine();

        static void Watch() => s_sighup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

        static void Stop(PosixSignalContext context) => context.Cancel = true;

        record Job(string Name);

        partial class Program
        {
            private static PosixSignalRegistration? s_sigterm;
            private static PosixSignalRegistration? s_sighup;
        }

        """,
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task BelowAnIf_OfTopLevelStatements_NextToAPartOfProgram() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System;
        using System.Runtime.InteropServices;

        if (args.Length == 0)
        {
            {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, context => s_stops++);
        }

        Console.ReadLine();

        internal partial class Program
        {
            private static int s_stops;
        }
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        if (args.Length == 0)
        {
            s_sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => s_stops++);
        }

        Console.ReadLine();

        internal partial class Program
        {
            private static int s_stops;
            private static PosixSignalRegistration? s_sigterm;
        }
        """,
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task LoopOfTopLevelStatements_HasNoFix() => NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System.Runtime.InteropServices;

        foreach (string name in args)
        {
            {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, context => context.Cancel = name.Length > 0);
        }
        """);

    /// <summary>The runtime keeps the handler, it the object, and that in turn the registration.</summary>
    [Theory]
    [InlineData("public Host() => CREATE(PosixSignal.SIGTERM, OnStop);", "readonly PosixSignalRegistration")]
    [InlineData("public Host() { CREATE(PosixSignal.SIGTERM, this.OnStop); }", "readonly PosixSignalRegistration")]
    [InlineData("public Host(int id) { if (id > 0) { CREATE(PosixSignal.SIGTERM, OnStop); } }")]
    [InlineData("public Host(int id) : this() { CREATE(PosixSignal.SIGTERM, OnStop); } public Host() { }")]
    [InlineData("public void Start() => CREATE(PosixSignal.SIGTERM, OnStop);")]
    [InlineData("public void Start() { CREATE(PosixSignal.SIGTERM, context => OnStop(context)); }")]
    [InlineData("public void Start() { CREATE(PosixSignal.SIGTERM, _ => { var stops = ++Stops; }); }")]
    public Task ObjectWhoseHandlerItIs_GetsAField(string member, string field = "PosixSignalRegistration?") =>
        Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
            Host(member.Replace("CREATE", Create)),
            Host(
                member.Replace("CREATE", "_sigterm = PosixSignalRegistration.Create"),
                $"private {field} _sigterm;\n\n    "));

    /// <summary>Nothing is known of how long the object lives, or a second call registers another handler in the same field.</summary>
    [Theory]
    [InlineData("public Host() => CREATE(PosixSignal.SIGTERM, context => context.Cancel = true);")]
    [InlineData("public Host() => CREATE(PosixSignal.SIGTERM, OnStopOfAll);")]
    [InlineData("public void Start(PosixSignal signal) => CREATE(signal, OnStop);")]
    [InlineData("public void Start(int id) => CREATE(PosixSignal.SIGTERM, _ => Stops = id);")]
    [InlineData("public static void Start() => CREATE(PosixSignal.SIGTERM, new Host().OnStop);")]
    public Task ObjectThatMayBeGone_HasNoFix(string member) =>
        NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(Host(member.Replace("CREATE", Create)));

    [Fact]
    public Task DisposableObject_EndsTheRegistration() => Fix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        """
        using System;
        using System.Runtime.InteropServices;

        public sealed class Host : IDisposable
        {
            public void Start()
            {
                {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, OnStop);
            }

            public void Dispose()
            {
                Console.WriteLine("bye");
            }

            private void OnStop(PosixSignalContext context) => context.Cancel = true;
        }
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        public sealed class Host : IDisposable
        {
            private PosixSignalRegistration? _sigterm;

            public void Start()
            {
                _sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop);
            }

            public void Dispose()
            {
                _sigterm?.Dispose();
                Console.WriteLine("bye");
            }

            private void OnStop(PosixSignalContext context) => context.Cancel = true;
        }
        """);

    /// <summary>Where the object ends is not in sight.</summary>
    [Theory]
    [InlineData("public void Dispose() { Dispose(true); }")]
    [InlineData("public void Dispose() => Console.WriteLine();")]
    public Task DisposableObject_HasNoFix(string dispose) => NoFix<CollectedSignalRegistrationAnalyzer, KeepRegistrationFix>(
        $$"""
        using System;
        using System.Runtime.InteropServices;

        public class Host : IDisposable
        {
            public void Start()
            {
                {|PSAFE804:PosixSignalRegistration.Create|}(PosixSignal.SIGTERM, OnStop);
            }

            {{dispose}}

            protected virtual void Dispose(bool disposing) => Console.WriteLine();

            private void OnStop(PosixSignalContext context) => context.Cancel = true;
        }
        """);

    private static string Host(string member, string field = "") =>
        $$"""
        using System.Runtime.InteropServices;

        public sealed class Host
        {
            {{field}}{{member}}

            public int Stops { get; private set; }

            private void OnStop(PosixSignalContext context) => context.Cancel = Stops++ == 0;

            private static void OnStopOfAll(PosixSignalContext context) => context.Cancel = true;
        }
        """;
}
