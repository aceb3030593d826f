using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class WorkerMarkerFixTests : RuleTest
{
    [Theory]
    [InlineData("Process.Start(Environment.ProcessPath!)", "Process.Start(Environment.ProcessPath!, \"--worker\")")]
    [InlineData("Process.Start(Environment.ProcessPath!, \"serve\")", "Process.Start(Environment.ProcessPath!, \"serve --worker\")")]
    [InlineData(
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!))",
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!, \"--worker\"))")]
    [InlineData(
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { \"serve\" } })",
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { \"serve\", \"--worker\" } })")]
    [InlineData(
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { Environment = { [\"A\"] = \"1\" }, ArgumentList = { \"serve\" } })",
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { Environment = { [\"A\"] = \"1\" }, ArgumentList = { \"serve\", "
            + "\"--worker\" } })")]
    [InlineData(
        "Process.Start(new ProcessStartInfo { FileName = Environment.ProcessPath, Arguments = \"serve\" })",
        "Process.Start(new ProcessStartInfo { FileName = Environment.ProcessPath, Arguments = \"serve --worker\" })")]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, new[] { \"serve\" })",
        "Process.Start(Environment.ProcessPath!, new[] { \"serve\", \"--worker\" })")]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, Environment.ProcessId.ToString())",
        "Process.Start(Environment.ProcessPath!, Environment.ProcessId.ToString() + \" --worker\")")]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, $\"--parent {Environment.ProcessId}\")",
        "Process.Start(Environment.ProcessPath!, $\"--parent {Environment.ProcessId} --worker\")")]
    public Task Fix_Launches(string launch, string fixedLaunch) => Fix(
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        // The helper works beside us.
        {|PSAFE401:{{launch}}|};
        Console.WriteLine("working");
        """,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        // The helper works beside us.
        if (!args.Contains("--worker"))
        {
            {{fixedLaunch}};
        }
        Console.WriteLine("working");
        """);

    [Fact]
    public Task Fix_LoopInMain_WithoutLinq() => Fix(
        """
        namespace App
        {
            internal static class Program
            {
                private static void Main(string[] arguments)
                {
                    var start = new System.Diagnostics.ProcessStartInfo(System.Environment.ProcessPath!);

                    for (int i = 0; i < 4; i++)
                        {|PSAFE401:System.Diagnostics.Process.Start(start)|};
                }
            }
        }
        """,
        """
        namespace App
        {
            internal static class Program
            {
                private static void Main(string[] arguments)
                {
                    var start = new System.Diagnostics.ProcessStartInfo(System.Environment.ProcessPath!, "--worker");

                    if (System.Array.IndexOf(arguments, "--worker") < 0)
                    {
                        for (int i = 0; i < 4; i++)
                            System.Diagnostics.Process.Start(start);
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("using System.Linq;", "!@params.Contains(\"--worker\")")]
    [InlineData("using System.IO;", "System.Array.IndexOf(@params, \"--worker\") < 0")]
    public Task Fix_Keyword(string imports, string condition) => Fix(
        $$"""
        using System.Diagnostics;
        {{imports}}

        internal static class Program
        {
            private static void Main(string[] @params)
            {
                {|PSAFE401:Process.Start(System.Environment.ProcessPath!)|};
            }
        }
        """,
        $$"""
        using System.Diagnostics;
        {{imports}}

        internal static class Program
        {
            private static void Main(string[] @params)
            {
                if ({{condition}})
                {
                    Process.Start(System.Environment.ProcessPath!, "--worker");
                }
            }
        }
        """);

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("[]", "[\"--worker\"]")]
    [InlineData("[\"serve\"]", "[\"serve\", \"--worker\"]")]
    [InlineData("[\"serve\" /* first */, .. rest]", "[\"serve\" /* first */, .. rest, \"--worker\"]")]
    [InlineData("[\"serve\", /* last */]", "[\"serve\", \"--worker\" /* last */]")]
    public Task Fix_CollectionExpression(string arguments, string marked) => Fix(
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        string[] rest = ["--quiet"];
        {|PSAFE401:Process.Start(Environment.ProcessPath!, {{arguments}})|};
        Console.WriteLine(rest.Length);
        """,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        string[] rest = ["--quiet"];
        if (!args.Contains("--worker"))
        {
            Process.Start(Environment.ProcessPath!, {{marked}});
        }
        Console.WriteLine(rest.Length);
        """);

    /// <summary>The arguments are set one by one: the marker is one more.</summary>
    [Theory]
    [InlineData("start.ArgumentList.Add(\"serve\");", "start.ArgumentList.Add(\"--worker\");")]
    [InlineData("start.Arguments = \"serve\";", "start.Arguments += \" --worker\";")]
    public Task Fix_ArgumentsOfStatements(string set, string marked) => Fix(
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        var start = new ProcessStartInfo(Environment.ProcessPath!);
        {{set}}

        // The helper works beside us.
        {|PSAFE401:Process.Start(start)|}; // now
        Console.WriteLine("working");
        """,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        var start = new ProcessStartInfo(Environment.ProcessPath!);
        {{set}}

        // The helper works beside us.
        if (!args.Contains("--worker"))
        {
            {{marked}}
            Process.Start(start); // now
        }
        Console.WriteLine("working");
        """);

    [Fact]
    public Task Fix_ProcessObject() => Fix(
        """
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                using var child = new Process { StartInfo = { FileName = System.Environment.ProcessPath! } };
                child.StartInfo.ArgumentList.Add("serve");
                {|PSAFE401:child.Start()|};
                child.WaitForExit();
                System.Console.WriteLine("working");
            }
        }
        """,
        """
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                using var child = new Process { StartInfo = { FileName = System.Environment.ProcessPath! } };
                child.StartInfo.ArgumentList.Add("serve");
                if (!args.Contains("--worker"))
                {
                    child.StartInfo.ArgumentList.Add("--worker");
                    child.Start();
                    child.WaitForExit();
                }
                System.Console.WriteLine("working");
            }
        }
        """);

    /// <summary>A start info takes arguments as one text or as a list, and throws on both.</summary>
    [Theory]
    [InlineData("new[] { \"serve\" }", "ArgumentList.Add(\"--worker\")")]
    [InlineData("\"serve\"", "Arguments += \" --worker\"")]
    public Task Fix_ProcessObject_ArgumentsOfTheConstructor(string arguments, string marked) => Fix(
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        using var child = new Process { StartInfo = new(Environment.ProcessPath!, {{arguments}}) };
        {|PSAFE401:child.Start()|};
        Console.WriteLine("working");
        """,
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        using var child = new Process { StartInfo = new(Environment.ProcessPath!, {{arguments}}) };
        if (!args.Contains("--worker"))
        {
            child.StartInfo.{{marked}};
            child.Start();
        }
        Console.WriteLine("working");
        """);

    [Theory]
    [InlineData("using System.IO;", "System.Array.IndexOf(System.Environment.GetCommandLineArgs(), \"--worker\") < 0")]
    [InlineData("using System.Linq;", "!System.Environment.GetCommandLineArgs().Contains(\"--worker\")")]
    public Task Fix_MainWithoutParameter(string imports, string condition) => Fix(
        $$"""
        using System.Diagnostics;
        {{imports}}

        internal static class Program
        {
            private static void Main()
            {
                {|PSAFE401:Process.Start(System.Environment.ProcessPath!)|};
            }
        }
        """,
        $$"""
        using System.Diagnostics;
        {{imports}}

        internal static class Program
        {
            private static void Main()
            {
                if ({{condition}})
                {
                    Process.Start(System.Environment.ProcessPath!, "--worker");
                }
            }
        }
        """);

    [Fact]
    public Task Fix_GuardsWhatUsesTheChild() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                using Process child = {|PSAFE401:Process.Start(Environment.ProcessPath!)|};
                Console.WriteLine(child.Id);
                // Nothing works without it.
                child.WaitForExit();
                Console.WriteLine("working");
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                if (!args.Contains("--worker"))
                {
                    using Process child = Process.Start(Environment.ProcessPath!, "--worker");
                    Console.WriteLine(child.Id);
                    // Nothing works without it.
                    child.WaitForExit();
                }
                Console.WriteLine("working");
            }
        }
        """);

    /// <summary>Launches in other places, and with arguments that cannot be made longer.</summary>
    [Theory]
    [InlineData(
        "string[] args",
        "var child = {|PSAFE401:Process.Start(Environment.ProcessPath!)|};\n#if !NEVER\n        child.WaitForExit();\n#endif\n")]
    [InlineData("string[] args", "{|PSAFE401:Process.Start(Environment.ProcessPath!, Id > 0 ? \"a\" : \"b\")|};")]
    [InlineData("string[] args", "s_child = {|PSAFE401:Process.Start(Environment.ProcessPath!)|};\n        Wait();")]
    [InlineData(
        "string[] args",
        "Func<Process?> start = () => Process.Start(Environment.ProcessPath!);\n        "
            + "var child = {|PSAFE401:start()|};\n        s_child = child;\n        Wait();")]
    public Task NoFix_Places(string parameters, string body) => NoFix<MultiplyingLaunchAnalyzer, WorkerMarkerFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        $$"""
        using System;
        using System.Diagnostics;

        internal static class Program
        {
            private static readonly int Id = Environment.ProcessId;

            private static void Main({{parameters}})
            {
                {{body}}
            }

            private static Process? s_child;

            private static void Wait() => s_child?.WaitForExit();
        }
        """);

    [Fact]
    public Task Fix_ArgumentsOfALoop() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        for (int i = 0; i < 2; i++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!);
            start.ArgumentList.Add(i.ToString());
            {|PSAFE401:Process.Start(start)|};
            Console.WriteLine(i);
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        for (int i = 0; i < 2; i++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!);
            start.ArgumentList.Add(i.ToString());
            if (!args.Contains("--worker"))
            {
                start.ArgumentList.Add("--worker");
                Process.Start(start);
            }
            Console.WriteLine(i);
        }
        """);

    [Theory]
    [InlineData("{ Process.Start(Environment.ProcessPath!); }")]
    [InlineData("\n{\n    Process.Start(Environment.ProcessPath!);\n}")]
    [InlineData("=> Process.Start(Environment.ProcessPath!);")]
    public Task Fix_HelperOfMain(string body) => Fix(
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                {|PSAFE401:Launch()|};
                Console.WriteLine("working");
            }

            private static void Launch() {{body.Replace("\n", "\n    ")}}
        }
        """.Replace("() \n", "()\n"),
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                Launch();
                Console.WriteLine("working");
            }

            private static void Launch()
            {
                if (!Environment.GetCommandLineArgs().Contains("--worker"))
                {
                    Process.Start(Environment.ProcessPath!, "--worker");
                }
            }
        }
        """);

    /// <summary>The helper has to return a process: the question is asked where it is called.</summary>
    [Fact]
    public Task Fix_HelperThatReturnsTheChild() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                using Process child = {|PSAFE401:Launch("serve")|};
                child.WaitForExit();
                Console.WriteLine("working");
            }

            private static Process Launch(string mode)
            {
                var start = new ProcessStartInfo(Environment.ProcessPath!);
                start.ArgumentList.Add(mode);
                return Process.Start(start)!;
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                if (!args.Contains("--worker"))
                {
                    using Process child = Launch("serve");
                    child.WaitForExit();
                }
                Console.WriteLine("working");
            }

            private static Process Launch(string mode)
            {
                var start = new ProcessStartInfo(Environment.ProcessPath!);
                start.ArgumentList.Add(mode);
                start.ArgumentList.Add("--worker");
                return Process.Start(start)!;
            }
        }
        """);

    [Fact]
    public Task Fix_LocalFunction_InOneStatement() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        Console.WriteLine("working");
        {|PSAFE401:Launch()|};

        static void Launch()
        {
            Process child;
            child = Process.Start(Environment.ProcessPath!);
            child.WaitForExit();
            Console.WriteLine("done");
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        Console.WriteLine("working");
        Launch();

        static void Launch()
        {
            Process child;
            if (!Environment.GetCommandLineArgs().Contains("--worker"))
            {
                child = Process.Start(Environment.ProcessPath!, "--worker");
                child.WaitForExit();
            }
            Console.WriteLine("done");
        }
        """);

    /// <summary>What starts again after a crash starts again once.</summary>
    [Fact]
    public Task Fix_Handler() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        AppDomain.CurrentDomain.UnhandledException += (_, _) => {|PSAFE401:Process.Start(Environment.ProcessPath!)|};
        Console.WriteLine("working");
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        AppDomain.CurrentDomain.UnhandledException += (_, _) =>
        {
            if (!Environment.GetCommandLineArgs().Contains("--restarted"))
            {
                Process.Start(Environment.ProcessPath!, "--restarted");
            }
        };
        Console.WriteLine("working");
        """);

    [Fact]
    public Task Fix_Catch() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                try
                {
                    Console.WriteLine(args[0]);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                    {|PSAFE401:Process.Start(Environment.ProcessPath!)|};
                }
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                try
                {
                    Console.WriteLine(args[0]);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                    if (!args.Contains("--restarted"))
                    {
                        Process.Start(Environment.ProcessPath!, "--restarted");
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Fix_HandlerThatRestartsThroughAMethod() => Fix(
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main()
            {
                AppDomain.CurrentDomain.UnhandledException += OnCrash;
                Console.WriteLine("working");
            }

            private static void OnCrash(object sender, UnhandledExceptionEventArgs e)
            {
                {|PSAFE401:Restart(e.ToString()!)|};
            }

            private static void Restart(string reason)
            {
                Console.Error.WriteLine(reason);
                using var process = new Process();
                process.StartInfo = new ProcessStartInfo(Environment.ProcessPath!, Environment.GetCommandLineArgs()[1]);
                process.Start();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program
        {
            private static void Main()
            {
                AppDomain.CurrentDomain.UnhandledException += OnCrash;
                Console.WriteLine("working");
            }

            private static void OnCrash(object sender, UnhandledExceptionEventArgs e)
            {
                Restart(e.ToString()!);
            }

            private static void Restart(string reason)
            {
                Console.Error.WriteLine(reason);
                using var process = new Process();
                process.StartInfo = new ProcessStartInfo(Environment.ProcessPath!, Environment.GetCommandLineArgs()[1] + " --restarted");
                if (!Environment.GetCommandLineArgs().Contains("--restarted"))
                {
                    process.Start();
                }
            }
        }
        """);

    /// <summary>Neither the method nor its caller can do without the process.</summary>
    [Fact]
    public Task NoFix_ProcessThatIsReturned() => NoFix<MultiplyingLaunchAnalyzer, WorkerMarkerFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;

        internal static class Program
        {
            private static int Main()
            {
                Process child = {|PSAFE401:Launch()|};
                child.WaitForExit();
                return child.ExitCode;
            }

            private static Process Launch() => Process.Start(Environment.ProcessPath!);
        }
        """);

    /// <summary>What awaits has a result to return all the same.</summary>
    [Fact]
    public Task NoFix_ResultOfAnAsyncMain() => NoFix<MultiplyingLaunchAnalyzer, WorkerMarkerFix>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static async Task<int> Main()
            {
                using Process child = {|PSAFE401:Process.Start(Environment.ProcessPath!)|};
                await child.WaitForExitAsync();
                return child.ExitCode;
            }
        }
        """);

    private static Task Fix(string source, string fixedSource) =>
        Fix<MultiplyingLaunchAnalyzer, WorkerMarkerFix>(
            source,
            fixedSource,
            test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
}
