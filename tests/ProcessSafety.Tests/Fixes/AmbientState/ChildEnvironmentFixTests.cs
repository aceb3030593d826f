using System.Threading.Tasks;
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
                // for the tool
                info.Environment["MODE"] = mode;
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
                if (mode.Length > 1)
                {
                    tool.StartInfo.Environment.Remove("MODE");
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
                {|PSAFE601:Environment.SetEnvironmentVariable("PATH", mode + ";" + Environment.GetEnvironmentVariable("PATH"))|};
                Process.Start("first");
                Process.Start("second");
        """,
        """
                var startInfo = new ProcessStartInfo("first");
                startInfo.Environment["PATH"] = mode + ";" + Environment.GetEnvironmentVariable("PATH");
                Process.Start(startInfo);
                var startInfo2 = new ProcessStartInfo("second");
                startInfo2.Environment["PATH"] = mode + ";" + Environment.GetEnvironmentVariable("PATH");
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
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode.Trim())|}; Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; mode = \"\"; Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", \"\")|}; Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", s_mode)|}; Process.Start(\"tool\");")]
    [InlineData("if (mode == \"\") {|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Process.Start(\"tool\");")]
    [InlineData("if (mode == \"\") { {|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; } Process.Start(\"tool\");")]
    [InlineData("{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|}; Console.WriteLine(Process.Start(\"tool\").Id);")]
    public Task NoFix_Others(string statements) => NoFix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Source(statements));

    private static Task Fixes(string statements, string fixedStatements) =>
        Fix<AmbientLaunchStateAnalyzer, ChildEnvironmentFix>(Source(statements), Source(fixedStatements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;

        public static class Tool
        {
            private static readonly string? s_mode = Environment.GetEnvironmentVariable("MODE");

            public static void Go(string mode, ProcessStartInfo info2, ProcessStartInfo info) => info.ToString();

            public static void Go(string mode{{(statements.Contains("var info") ? "" : ", ProcessStartInfo info")}})
            {
        {{statements}}
            }

            private static void Run() => Process.Start("tool");
        }
        """;
}
