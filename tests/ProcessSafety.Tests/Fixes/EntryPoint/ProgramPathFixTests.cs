using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class ProgramPathFixTests : RuleTest
{
    private const string Method =
        """

            private static ProcessStartInfo ForThisProgram(ProcessStartInfo start)
            {
                start.FileName = Environment.ProcessPath!;
                if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
                {
                    string assembly = Environment.GetCommandLineArgs()[0];
                    if (start.Arguments.Length > 0)
                        start.Arguments = $"\"{assembly}\" {start.Arguments}";
                    else
                        start.ArgumentList.Insert(0, assembly);
                }

                return start;
            }
        }
        """;

    [Theory]
    [InlineData("Process.Start({|PSAFE405:typeof(App).Assembly.Location|})", "Process.Start(ForThisProgram(new ProcessStartInfo()))!")]
    [InlineData(
        "Process.Start({|PSAFE405:typeof(App).Assembly.Location|}, $\"--worker {Id}\")",
        "Process.Start(ForThisProgram(new ProcessStartInfo { Arguments = $\"--worker {Id}\" }))!")]
    [InlineData(
        "Process.Start(new ProcessStartInfo({|PSAFE405:typeof(App).Assembly.Location|}))",
        "Process.Start(ForThisProgram(new ProcessStartInfo()))")]
    [InlineData(
        "Process.Start(new ProcessStartInfo({|PSAFE405:typeof(App).Assembly.Location|}, \"again\") { UseShellExecute = false })",
        "Process.Start(ForThisProgram(new ProcessStartInfo { Arguments = \"again\", UseShellExecute = false }))")]
    [InlineData(
        "Process.Start(new ProcessStartInfo({|PSAFE405:typeof(App).Assembly.Location|}) { ArgumentList = { \"again\" } })",
        "Process.Start(ForThisProgram(new ProcessStartInfo { ArgumentList = { \"again\" } }))")]
    [InlineData(
        "Process.Start(new ProcessStartInfo { FileName = {|PSAFE405:typeof(App).Assembly.Location|}, Arguments = \"again\" })",
        "Process.Start(ForThisProgram(new ProcessStartInfo { Arguments = \"again\" }))")]
    public Task Fix_Launches(string launch, string fixedLaunch) =>
        Fix<AssemblyLaunchAnalyzer, ProgramPathFix>(Source(launch), Source(fixedLaunch).TrimEnd('}') + Method);

    [Fact]
    public Task Fix_All_OneMethod() => Fix<AssemblyLaunchAnalyzer, ProgramPathFix>(
        """
        internal static class App
        {
            public static void Restart() { System.Diagnostics.Process.Start({|PSAFE405:typeof(App).Assembly.Location|}); }

            public static void Work()
            {
                System.Diagnostics.ProcessStartInfo start = new({|PSAFE405:typeof(App).Assembly.Location|});
                start.ArgumentList.Add("--worker"); // not here
                System.Diagnostics.Process.Start(start);
            }
        }
        """,
        """
        internal static class App
        {
            public static void Restart() { System.Diagnostics.Process.Start(ForThisProgram(new System.Diagnostics.ProcessStartInfo())); }

            public static void Work()
            {
                System.Diagnostics.ProcessStartInfo start = ForThisProgram(new System.Diagnostics.ProcessStartInfo());
                start.ArgumentList.Add("--worker"); // not here
                System.Diagnostics.Process.Start(start);
            }

        """ + Method
            .Replace("ProcessStartInfo", "System.Diagnostics.ProcessStartInfo")
            .Replace("Environment.", "System.Environment.")
            .Replace("Path.Get", "System.IO.Path.Get"));

    [Fact]
    public Task Fix_FileOfAStatement() => Fix<AssemblyLaunchAnalyzer, ProgramPathFix>(
        Source("0").Replace(
            "object Run() => 0;",
            "void Run()\n    {\n        var start = new ProcessStartInfo { Arguments = \"again\" };\n"
                + "        start.FileName = {|PSAFE405:typeof(App).Assembly.Location|}; // us\n        Process.Start(start);\n    }"),
        Source("0").Replace(
            "object Run() => 0;",
            "void Run()\n    {\n        var start = new ProcessStartInfo { Arguments = \"again\" };\n"
                + "        ForThisProgram(start); // us\n        Process.Start(start);\n    }").TrimEnd('}') + Method);

    /// <summary>Before C# 8 nothing can be said of null; top-level statements get a local function.</summary>
    [Fact]
    public Task Fix_OldLanguage() => Fix<AssemblyLaunchAnalyzer, ProgramPathFix>(
        Source("Process.Start({|PSAFE405:typeof(App).Assembly.Location|})"),
        Source("Process.Start(ForThisProgram(new ProcessStartInfo()))").TrimEnd('}') + Method.Replace("ProcessPath!", "ProcessPath"),
        static test => test.LanguageVersion = LanguageVersion.CSharp7_3);

    [Fact]
    public Task Fix_TopLevelStatements() => Fix<AssemblyLaunchAnalyzer, ProgramPathFix>(
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        Console.WriteLine("again");
        if (args.Length == 0)
        {
            Process.Start({|PSAFE405:typeof(App).Assembly.Location|}, "again");
        }

        internal static class App
        {
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        Console.WriteLine("again");
        if (args.Length == 0)
        {
            Process.Start(ForThisProgram(new ProcessStartInfo { Arguments = "again" }));
        }

        static ProcessStartInfo ForThisProgram(ProcessStartInfo start)
        {
            start.FileName = Environment.ProcessPath!;
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                string assembly = Environment.GetCommandLineArgs()[0];
                if (start.Arguments.Length > 0)
                    start.Arguments = $"\"{assembly}\" {start.Arguments}";
                else
                    start.ArgumentList.Insert(0, assembly);
            }

            return start;
        }

        internal static class App
        {
        }
        """,
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    /// <summary>Files that are kept elsewhere, arguments that are set later, and other lists of arguments.</summary>
    [Theory]
    [InlineData(
        "var start = new ProcessStartInfo(); start.FileName = {|PSAFE405:typeof(App).Assembly.Location|}; start.Arguments = \"again\"; "
            + "Process.Start(start);")]
    [InlineData(
        "var start = new ProcessStartInfo({|PSAFE405:typeof(App).Assembly.Location|}); start.Arguments = \"again\"; Process.Start(start);")]
    [InlineData("Process.Start({|PSAFE405:typeof(App).Assembly.Location|}, new[] { \"again\" });")]
    [InlineData("new Process { StartInfo = { FileName = {|PSAFE405:typeof(App).Assembly.Location|} } }.Start();")]
    [InlineData("Process.Start({|PSAFE405:typeof(App).Assembly.Location|} /* it */, \"--worker\");")]
    [InlineData(
        "Process.Start(new ProcessStartInfo { FileName = {|PSAFE405:typeof(App).Assembly.Location|}, // it\n UseShellExecute = false });")]
    public Task NoFix_Places(string body) =>
        NoFix<AssemblyLaunchAnalyzer, ProgramPathFix>(Source("0").Replace("object Run() => 0;", $"void Run() {{ {body} }}"));

    private static string Source(string launch) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;

        internal static class App
        {
            private static readonly int Id = 1;

            public static object Run() => {{launch}};
        }
        """;
}
