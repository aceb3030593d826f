using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class ForeignProcessAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("Use({|PSAFE711:Process.GetProcessById(1).ExitCode|});")]
    [InlineData("var q = Process.GetProcessById(1); q.WaitForExit(); Use({|PSAFE711:q.ExitCode|}); Use({|PSAFE711:q.ExitTime|});")]
    [InlineData("using Process q = Process.GetProcessById(1, \".\"); {|PSAFE711:q.StandardInput|}.WriteLine(\"quit\");")]
    [InlineData("Process? q = null; q = Process.GetProcessById(1); Use({|PSAFE711:q.StandardOutput|}); Use({|PSAFE711:q.StandardError|});")]
    [InlineData("Process[] all = Process.GetProcessesByName(\"git\"); all[0].WaitForExit(); Use({|PSAFE711:all[0].ExitCode|});")]
    [InlineData("foreach (Process q in Process.GetProcesses()) { Use({|PSAFE711:q.StartInfo|}.FileName); }")]
    [InlineData("foreach (var q in Process.GetProcesses().Where(q => q.Id > 1)) { Use({|PSAFE711:q.StartInfo|}.Arguments); }")]
    [InlineData("Use(Process.GetProcessesByName(\"git\").OrderBy(q => q.Id).FirstOrDefault() is { {|PSAFE711:ExitCode|}: 0 });")]
    [InlineData("var q = Process.GetProcessesByName(\"git\").FirstOrDefault(); Use({|PSAFE711:q?.ExitCode|});")]
    [InlineData("List<Process> all = Process.GetProcesses().ToList(); Use({|PSAFE711:all[0].StartInfo|});")]
    [InlineData("Use(Process.GetProcesses().Select(q => {|PSAFE711:q.StartInfo|}.FileName));")]
    [InlineData("Array.ForEach(Process.GetProcesses(), q => Use({|PSAFE711:q.ExitCode|}));")]
    [InlineData("Use({|PSAFE711:Process.GetCurrentProcess().StartInfo|});")]
    [InlineData("var self = Process.GetCurrentProcess(); {|PSAFE711:self.StartInfo|}.Arguments = \"--again\";")]
    [InlineData("var q = Process.GetProcessById(1); {|PSAFE711:q.StartInfo|} = info;")]
    [InlineData("if (Process.GetProcessById(1) is { } q) { Use({|PSAFE711:q.ExitCode|}); }")]
    [InlineData("var q = Process.GetProcessById(1) ?? throw new Exception(); Use({|PSAFE711:q.ExitCode|});")]
    [InlineData("Use({|PSAFE711:Find().ExitCode|});")]
    [InlineData("Ask(Process.GetProcessById(1)); void Ask(Process q) => Use({|PSAFE711:q.ExitCode|});")]
    [InlineData("var q = Process.GetProcessById(1); q.EnableRaisingEvents = true; q.Exited += (_, _) => Use({|PSAFE711:q.ExitCode|});")]
    [InlineData("try { Use({|PSAFE711:Find().ExitCode|}); } catch (ArgumentException) { }")]
    [InlineData("try { } catch (InvalidOperationException) { Use({|PSAFE711:Find().ExitCode|}); }")]
    [InlineData("var q = Find(); Use(q.Handle); Use({|PSAFE711:q.StandardOutput|});")]
    public Task Hazard_LookedUp(string statements) => Reports<ForeignProcessAnalyzer>(Source(statements));

    [Theory]
    [InlineData("var q = Process.Start(\"git\"); q.WaitForExit(); Use(q.ExitCode);")]
    [InlineData("var q = flag ? Process.GetProcessById(1) : Process.Start(\"git\"); Use(q.ExitCode);")]
    [InlineData("Process q = Process.GetProcessById(1); if (flag) { q = new Process(); } Use(q.StartInfo);")]
    [InlineData("Use(p.ExitCode); Use(p.StartInfo);")]
    [InlineData("foreach (Process q in s_started) { Use(q.ExitCode); }")]
    [InlineData("foreach (Process q in Process.GetProcesses().Concat(s_started).ToList()) { Use(q.Id); }")]
    [InlineData("var q = Process.GetProcessById(1); Use(q.Id); Use(q.HasExited); Use(q.StartTime); Use(q.MachineName);")]
    [InlineData("Use(Process.GetProcesses().Select(q => q.Id).Select(id => Process.Start(\"git\")).First().ExitCode);")]
    [InlineData("Use(Process.GetProcesses().Select(q => Process.Start(q.ProcessName)).First().ExitCode);")]
    [InlineData("foreach (Process q in Process.GetProcesses().Concat(s_started)) { Use(q.ExitCode); }")]
    [InlineData("Use(new[] { 1, 2 }.Select(id => Process.Start(\"git\")).First().ExitCode);")]
    [InlineData("Process[] all = Array.ConvertAll(Process.GetProcesses(), q => Process.Start(q.ProcessName)); Use(all[0].ExitCode);")]
    [InlineData("Use(Process.GetCurrentProcess().Id);")]
    [InlineData("Use(nameof(Process.ExitCode));")]
    [InlineData("var q = Find(); Use(nameof(q.ExitCode));")]
    [InlineData("Use(new Other().ExitCode); Use(Find().Id);")]
    public Task Safe_StartedOrUnknown(string statements) => Silent<ForeignProcessAnalyzer>(Source(statements));

    [Theory]
    [InlineData("try { Use(Find().ExitCode); } catch (InvalidOperationException) { }")]
    [InlineData("try { Use(Find().StartInfo); } catch { }")]
    [InlineData("try { Use(Find().ExitCode); } catch (ArgumentException) { } catch (Exception) { }")]
    public Task Safe_Caught(string statements) => Silent<ForeignProcessAnalyzer>(Source(statements));

    /// <summary>Whoever has the handle open before the end can ask how it ended.</summary>
    [Theory]
    [InlineData("var q = Find(); Use(q.Handle); q.WaitForExit(); Use(q.ExitCode);")]
    [InlineData("var q = Find(); Use(q.SafeHandle); q.WaitForExit(); Use(q.ExitTime);")]
    [InlineData("if (OperatingSystem.IsWindows()) { var q = Find(); q.EnableRaisingEvents = true; q.WaitForExit(); Use(q.ExitCode); }")]
    public Task Safe_Handle(string statements) => Silent<ForeignProcessAnalyzer>(Source(statements));

    [Fact]
    public Task Safe_Framework() => Silent<ForeignProcessAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472,
        "using System.Diagnostics; class Tool { int Ask() => Process.GetProcessById(1).ExitCode; }");

    [Fact]
    public Task Hazard_Message() => Reports<ForeignProcessAnalyzer>(
        "using System.Diagnostics; class Tool { object Ask() => Process.GetCurrentProcess().StartInfo; }",
        new DiagnosticResult("PSAFE711", DiagnosticSeverity.Warning)
            .WithSpan(1, 56, 1, 93)
            .WithMessage("'Process.GetCurrentProcess().StartInfo' throws InvalidOperationException because 'GetCurrentProcess' finds a "
                + "process and does not start it. Create a new ProcessStartInfo."));

    /// <summary>The look-up may be in another file, behind a property and an async method.</summary>
    [Fact]
    public Task Hazard_AcrossFiles() => Reports<ForeignProcessAnalyzer>(
        """
        using System.Diagnostics;
        using System.Threading.Tasks;

        sealed class Watcher
        {
            private readonly Finder _finder = new();

            public async Task<int> Wait()
            {
                Process found = await _finder.FindAsync();
                await found.WaitForExitAsync();
                return {|PSAFE711:found.ExitCode|} + {|PSAFE711:_finder.First.ExitCode|};
            }
        }
        """,
        """
        using System.Diagnostics;
        using System.Threading.Tasks;

        sealed class Finder
        {
            public Process First => Process.GetProcessesByName("git")[0];

            public async Task<Process> FindAsync()
            {
                await Task.Yield();
                return Process.GetProcessById(1);
            }
        }
        """);

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<ForeignProcessAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        "using System.Diagnostics; var p = Process.GetProcessById(1); p.WaitForExit(); return {|PSAFE711:p.ExitCode|};");

    private static string Source(string statements) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;

        class Tool
        {
            private static readonly List<Process> s_started = new() { Process.Start("git") };

            static void Go(ProcessStartInfo info, Process p, bool flag)
            {
                {{statements}}
            }

            private static Process Find() => Process.GetProcessById(1);
            private static void Use(object? value) { }

            private sealed class Other
            {
                public int ExitCode => 0;
            }
        }
        """;
}
