using System.Threading.Tasks;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

public sealed class AssemblyLaunchAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Process.Start({|PSAFE405:Assembly.GetEntryAssembly()!.Location|});")]
    [InlineData("Process.Start({|PSAFE405:Assembly.GetExecutingAssembly().Location|}, \"--worker\");")]
    [InlineData("Process.Start({|PSAFE405:typeof(Restart).Assembly.Location|});")]
    [InlineData("Process.Start({|PSAFE405:Environment.GetCommandLineArgs()[0]|});")]
    [InlineData("Process.Start({|PSAFE405:Environment.GetCommandLineArgs().First()|});")]
    [InlineData("Process.Start(new ProcessStartInfo({|PSAFE405:s_self|}));")]
    [InlineData(
        "string[] line = Environment.GetCommandLineArgs(); Process.Start(new ProcessStartInfo { FileName = {|PSAFE405:line[0]|}, Arguments "
            + "= \"again\" });")]
    [InlineData("var start = new ProcessStartInfo(); start.FileName = {|PSAFE405:Self()|}; new Process { StartInfo = start }.Start();")]
    [InlineData("Process.Start({|PSAFE405:Path.GetFullPath(typeof(Restart).Assembly.Location)|});")]
    public Task Hazard_Files(string body) => Reports<AssemblyLaunchAnalyzer>(Source(body));

    [Theory]
    [InlineData("Process.Start(Environment.ProcessPath!);")]
    [InlineData("Process.Start(Process.GetCurrentProcess().MainModule!.FileName);")]
    [InlineData("Process.Start(\"dotnet\", typeof(Restart).Assembly.Location);")]
    [InlineData("Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { typeof(Restart).Assembly.Location } });")]
    [InlineData("Process.Start(Environment.ProcessPath ?? typeof(Restart).Assembly.Location);")]
    [InlineData("Process.Start(Path.ChangeExtension(typeof(Restart).Assembly.Location, null));")]
    [InlineData("Process.Start(typeof(Restart).Assembly.Location.Replace(\".dll\", \".exe\"));")]
    [InlineData(
        "string self = Environment.ProcessPath!; if (self.EndsWith(\"dotnet\")) self = typeof(Restart).Assembly.Location; "
            + "Process.Start(self);")]
    [InlineData("Process.Start(typeof(string).Assembly.Location);")]
    [InlineData("Process.Start(Environment.GetCommandLineArgs()[1]);")]
    [InlineData("Process.Start(Assembly.LoadFrom(\"plugin\").Location);")]
    [InlineData("Console.WriteLine(typeof(Restart).Assembly.Location);")]
    public Task Safe_Files(string body) => Silent<AssemblyLaunchAnalyzer>(Source(body));

    [Fact]
    public Task Hazard_HostInAProjectWithoutAppHost() => Reports<AssemblyLaunchAnalyzer>(
        test => test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.UseAppHost = false\n")),
        Source("Process.Start({|PSAFE405:Environment.ProcessPath|}!, \"--worker\"); "
            + "Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { Environment.GetCommandLineArgs()[0], "
            + "\"--worker\" } });"));

    private static string Source(string body) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Reflection;

        internal static class Restart
        {
            private static readonly string s_self = Assembly.GetEntryAssembly()?.Location ?? throw new InvalidOperationException();

            public static void Run()
            {
                {{body}}
            }

            private static string Self() => s_self;
        }
        """;
}
