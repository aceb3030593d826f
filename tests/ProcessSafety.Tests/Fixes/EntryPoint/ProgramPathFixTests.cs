using System.Threading.Tasks;
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

    /// <summary>Files that are set by a statement or kept elsewhere, arguments that are set later, and other lists of arguments.</summary>
    [Theory]
    [InlineData("var start = new ProcessStartInfo(); start.FileName = {|PSAFE405:typeof(App).Assembly.Location|}; Process.Start(start);")]
    [InlineData(
        "var start = new ProcessStartInfo({|PSAFE405:typeof(App).Assembly.Location|}); start.Arguments = \"again\"; Process.Start(start);")]
    [InlineData("Process.Start({|PSAFE405:typeof(App).Assembly.Location|}, new[] { \"again\" });")]
    [InlineData("new Process { StartInfo = { FileName = {|PSAFE405:typeof(App).Assembly.Location|} } }.Start();")]
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
