using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.AmbientState;
using ProcessSafety.CodeFixes.AmbientState;
using Xunit;

namespace ProcessSafety.Tests.AmbientState;

public sealed class ChildEnvironmentFixTests : RuleTest
{
    [Fact]
    public Task Fix_KnownStartInfo() => Fixes(
        """
                var info = new ProcessStartInfo("tool");
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|}; // for the tool
                using Process? tool = Process.Start(info);
        """,
        """
                var info = new ProcessStartInfo("tool");
                info.Environment["MODE"] = mode; // for the tool
                using Process? tool = Process.Start(info);
        """);

    [Fact]
    public Task Fix_Strings_BecomeAStartInfo() => Fixes(
        """
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|};
                {|PSAFE601:Environment.SetEnvironmentVariable("LEVEL", $"{mode}-1")|};

                Process.Start("tool", "-v")!.WaitForExit();
        """,
        """

                var startInfo = new ProcessStartInfo("tool", "-v");
                startInfo.Environment["MODE"] = mode;
                startInfo.Environment["LEVEL"] = $"{mode}-1";
                Process.Start(startInfo)!.WaitForExit();
        """);

    [Fact]
    public Task Fix_CreationInTheCall() => Fixes(
        """
                string startInfo = mode;
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", startInfo)|};
                using (Process? tool = Process.Start(new ProcessStartInfo("tool")
                {
                    UseShellExecute = false,
                }))
                {
                }
        """,
        """
                string startInfo = mode;
                var startInfo2 = new ProcessStartInfo("tool")
                {
                    UseShellExecute = false,
                };
                startInfo2.Environment["MODE"] = startInfo;
                using (Process? tool = Process.Start(startInfo2))
                {
                }
        """);

    [Fact]
    public Task Fix_ProcessObject() => Fixes(
        """
                using var tool = new Process { StartInfo = { FileName = "tool" } };
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", null)|};
                if (mode.Length > 1)
                {
                    tool.Start();
                }
        """,
        """
                using var tool = new Process { StartInfo = { FileName = "tool" } };
                tool.StartInfo.Environment.Remove("MODE");
                if (mode.Length > 1)
                {
                    tool.Start();
                }
        """);

    [Fact]
    public Task Fix_Restored() => Fixes(
        """
                var before = Environment.GetEnvironmentVariable("MODE");
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|};
                try
                {
                    // The tool tells the rest.
                    Process.Start("tool")!.WaitForExit();
                    mode.ToString();
                }
                finally
                {
                    // as before
                    Environment.SetEnvironmentVariable("MODE", before);
                }
        """,
        """
                var startInfo = new ProcessStartInfo("tool");
                startInfo.Environment["MODE"] = mode;
                // The tool tells the rest.
                Process.Start(startInfo)!.WaitForExit();
                mode.ToString();
                // as before
        """);

    [Fact]
    public Task Fix_RestoredAmongOthers() => Fixes(
        """
                try
                {
                    {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|};
                    Process.Start("tool");
                }
                catch (InvalidOperationException)
                {
                }
                finally
                {
                    Environment.SetEnvironmentVariable("MODE", null);
                    mode.ToString();
                }
        """,
        """
                try
                {
                    var startInfo = new ProcessStartInfo("tool");
                    startInfo.Environment["MODE"] = mode;
                    Process.Start(startInfo);
                }
                catch (InvalidOperationException)
                {
                }
                finally
                {
                    mode.ToString();
                }
        """);

    [Fact]
    public Task Fix_TwoStarts() => Fixes(
        """
                {|PSAFE601:Environment.SetEnvironmentVariable("LEVEL", mode + ";" + Environment.GetEnvironmentVariable("LEVEL"))|};
                Process.Start("first");
                Process.Start("second");
        """,
        """
                var startInfo = new ProcessStartInfo("first");
                startInfo.Environment["LEVEL"] = mode + ";" + Environment.GetEnvironmentVariable("LEVEL");
                Process.Start(startInfo);
                var startInfo2 = new ProcessStartInfo("second");
                startInfo2.Environment["LEVEL"] = mode + ";" + Environment.GetEnvironmentVariable("LEVEL");
                Process.Start(startInfo2);
        """);

    /// <summary>On .NET Framework the shell starts the program unless it is told not to.</summary>
    [Fact]
    public Task Fix_ShellOfNetFramework() => Fix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(
        """
        using System;
        using System.Diagnostics;

        public static class Tool
        {
            public static void Run()
            {
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", "1")|};
                Process.Start("tool");
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        public static class Tool
        {
            public static void Run()
            {
                var startInfo = new ProcessStartInfo("tool");
                startInfo.UseShellExecute = false;
                startInfo.Environment["MODE"] = "1";
                Process.Start(startInfo);
            }
        }
        """,
        static test => test.ReferenceAssemblies = Frameworks.Net472);

    [Theory]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Process.Start(info);")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Run();")]
    [InlineData(
        "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Process.Start(new ProcessStartInfo(\"tool\") { UseShellExecute = "
            + "true });")]
    [InlineData(
        "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Process.Start(new ProcessStartInfo(\"tool\") { UseShellExecute = "
            + "mode == \"\" });")]
    [InlineData(
        "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Process.Start(\"tool\"); "
            + "Console.WriteLine(Environment.GetEnvironmentVariable(\"MODE\"));")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", \"\")|}; Process.Start(\"tool\");")]
    [InlineData("if (mode == \"\") {|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Process.Start(mode = \"tool\");")]
    [InlineData(
        "if (mode == \"\") {|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; "
            + "var late = new ProcessStartInfo(\"tool\"); Process.Start(late);")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Console.WriteLine(Process.Start(\"tool\").Id);")]
    public Task NoFix_Others(string statements) => NoFix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Source(statements));

    /// <summary>A value that may change until the start is kept, and so is one that calls what is not known.</summary>
    [Theory]
    [InlineData("mode.Trim()", "mode.ToString();", "var value = mode.Trim();")]
    [InlineData("mode", "mode = string.Empty;", "var value = mode;")]
    [InlineData("mode.Substring(1).Trim()", "mode.ToString();", "var value = mode.Substring(1).Trim();")]
    public Task Fix_ValueIsKept(string value, string next, string kept) => Fixes(
        $$"""
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", {{value}})|}; // for the tool
                {{next}}
                Process.Start("tool");
        """,
        $$"""
                {{kept}} // for the tool
                {{next}}
                var startInfo = new ProcessStartInfo("tool");
                startInfo.Environment["MODE"] = value;
                Process.Start(startInfo);
        """);

    /// <summary>No value leaves the variable out, as the environment of the process does.</summary>
    [Fact]
    public Task Fix_ValueThatMayBeNull() => Fixes(
        """
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", s_mode)|};
                Process.Start("tool");
        """,
        """
                var startInfo = new ProcessStartInfo("tool");
                if (s_mode is null)
                {
                    startInfo.Environment.Remove("MODE");
                }
                else
                {
                    startInfo.Environment["MODE"] = s_mode;
                }
                Process.Start(startInfo);
        """);

    [Fact]
    public Task Fix_CallThatMayGiveNull() => Fixes(
        """
                var info = new ProcessStartInfo("tool");
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", Environment.GetEnvironmentVariable("LEVEL"))|};
                Process.Start(info);
        """,
        """
                var info = new ProcessStartInfo("tool");
                var value = Environment.GetEnvironmentVariable("LEVEL");
                if (value is null)
                {
                    info.Environment.Remove("MODE");
                }
                else
                {
                    info.Environment["MODE"] = value;
                }
                Process.Start(info);
        """);

    [Theory]
    [InlineData("if (mode.Length > 0)\n            {0};")]
    [InlineData("if (mode.Length > 0)\n        {\n            {0}; // for the tool\n        }\n        else\n            mode.ToString();")]
    [InlineData("foreach (char letter in mode)\n            {0};")]
    [InlineData("try\n        {\n            {0};\n        }\n        catch (ArgumentException)\n        {\n        }")]
    public Task Fix_SetUnderACondition(string statement) => Fixes(
        $$"""
                {{statement.Replace("{0}", "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode.Trim())|}")}}

                Process.Start("tool", "-v");
        """,
        $$"""
                var startInfo = new ProcessStartInfo("tool", "-v");
                {{statement.Replace("{0}", "startInfo.Environment[\"MODE\"] = mode.Trim()")}}

                Process.Start(startInfo);
        """);

    [Fact]
    public Task Fix_SetsAreNamedBySomethingElse() => Fixes(
        """
                var info = new ProcessStartInfo("tool");
                foreach (string name in mode.Split(','))
                {
                    {|PSAFE601:Environment.SetEnvironmentVariable(name, name + "1")|}; // each
                }

                Process.Start(info);
        """,
        """
                var info = new ProcessStartInfo("tool");
                foreach (string name in mode.Split(','))
                {
                    info.Environment[name] = name + "1"; // each
                }

                Process.Start(info);
        """);

    /// <summary>The parent's PATH finds the program; and what the parent reads until then it would read no more.</summary>
    [Theory]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"PATH\", mode)|}; Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"Path\", mode)|}; Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Configure(); Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Mode.ToString(); Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; s_then(); Process.Start(\"tool\");")]
    [InlineData(
        "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; "
            + "mode.All(_ => Environment.GetEnvironmentVariable(\"MODE\") != null); Process.Start(\"tool\");")]
    public Task NoFix_WhereTheParentNeedsIt(string statements) =>
        NoFix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Source(statements));

    /// <summary>In old code nothing is known of null but what reads a variable.</summary>
    [Fact]
    public Task Fix_OldLanguage() => Fix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(
        """
        using System;
        using System.Diagnostics;

        public static class Tool
        {
            public static void Run(string mode)
            {
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", Environment.GetEnvironmentVariable("LEVEL"))|};
                {|PSAFE601:Environment.SetEnvironmentVariable("KIND", mode)|};
                Process.Start("tool").WaitForExit();
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        public static class Tool
        {
            public static void Run(string mode)
            {
                var value = Environment.GetEnvironmentVariable("LEVEL");
                var startInfo = new ProcessStartInfo("tool");
                startInfo.UseShellExecute = false;
                if (value is null)
                {
                    startInfo.Environment.Remove("MODE");
                }
                else
                {
                    startInfo.Environment["MODE"] = value;
                }
                startInfo.Environment["KIND"] = mode;
                Process.Start(startInfo).WaitForExit();
            }
        }
        """,
        static test =>
        {
            test.ReferenceAssemblies = Frameworks.Net472;
            test.LanguageVersion = LanguageVersion.CSharp7_3;
        });

    /// <summary>Nothing takes the variable back, and a caller reads it later.</summary>
    [Theory]
    [InlineData("Set(mode); Console.WriteLine(Environment.GetEnvironmentVariable(\"MODE\"));", false)]
    [InlineData("Console.WriteLine(Environment.GetEnvironmentVariable(\"MODE\")); Set(mode);", true)]
    [InlineData("Set(mode); Console.WriteLine(Environment.GetEnvironmentVariable(\"LEVEL\"));", true)]
    public Task Fix_DependsOnWhatCallersRead(string caller, bool isOffered)
    {
        string set = "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|};\n        Process.Start(\"tool\");";
        string told = "var startInfo = new ProcessStartInfo(\"tool\");\n        startInfo.Environment[\"MODE\"] = mode;\n"
            + "        Process.Start(startInfo);";
        return isOffered
            ? Fix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Program(set), Program(told))
            : NoFix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Program(set));

        string Program(string body) =>
            $$"""
            using System;
            using System.Diagnostics;

            internal static class Tool
            {
                internal static void Run(string mode)
                {
                    {{caller}}
                }

                private static void Set(string mode)
                {
                    {{body}}
                }
            }
            """;
    }

    [Fact]
    public Task Fix_WhereAnotherVariableIsRead() => Fixes(
        """
                {|PSAFE601:Environment.SetEnvironmentVariable("LEVEL", mode)|};
                Configure();
                Process.Start("tool");
        """,
        """
                Configure();
                var startInfo = new ProcessStartInfo("tool");
                startInfo.Environment["LEVEL"] = mode;
                Process.Start(startInfo);
        """);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(
        """
        using System;
        using System.Diagnostics;

        string? before = Environment.GetEnvironmentVariable("MODE");
        {|PSAFE601:Environment.SetEnvironmentVariable("MODE", args[0])|};
        try
        {
            Process.Start("tool");
        }
        finally
        {
            Environment.SetEnvironmentVariable("MODE", before);
        }

        Console.WriteLine("started");
        """,
        """
        using System;
        using System.Diagnostics;

        var value = args[0];
        var startInfo = new ProcessStartInfo("tool");
        startInfo.Environment["MODE"] = value;
        Process.Start(startInfo);

        Console.WriteLine("started");
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    private static Task Fixes(string statements, string fixedStatements) =>
        Fix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Source(statements), Source(fixedStatements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        public static class Tool
        {
            private static readonly string? s_mode = Environment.GetEnvironmentVariable("MODE");
            private static Action s_then = () => { };

            public static void Go(string mode, ProcessStartInfo info2, ProcessStartInfo info) => info.ToString();

            public static void Go(string mode{{(statements.Contains("var info") ? "" : ", ProcessStartInfo info")}})
            {
        {{statements}}
            }

            private static void Run() => Process.Start("tool");

            private static string Mode => Environment.GetEnvironmentVariable("MODE") ?? string.Empty;

            private static void Configure() => Read();

            private static void Read() => Console.WriteLine(Mode);

            private static void Then(Action then) => s_then = then;
        }
        """;
}
