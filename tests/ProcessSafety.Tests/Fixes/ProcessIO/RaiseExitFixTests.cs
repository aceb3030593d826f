using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class RaiseExitFixTests : RuleTest
{
    [Fact]
    public Task Fix_AfterTheHandler() => Fix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go()
            {
                using var tool = Process.Start("tool");
                {|PSAFE709:tool.Exited|} += (_, _) => Console.WriteLine("done"); // told once
                tool.WaitForExit();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go()
            {
                using var tool = Process.Start("tool");
                tool.Exited += (_, _) => Console.WriteLine("done"); // told once
                tool.EnableRaisingEvents = true;
                tool.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task Fix_Field_Once() => Fix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        public sealed class Runner
        {
            private readonly Process _tool = new();

            public void Go(EventHandler first, EventHandler second)
            {
                {|PSAFE709:_tool.Exited|} += first;
                {|PSAFE709:_tool.Exited|} += second;
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        public sealed class Runner
        {
            private readonly Process _tool = new();

            public void Go(EventHandler first, EventHandler second)
            {
                _tool.Exited += first;
                _tool.Exited += second;
                _tool.EnableRaisingEvents = true;
            }
        }
        """,
        static test => test.NumberOfIncrementalIterations = 1);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        using var tool = Process.Start("tool");
        {|PSAFE709:tool.Exited|} += (_, _) => Console.WriteLine("done"); // told once
        tool.WaitForExit();
        """,
        """
        using System;
        using System.Diagnostics;

        using var tool = Process.Start("tool");
        tool.Exited += (_, _) => Console.WriteLine("done"); // told once
        tool.EnableRaisingEvents = true;
        tool.WaitForExit();
        """,
        static test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_BodyWithoutBraces() => Fix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go(bool loud)
            {
                using var tool = Process.Start("tool");
                if (loud)
                    {|PSAFE709:tool.Exited|} += (_, _) => Console.WriteLine("done"); // told once
                tool.WaitForExit();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go(bool loud)
            {
                using var tool = Process.Start("tool");
                if (loud)
                {
                    tool.Exited += (_, _) => Console.WriteLine("done"); // told once
                    tool.EnableRaisingEvents = true;
                }
                tool.WaitForExit();
            }
        }
        """);

    /// <summary>A handler that is taken off again is not attached there.</summary>
    [Fact]
    public Task Fix_HandlerThatIsTakenOff() => Fix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go(EventHandler first, EventHandler second)
            {
                using var tool = Process.Start("tool");
                {|PSAFE709:tool.Exited|} += first;
                {|PSAFE709:tool.Exited|} += second;
                tool.WaitForExit();
                tool.Exited -= first;
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go(EventHandler first, EventHandler second)
            {
                using var tool = Process.Start("tool");
                tool.Exited += first;
                tool.Exited += second;
                tool.EnableRaisingEvents = true;
                tool.WaitForExit();
                tool.Exited -= first;
            }
        }
        """);

    /// <summary>Which of the methods runs last is not known, so neither is where the switch comes behind both handlers.</summary>
    [Fact]
    public Task NoFix_HandlersOfSeveralMethods() => NoFix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        public sealed class Runner
        {
            private readonly Process _tool = new();

            public void Tell(EventHandler done)
            {
                {|PSAFE709:_tool.Exited|} += done;
            }

            public void Log(EventHandler ended)
            {
                {|PSAFE709:_tool.Exited|} += ended;
            }
        }
        """);

    [Fact]
    public Task NoFix_ProcessWithoutAName() => NoFix<UnraisedExitAnalyzer, RaiseExitFix>(
        """
        using System;
        using System.Diagnostics;

        public static class Runner
        {
            public static void Go(EventHandler done) => {|PSAFE709:Process.Start("tool").Exited|} += done;
        }
        """);
}
