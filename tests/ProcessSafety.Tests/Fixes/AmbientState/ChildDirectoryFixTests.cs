using System.Threading.Tasks;
using ProcessSafety.Analyzers.AmbientState;
using ProcessSafety.CodeFixes.AmbientState;
using Xunit;

namespace ProcessSafety.Tests.AmbientState;

public sealed class ChildDirectoryFixTests : RuleTest
{
    [Fact]
    public Task Fix_Restored() => Fixes(
        """
                string before = Directory.GetCurrentDirectory();
                try
                {
                    {|PSAFE602:Directory.SetCurrentDirectory(Path.Combine(folder, "source"))|};
                    using var git = Process.Start("git", "pull");
                    git.WaitForExit();
                }
                finally
                {
                    Directory.SetCurrentDirectory(before);
                }
        """,
        """
                var startInfo = new ProcessStartInfo("git", "pull");
                startInfo.WorkingDirectory = Path.Combine(folder, "source");
                using var git = Process.Start(startInfo)!;
                git.WaitForExit();
        """);

    [Fact]
    public Task Fix_Assignment() => Fixes(
        """
                {|PSAFE602:Environment.CurrentDirectory = folder|};
                var info = new ProcessStartInfo { FileName = "/usr/bin/git", RedirectStandardOutput = true };
                using var git = Process.Start(info)!;
                Console.WriteLine(git.StandardOutput.ReadToEnd());
        """,
        """
                var info = new ProcessStartInfo { FileName = "/usr/bin/git", RedirectStandardOutput = true };
                info.WorkingDirectory = folder;
                using var git = Process.Start(info)!;
                Console.WriteLine(git.StandardOutput.ReadToEnd());
        """);

    [Fact]
    public Task Fix_ValueIsKept() => Fixes(
        """
                {|PSAFE602:Directory.SetCurrentDirectory(folder.Trim())|}; // there
                folder = string.Empty;
                Process.Start("git", "pull");
        """,
        """
                var directory = folder.Trim(); // there
                folder = string.Empty;
                var startInfo = new ProcessStartInfo("git", "pull");
                startInfo.WorkingDirectory = directory;
                Process.Start(startInfo);
        """);

    [Theory]
    [InlineData("if (folder.Length > 0)\n            {0}; // there")]
    [InlineData("try\n        {\n            {0};\n        }\n        catch (ArgumentException)\n        {\n        }")]
    public Task Fix_SetUnderACondition(string statement) => Fixes(
        $$"""
                {{statement.Replace("{0}", "{|PSAFE602:Environment.CurrentDirectory = folder.Trim()|}")}}

                Process.Start("git", "pull");
        """,
        $$"""
                var startInfo = new ProcessStartInfo("git", "pull");
                {{statement.Replace("{0}", "startInfo.WorkingDirectory = folder.Trim()")}}

                Process.Start(startInfo);
        """);

    [Theory]
    [InlineData("{|PSAFE602:Directory.SetCurrentDirectory(folder)|}; Process.Start(\"./build.sh\");")]
    [InlineData("{|PSAFE602:Directory.SetCurrentDirectory(folder)|}; Process.Start(folder);")]
    [InlineData("{|PSAFE602:Directory.SetCurrentDirectory(folder)|}; File.Delete(\"log\"); Process.Start(\"git\");")]
    [InlineData("{|PSAFE602:Directory.SetCurrentDirectory(folder)|}; Process.Start(\"git\"); Build();")]
    [InlineData(
        "{|PSAFE602:Directory.SetCurrentDirectory(folder)|}; Process.Start(\"git\"); Console.WriteLine(Environment.CurrentDirectory);")]
    public Task NoFix_OthersLookAtIt(string statements) => NoFix<AmbientLaunchStateAnalyzer, ChildDirectoryFix>(Source(statements));

    private static Task Fixes(string statements, string fixedStatements) =>
        Fix<AmbientLaunchStateAnalyzer, ChildDirectoryFix>(Source(statements), Source(fixedStatements));

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;

        public static class Tool
        {
            public static void Go(string folder)
            {
        {{statements}}
            }

            private static void Build() { }
        }
        """;
}
