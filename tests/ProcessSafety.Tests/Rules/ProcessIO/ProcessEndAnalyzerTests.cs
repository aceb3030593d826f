using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE710, PSAFE712.</summary>
public sealed class ProcessEndAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("p.WaitForExit(1000); Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("_ = p.WaitForExit(TimeSpan.FromSeconds(1)); Use({|PSAFE710:p.ExitTime|});")]
    [InlineData("if (info.CreateNoWindow) p.WaitForExit(1000); else p.WaitForExit(); Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("p.Kill(); Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("p.Kill(entireProcessTree: true); if ({|PSAFE710:p.ExitCode|} != 0) Use(p.ExitCode);")]
    [InlineData("if (!p.WaitForExit(1000)) { p.Kill(); } Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("if (!p.HasExited) p.Kill(); Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("p?.Kill(); Use({|PSAFE710:p?.ExitCode|});")]
    [InlineData("p.Kill(); if (p is { {|PSAFE710:ExitCode|}: 0 }) Use(p);")]
    [InlineData("try { Use(1); } catch (TimeoutException) { p.Kill(); } Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("p.WaitForExit(1000); try { Use({|PSAFE710:p.ExitCode|}); } catch (IOException) { }")]
    [InlineData("try { p.Kill(); Use({|PSAFE710:p.ExitCode|}); } catch (Exception e) { throw new IOException(\"no\", e); }")]
    [InlineData("Action stop = () => p.Kill(); stop(); Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("void Stop() => p.Kill(); Stop(); Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("Stop(p); Use({|PSAFE710:p.ExitCode|}); } static void Stop(Process q) { q.Kill();")]
    [InlineData("p.WaitForExit(1000); {|PSAFE710:Show(p)|}; } static void Show(Process q) { Use(q.ExitCode);")]
    [InlineData("using var q = Process.Start(info)!; q.WaitForExit(1000); Use({|PSAFE710:q.ExitCode|});")]
    [InlineData("if (Process.Start(info) is { } q) { q.Kill(); Use({|PSAFE710:q.ExitCode|}); }")]
    [InlineData("s_p.Kill(); Use({|PSAFE710:s_p.ExitCode|}); } static readonly Process s_p = new(); static void Other() {")]
    [InlineData("while (info.CreateNoWindow) { p.WaitForExit(100); } Use({|PSAFE710:p.ExitCode|});")]
    [InlineData("bool ended = p.WaitForExit(1000); Use({|PSAFE710:p.ExitCode|});")]
    public Task Hazard_AsksTooEarly(string statements) => Reports<ProcessEndAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("if (p.WaitForExit(1000)) Use(p.ExitCode);")]
    [InlineData("if (!p.WaitForExit(1000)) throw new TimeoutException(); Use(p.ExitCode);")]
    [InlineData("bool ended = p.WaitForExit(1000); Use(ended ? p.ExitCode : -1);")]
    [InlineData("p.WaitForExit(1000); if (p.HasExited) Use(p.ExitCode);")]
    [InlineData("p.WaitForExit(1000); Use(p.HasExited ? p.ExitCode : -1);")]
    [InlineData("p.WaitForExit(1000); if (!p.HasExited) { p.Kill(); p.WaitForExit(); } Use(p.ExitCode);")]
    [InlineData("p.WaitForExit(1000); p.WaitForExit(); Use(p.ExitCode);")]
    [InlineData("p.WaitForExit(); p.WaitForExit(1000); Use(p.ExitCode);")]
    [InlineData("p.WaitForExit(Timeout.Infinite); Use(p.ExitCode);")]
    [InlineData("p.WaitForExit(0); Use(p.StartInfo);")]
    [InlineData("p.Kill(); p.WaitForExit(); Use(p.ExitCode);")]
    [InlineData("p.Kill(); p.WaitForExit(1000); Use(p.ExitCode);")]
    [InlineData("p.Kill(); p.WaitForExitAsync().Wait(); Use(p.ExitCode);")]
    [InlineData("p.Kill(); while (!p.HasExited) Thread.Sleep(10); Use(p.ExitCode);")]
    [InlineData("if (!p.WaitForExit(1000)) { p.Kill(); throw new TimeoutException(); } Use(p.ExitCode);")]
    [InlineData("bool late = !p.WaitForExit(1000); if (late) { p.Kill(); } if (!late) { Use(p.ExitCode); }")]
    [InlineData("try { p.Kill(); Use(p.ExitCode); } catch (InvalidOperationException) { Use(-1); }")]
    [InlineData("p.WaitForExit(1000); try { Use(p.ExitCode); } catch { Use(-1); }")]
    [InlineData("p.Exited += (_, _) => { p.WaitForExit(10); Use(p.ExitCode); }; p.EnableRaisingEvents = true;")]
    [InlineData("p.Exited += (_, _) => Use(1); p.EnableRaisingEvents = true; p.Kill(); Use(p.ExitCode);")]
    [InlineData(
        "p.Exited += OnExit; } static readonly Process s_p = new(); static void OnExit(object? o, EventArgs e) { "
            + "s_p.Kill(); Use(s_p.ExitCode);")]
    [InlineData("p.Kill(); Elsewhere.Add(p); Use(p.ExitCode); } static readonly List<Process> Elsewhere = new(); static void Other() {")]
    [InlineData("p.Kill(); Process q = Process.Start(info)!; q.WaitForExit(); Use(q.ExitCode);")]
    [InlineData("p.Kill(); p = Process.Start(info)!; p.WaitForExit(); Use(p.ExitCode);")]
    [InlineData("Stop(p); Use(p.ExitCode); } static void Stop(Process q) { q.Kill(); q.WaitForExit();")]
    [InlineData("Stop(p); Use(p.ExitCode); } static void Stop(Process q) { q.Kill(); if (q.Id > 0) q.WaitForExit();")]
    [InlineData("void Stop() { p.Kill(); p.WaitForExit(); } Stop(); Use(p.ExitCode);")]
    [InlineData("int End() { if (!p.WaitForExit(1000)) { p.Kill(); return -1; } return p.ExitCode; } Use(End());")]
    [InlineData("p.Kill(); Use(nameof(p.ExitCode));")]
    [InlineData("try { Use(1); } finally { if (!p.HasExited) p.Kill(); }")]
    public Task Safe_AsksInTime(string statements) => Silent<ProcessEndAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("p.Kill(); await p.WaitForExitAsync(); Use(p.ExitCode);")]
    [InlineData("Task exit = p.WaitForExitAsync(); p.Kill(); await exit; Use(p.ExitCode);")]
    [InlineData("p.Kill(); await p.WaitForExitAsync(token); Use(p.ExitCode);")]
    [InlineData("p.Kill(); await Task.WhenAny(p.WaitForExitAsync(), Task.Delay(1000)); Use(p.ExitCode);")]
    [InlineData("token.Register(() => p.Kill()); await p.WaitForExitAsync(); Use(p.ExitCode);")]
    public Task Safe_Awaited(string statements) => Silent<ProcessEndAnalyzer>(ProcessSource.Async(statements));

    [Fact]
    public Task Hazard_Awaited() => Reports<ProcessEndAnalyzer>(ProcessSource.Async(
        "try { await p.WaitForExitAsync(token); } catch (OperationCanceledException) { p.Kill(); } Use({|PSAFE710:p.ExitCode|});"));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<ProcessEndAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System.Diagnostics;

        using var tool = Process.Start("tool");
        tool.WaitForExit(5000);
        return {|PSAFE710:tool.ExitCode|};
        """);

    [Fact]
    public Task Hazard_ExpressionBody_AndPath() => Reports<ProcessEndAnalyzer>(
        """
        using System.Diagnostics;

        public sealed class Runner
        {
            private readonly Process _tool = new();

            public int Stop()
            {
                {|#1:_tool.Kill()|};
                return {|#0:_tool.ExitCode|};
            }

            public int Code => _tool.ExitCode;
        }
        """,
        new DiagnosticResult("PSAFE710", DiagnosticSeverity.Warning)
            .WithLocation(0)
            .WithLocation(1)
            .WithMessage("'_tool.ExitCode' throws if the process still runs, and '_tool.Kill()' does not ensure that it has exited. Wait "
                + "for the exit first."));

    [Theory]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); if (!p.WaitForExit(1000)) {|PSAFE712:p.Kill()|}; Use(read.Result);")]
    [InlineData("{|PSAFE712:p.Kill(false)|}; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("{|PSAFE712:p.Kill(entireProcessTree: false)|}; while (p.StandardError.ReadLine() is { } line) Use(line);")]
    [InlineData("p.BeginOutputReadLine(); {|PSAFE712:p.Kill()|}; p.WaitForExit();")]
    [InlineData("p.BeginErrorReadLine(); {|PSAFE712:p.Kill()|}; p.WaitForExitAsync().Wait();")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); p.WaitForExit(9); {|PSAFE712:p.Kill()|}; Task.WaitAll(read);")]
    [InlineData("var read = Task.Run(() => p.StandardOutput.ReadToEnd()); {|PSAFE712:p.Kill()|}; read.Wait();")]
    [InlineData("p.BeginOutputReadLine(); Action stop = () => {|PSAFE712:p.Kill()|}; stop(); p.WaitForExit();")]
    [InlineData("p.BeginOutputReadLine(); {|PSAFE712:Stop(p)|}; p.WaitForExit(); } static void Stop(Process q) { q.Kill();")]
    [InlineData("p.BeginOutputReadLine(); {|PSAFE712:p?.Kill()|}; p!.WaitForExit();")]
    public Task Hazard_SparesTheTree(string statements) => Reports<ProcessEndAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("p.Kill(); p.WaitForExit();")]
    [InlineData("p.BeginOutputReadLine(); p.Kill(true); p.WaitForExit();")]
    [InlineData("p.BeginOutputReadLine(); p.Kill(info.CreateNoWindow); p.WaitForExit();")]
    [InlineData("p.BeginOutputReadLine(); p.Kill(); p.WaitForExit(1000);")]
    [InlineData("p.BeginOutputReadLine(); p.Kill(); p.WaitForExitAsync().Wait(1000);")]
    [InlineData("p.BeginOutputReadLine(); p.Kill(); p.CancelOutputRead(); p.WaitForExit();")]
    [InlineData("p.BeginOutputReadLine(); if (!p.WaitForExit(1000)) { p.Kill(); return; } p.WaitForExit();")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); p.Kill(); if (read.Wait(1000)) Use(1);")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); p.Kill(); Use(read.WaitAsync(TimeSpan.FromSeconds(1)).Result);")]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); p.Kill(); p.WaitForExit();")]
    [InlineData("Process q = Process.Start(info)!; q.BeginOutputReadLine(); p.Kill(); q.WaitForExit();")]
    public Task Safe_NothingKeepsTheOutput(string statements) => Silent<ProcessEndAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData(
        "var read = p.StandardOutput.ReadToEndAsync(); try { await p.WaitForExitAsync(token); } catch (OperationCanceledException) { "
            + "{|PSAFE712:p.Kill()|}; } Use(await read);")]
    [InlineData(
        "var read = p.StandardOutput.ReadToEndAsync(); try { Use(await read.WaitAsync(TimeSpan.FromSeconds(1))); } catch "
            + "(TimeoutException) { {|PSAFE712:p.Kill()|}; Use(await read); }")]
    public Task Hazard_SparesTheTree_Awaited(string statements) => Reports<ProcessEndAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(token); p.Kill(); Use(await read);")]
    [InlineData("var read = p.StandardOutput.ReadToEndAsync(); p.Kill(); Use(await read.WaitAsync(TimeSpan.FromSeconds(1)));")]
    [InlineData("p.BeginOutputReadLine(); p.Kill(); await p.WaitForExitAsync(token);")]
    public Task Safe_LimitedAwaits(string statements) => Silent<ProcessEndAnalyzer>(ProcessSource.Async(statements));

    [Fact]
    public Task Safe_FrameworkWithoutTrees() => Silent<ProcessEndAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472,
        """
        using System.Diagnostics;

        public static class Runner
        {
            public static void Stop(Process tool)
            {
                tool.BeginOutputReadLine();
                tool.Kill();
                tool.WaitForExit();
            }
        }
        """);

    [Theory]
    [InlineData("sh", DiagnosticSeverity.Warning)]
    [InlineData("/bin/bash", DiagnosticSeverity.Warning)]
    [InlineData("cmd.exe", DiagnosticSeverity.Warning)]
    [InlineData("npm", DiagnosticSeverity.Warning)]
    [InlineData("tool", DiagnosticSeverity.Info)]
    public Task Hazard_Shell(string program, DiagnosticSeverity severity) => Reports<ProcessEndAnalyzer>(
        $$"""
        using System.Diagnostics;

        public static class Runner
        {
            public static void Run()
            {
                using var tool = Process.Start(new ProcessStartInfo("{{program}}") { RedirectStandardOutput = true })!;
                tool.BeginOutputReadLine();
                if (!tool.WaitForExit(1000))
                {
                    {|#0:tool.Kill()|};
                }

                {|#1:tool.WaitForExit()|};
            }
        }
        """,
        new DiagnosticResult("PSAFE712", severity)
            .WithLocation(0)
            .WithLocation(1)
            .WithMessage("'tool.Kill()' kills only the process itself: its children can keep the output open, so 'tool.WaitForExit()' "
                + "never ends. Kill the entire process tree."));
}
