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
    [InlineData("s_kept ??= typeof(Restart).Assembly.Location; Process.Start({|PSAFE405:s_kept|});")]
    [InlineData("string? file = null; file ??= Assembly.GetEntryAssembly()!.Location; Process.Start({|PSAFE405:file|});")]
    [InlineData("Process.Start({|PSAFE405:s_kept ??= typeof(Restart).Assembly.Location|});")]
    [InlineData("Process.Start({|PSAFE405:Kept|});")]
    [InlineData("Process.Start({|PSAFE405:Path.GetFullPath(typeof(Restart).Assembly.Location)|});")]
    public Task Hazard_Files(string body) => Reports<AssemblyLaunchAnalyzer>(Source(body));

    [Theory]
    [InlineData("Process.Start(Environment.ProcessPath!);")]
    [InlineData("Process.Start(Process.GetCurrentProcess().MainModule!.FileName);")]
    [InlineData("Process.Start(\"dotnet\", typeof(Restart).Assembly.Location);")]
    [InlineData("Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { typeof(Restart).Assembly.Location } });")]
    [InlineData("Process.Start(Environment.ProcessPath ?? typeof(Restart).Assembly.Location);")]
    [InlineData("s_kept ??= Environment.ProcessPath!; Process.Start(s_kept);")]
    [InlineData("s_kept = Environment.ProcessPath; s_kept ??= typeof(Restart).Assembly.Location; Process.Start(s_kept);")]
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

    [NewerSyntaxFact(14)]
    public Task Hazard_FieldOfAProperty() =>
        Reports<AssemblyLaunchAnalyzer>(WithField("field ??= typeof(Restart).Assembly.Location", "{|PSAFE405:Own|}"));

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("field ??= Environment.ProcessPath!")]
    [InlineData("field ??= Environment.ProcessPath ?? typeof(Restart).Assembly.Location")]
    public Task Safe_FieldOfAProperty(string value) => Silent<AssemblyLaunchAnalyzer>(WithField(value, "Own"));

    private static string WithField(string value, string file) =>
        Source($"Process.Start({file});").Replace("private static string Self()", $"static string Own => {value}; static string Self()");

    [Fact]
    public Task Hazard_MainModuleInAProjectWithoutAppHost() => Reports<AssemblyLaunchAnalyzer>(
        HasNoAppHost,
        Source("Process.Start({|PSAFE405:Process.GetCurrentProcess().MainModule!.FileName|}, \"--worker\");"));

    [Theory]
    [InlineData("Process.Start(Process.GetCurrentProcess().MainModule!.FileName, Environment.GetCommandLineArgs()[0] + \" --worker\");")]
    [InlineData("Process.Start(Environment.ProcessPath!, new[] { typeof(Restart).Assembly.Location, \"--worker\" });")]
    public Task Safe_HostThatIsGivenTheAssembly(string body) => Silent<AssemblyLaunchAnalyzer>(HasNoAppHost, Source(body));

    private static void HasNoAppHost<TCodeFix>(RuleCodeFixTest<AssemblyLaunchAnalyzer, TCodeFix> test)
        where TCodeFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new() =>
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.UseAppHost = false\n"));

    [Fact]
    public Task Hazard_HostInAProjectWithoutAppHost() => Reports<AssemblyLaunchAnalyzer>(
        HasNoAppHost,
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

            private static string? s_kept;

            private static string Self() => s_self;

            private static string Kept => s_kept ??= Assembly.GetExecutingAssembly().Location;
        }
        """;
}
