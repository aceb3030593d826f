using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class PassToWorkerFixTests : RuleTest
{
    private const string Text = "private static string s_value = \"\";";

    private const string Launch = "Process.Start(Environment.ProcessPath!, \"--worker\");";

    private const string FixedLaunch = "Process.Start(Environment.ProcessPath!, new[] { \"--worker\", s_value });";

    [Theory]
    [InlineData("private static string s_value = \"\";", "s_value = \"scratch\";", "s_value = args[^1];", "s_value")]
    [InlineData("private static string? s_value;", "s_value = \"scratch\";", "s_value = args[^1];", "s_value")]
    [InlineData("private static bool s_value;", "s_value = true;", "s_value = bool.Parse(args[^1]);", "s_value.ToString()")]
    [InlineData(
        "private static int s_value;",
        "s_value = 9;",
        "s_value = int.Parse(args[^1], CultureInfo.InvariantCulture);",
        "s_value.ToString(CultureInfo.InvariantCulture)")]
    public Task Fix_Types(string member, string set, string received, string passed) => Fix(
        Program(member, $"{set}\n        Process.Start(Environment.ProcessPath!, \"--worker\");"),
        Program(
            member,
            $"{set}\n        Process.Start(Environment.ProcessPath!, new[] {{ \"--worker\", {passed} }});",
            received));

    [Theory]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, \"--worker fast\");",
        "Process.Start(Environment.ProcessPath!, new[] { \"--worker\", \"fast\", s_value });")]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, Marker);",
        "Process.Start(Environment.ProcessPath!, new[] { Marker, s_value });")]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, new[] { \"--worker\" });",
        "Process.Start(Environment.ProcessPath!, new[] { \"--worker\", s_value });")]
    [InlineData(
        "Process.Start(Environment.ProcessPath!, new string[] { \"--worker\", });",
        "Process.Start(Environment.ProcessPath!, new string[] { \"--worker\", s_value, });")]
    [InlineData(
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!, \"--worker\"));",
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!, new[] { \"--worker\", s_value }));")]
    [InlineData(
        "Process.Start(new ProcessStartInfo { FileName = Environment.ProcessPath, Arguments = \"--worker\" });",
        "Process.Start(new ProcessStartInfo { FileName = Environment.ProcessPath, ArgumentList = { \"--worker\", s_value } });")]
    [InlineData(
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { \"--worker\" } });",
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { \"--worker\", s_value } });")]
    [InlineData(
        "var info = new ProcessStartInfo(Environment.ProcessPath!);\n"
            + "        info.ArgumentList.Add(\"--worker\");\n        Process.Start(info);",
        "var info = new ProcessStartInfo(Environment.ProcessPath!);\n"
            + "        info.ArgumentList.Add(\"--worker\");\n        info.ArgumentList.Add(s_value);\n        Process.Start(info);")]
    [InlineData(
        "var info = new ProcessStartInfo(Environment.ProcessPath!);\n        info.Arguments = \"--worker fast\";\n"
            + "        Process.Start(info);",
        "var info = new ProcessStartInfo(Environment.ProcessPath!);\n        info.ArgumentList.Add(\"--worker\");\n"
            + "        info.ArgumentList.Add(\"fast\");\n        info.ArgumentList.Add(s_value);\n        Process.Start(info);")]
    [InlineData(
        "using var worker = new Process();\n        worker.StartInfo.FileName = Environment.ProcessPath;\n"
            + "        worker.StartInfo.ArgumentList.Add(\"--worker\");\n        worker.Start();",
        "using var worker = new Process();\n        worker.StartInfo.FileName = Environment.ProcessPath;\n"
            + "        worker.StartInfo.ArgumentList.Add(\"--worker\");\n        worker.StartInfo.ArgumentList.Add(s_value);\n"
            + "        worker.Start();")]
    public Task Fix_Launches(string launch, string fixedLaunch) => Fix(
        Program(Text, $"s_value = args[0];\n        {launch}"),
        Program(Text, $"s_value = args[0];\n        {fixedLaunch}", "s_value = args[^1];"));

    [NewerSyntaxFact(csharp: 12)]
    public Task Fix_CollectionExpression() => Fix(
        Program(Text, "s_value = \"\"; Process.Start(Environment.ProcessPath!, [\"--worker\"]);"),
        Program(Text, "s_value = \"\"; Process.Start(Environment.ProcessPath!, [\"--worker\", s_value]);", "s_value = args[^1];"));

    [Theory]
    [InlineData("args.Any(arg => arg == \"--worker\")")]
    [InlineData("args.Length > 0 && args[0] == \"--worker\"")]
    [InlineData("args.Length != 0 && args[0].Equals(\"--worker\")")]
    [InlineData("!(args.Length == 0) && \"--worker\".Equals(args[0])")]
    [InlineData("args.FirstOrDefault() == \"--worker\"")]
    [InlineData("Array.IndexOf(args, \"--worker\") >= 0")]
    [InlineData("args is [\"--worker\", ..]")]
    public Task Fix_Conditions(string condition) => Fix(
        Program(Text, "s_value = \"a\";\n        " + Launch, condition: condition),
        Program(Text, "s_value = \"a\";\n        " + FixedLaunch, "s_value = args[^1];", condition));

    [Fact]
    public Task Fix_MemberOfAnotherType_LaunchInAHelper() => Fix(
        """
        using System;
        using System.Diagnostics;

        if (args.Length == 0)
        {
            App.State.Folder = "scratch";
            Launcher.Start();
            Console.ReadLine();
            return;
        }

        // The worker's part.
        Console.WriteLine({|PSAFE110:App.State.Folder|});

        internal static class Launcher
        {
            public static void Start() => Process.Start(Environment.ProcessPath!, new[]
            {
                "--worker",
                "fast", // at once
            });
        }

        namespace App
        {
            internal static class State
            {
                public static string? Folder { get; set; }
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        if (args.Length == 0)
        {
            App.State.Folder = "scratch";
            Launcher.Start();
            Console.ReadLine();
            return;
        }

        App.State.Folder = args[^1];
        // The worker's part.
        Console.WriteLine(App.State.Folder);

        internal static class Launcher
        {
            public static void Start() => Process.Start(Environment.ProcessPath!, new[]
            {
                "--worker",
                "fast", // at once
                App.State.Folder ?? "",
            });
        }

        namespace App
        {
            internal static class State
            {
                public static string? Folder { get; set; }
            }
        }
        """);

    [Fact]
    public Task Fix_HandedOnArguments_OneStatement_InTwoFiles() => Fix<OneSidedStateAnalyzer, PassToWorkerFix>(
        [
            """
            internal static class Program
            {
                private static void Main(string[] arguments) => Runner.Run(arguments);
            }
            """,
            """
            using System;
            using System.Diagnostics;
            using System.Linq;

            internal static class Runner
            {
                private static int s_level;

                public static void Run(string[] options)
                {
                    if (options.Contains("--worker"))
                        Console.WriteLine({|PSAFE110:s_level|});
                    else
                    {
                        s_level = 4;
                        Process.Start(Environment.ProcessPath!, "--worker");
                        Console.ReadLine();
                    }
                }
            }
            """,
        ],
        [
            """
            internal static class Program
            {
                private static void Main(string[] arguments) => Runner.Run(arguments);
            }
            """,
            """
            using System;
            using System.Diagnostics;
            using System.Globalization;
            using System.Linq;

            internal static class Runner
            {
                private static int s_level;

                public static void Run(string[] options)
                {
                    if (options.Contains("--worker"))
                    {
                        s_level = int.Parse(options[^1], CultureInfo.InvariantCulture);
                        Console.WriteLine(s_level);
                    }
                    else
                    {
                        s_level = 4;
                        Process.Start(Environment.ProcessPath!, new[] { "--worker", s_level.ToString(CultureInfo.InvariantCulture) });
                        Console.ReadLine();
                    }
                }
            }
            """,
        ],
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task Fix_CSharp7_TabsAndCarriageReturns() => Fix(
        OldProgram("", "Process.Start(Program.Own, \"--worker\")", "{|PSAFE110:s_value|}"),
        OldProgram(
            "s_value = args[args.Length - 1]; ",
            "Process.Start(Program.Own, new[] { \"--worker\", s_value })",
            "s_value"),
        LanguageVersion.CSharp7_3);

    private static string Program(
        string member,
        string parent,
        string? worker = null,
        string condition = "args.Contains(\"--worker\")")
    {
        bool isFixed = worker?.StartsWith("s_value = ") == true;
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.Globalization;
            using System.Linq;

            internal static class Program
            {
                private const string Marker = "--worker";

                {{member}}

                private static void Main(string[] args)
                {
                    if ({{condition}})
                    {{{(worker is null ? "" : $"\n            {worker}")}}
                        Console.WriteLine({{(isFixed ? "s_value" : "{|PSAFE110:s_value|}")}});
                        return;
                    }

                    {{parent}}
                    Console.ReadLine();
                }
            }
            """;
    }

    private static string OldProgram(string received, string launch, string read) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        internal static class Program {
        	public static readonly string Own = typeof(Program).Assembly.Location;
        	private static string s_value;

        	private static void Main(string[] args) {
        		if (args.Contains("--worker")) { /* its own */ {{received}}Console.WriteLine({{read}}); return; }

        		s_value = "a b"; // for all
        		{{launch}}; /* one */
        		Console.ReadLine();
        	}
        }
        """.ReplaceLineEndings("\r\n");

    private static Task Fix(string source, string fixedSource, LanguageVersion version = LanguageVersion.Latest) =>
        Fix<OneSidedStateAnalyzer, PassToWorkerFix>(source, fixedSource, test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.LanguageVersion = version;
        });
}
