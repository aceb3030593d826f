using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE724.</summary>
public sealed class LeftProcessTests : RuleTest
{
    private const string Start = "using var q = Process.Start(info)!; ";

    [Theory]
    [InlineData("await {|PSAFE724:q.WaitForExitAsync(token)|};")]
    [InlineData("await {|PSAFE724:q.WaitForExitAsync(token)|}.ConfigureAwait(false); Use(q.ExitCode);")]
    [InlineData("{|PSAFE724:q.WaitForExitAsync(token)|}.GetAwaiter().GetResult();")]
    [InlineData("Task exit = {|PSAFE724:q.WaitForExitAsync(token)|}; await exit;")]
    [InlineData("await {|PSAFE724:q.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5))|};")]
    [InlineData("Task exit = q.WaitForExitAsync(); await {|PSAFE724:exit.WaitAsync(token)|};")]
    [InlineData("await {|PSAFE724:Task.WhenAny(q.WaitForExitAsync(), Task.Delay(5000))|};")]
    [InlineData(
        "Task exit = q.WaitForExitAsync(); Task late = Task.Delay(5000); if (await {|PSAFE724:Task.WhenAny(exit, late)|} != exit) throw "
            + "new TimeoutException();")]
    [InlineData("Task[] all = { Task.CompletedTask }; await Task.WhenAll(all); await {|PSAFE724:q.WaitForExitAsync(token)|};")]
    [InlineData("try { await {|PSAFE724:q.WaitForExitAsync(token)|}; } catch (OperationCanceledException) { Use(\"late\"); }")]
    [InlineData("try { await {|PSAFE724:q.WaitForExitAsync(token)|}; } finally { Use($\"{q.Id} is done\"); }")]
    [InlineData("await Task.WhenAll(q.StandardOutput.ReadToEndAsync(token), {|PSAFE724:q.WaitForExitAsync(token)|});")]
    [InlineData("await Run(); async Task Run() { await {|PSAFE724:q.WaitForExitAsync(token)|}; }")]
    [InlineData(
        "await {|PSAFE724:Wait(q, token)|}; } static async Task Wait(Process r, CancellationToken stop) { await "
            + "r.WaitForExitAsync(stop);")]
    [InlineData("q.WaitForExit(0); await {|PSAFE724:q.WaitForExitAsync(new CancellationTokenSource(5000).Token)|};")]
    public Task Hazard(string statements) => Reports<ProcessEndAnalyzer>(ProcessSource.Async(Start + statements));

    [Theory]
    [InlineData("if (Process.Start(info) is { } q) await {|PSAFE724:q.WaitForExitAsync(token)|};")]
    [InlineData("var q = new Process { StartInfo = info }; q.Start(); await {|PSAFE724:q.WaitForExitAsync(token)|};")]
    [InlineData(
        "var q = Made(info); await {|PSAFE724:q.WaitForExitAsync(token)|}; } static async Task Other() { await "
            + "Task.Yield(); } static Process Made(ProcessStartInfo i) => Process.Start(i)!; static async Task Third() {")]
    public Task Hazard_Started(string statements) => Reports<ProcessEndAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData("try { await q.WaitForExitAsync(token); } catch (OperationCanceledException) { q.Kill(); throw; }")]
    [InlineData("try { await q.WaitForExitAsync(token); } finally { if (!q.HasExited) { q.Kill(true); } }")]
    [InlineData(
        "try { await q.WaitForExitAsync(token); } catch (OperationCanceledException) { await Stop(q); throw; } } static "
            + "async Task Stop(Process r) { if (!r.HasExited) r.Kill();")]
    [InlineData("using var stop = token.Register(() => q.Kill()); await q.WaitForExitAsync(token);")]
    [InlineData("using var stop = token.Register(q.Kill); await q.WaitForExitAsync(token);")]
    [InlineData("if (await Task.WhenAny(q.WaitForExitAsync(), Task.Delay(5000)) is { } first) q.CloseMainWindow();")]
    [InlineData(
        "try { await q.WaitForExitAsync(token); } catch (OperationCanceledException) { "
            + "q.StandardInput.WriteLine(\"quit\"); throw; }")]
    [InlineData("try { await q.WaitForExitAsync(token); } catch (OperationCanceledException) { await q.WaitForExitAsync(); }")]
    [InlineData("Task exit = q.WaitForExitAsync(); if (await Task.WhenAny(exit, Task.Delay(5000)) != exit) Use(\"slow\"); await exit;")]
    [InlineData(
        "Task exit = q.WaitForExitAsync(); Task other = Task.Delay(1); await other.WaitAsync(token); "
            + "Use(exit.IsCompleted);")]
    [InlineData("q.WaitForExit(); await q.WaitForExitAsync(token);")]
    [InlineData("await q.WaitForExitAsync();")]
    [InlineData("await q.WaitForExitAsync(CancellationToken.None);")]
    [InlineData("await q.WaitForExitAsync(default);")]
    [InlineData("await Task.WhenAny(q.WaitForExitAsync(), p.WaitForExitAsync());")]
    [InlineData(
        "s_all.Add(q); await q.WaitForExitAsync(token); } static readonly List<Process> s_all = new(); static async Task "
            + "Other() {")]
    [InlineData("s_kept = q; await q.WaitForExitAsync(token); } static Process? s_kept; static async Task Other() { Use(s_kept);")]
    [InlineData("s_ids.Add(q.Id); await q.WaitForExitAsync(token); } static readonly List<int> s_ids = new(); static async Task Other() {")]
    [InlineData("Use(\"--daemon\"); await q.WaitForExitAsync(token);")]
    public Task Safe(string statements) => Silent<ProcessEndAnalyzer>(ProcessSource.Async(Start + statements));

    [Theory]
    [InlineData("await p.WaitForExitAsync(token);")]
    [InlineData(
        "var shell = new ProcessStartInfo(\"a.pdf\") { UseShellExecute = true }; var q = Process.Start(shell)!; await "
            + "q.WaitForExitAsync(token);")]
    [InlineData("var detached = Process.Start(info)!; await detached.WaitForExitAsync(token);")]
    public Task Safe_OfOthers(string statements) => Silent<ProcessEndAnalyzer>(ProcessSource.Async(statements));

    [Fact]
    public Task Safe_Returned() => Silent<ProcessEndAnalyzer>(ProcessSource.Of(
        """
        static async Task<Process> Begin(ProcessStartInfo info, CancellationToken token)
            {
                var q = Process.Start(info)!;
                await Task.WhenAny(q.WaitForExitAsync(token), Task.Delay(100));
                return q;
            }
        """));

    [Fact]
    public Task Safe_Field() => Silent<ProcessEndAnalyzer>(
        """
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class Runner : IDisposable
        {
            private readonly Process _tool = new();

            public async Task RunAsync(CancellationToken token)
            {
                _tool.Start();
                await _tool.WaitForExitAsync(token);
            }

            public void Dispose() => _tool.Kill();
        }
        """);
}
