using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>PSAFE703: a process that one member starts and another one uses.</summary>
public sealed class ReturnedProcessTests : RuleTest
{
    private const string Out = "new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true }";

    /// <summary>The start lies in the factory, and its user is where the stream stays unread.</summary>
    [Theory]
    [InlineData($"static Process Begin() => Process.Start({Out})!;", "using var p = {|PSAFE703:Begin()|}; p.WaitForExit();")]
    [InlineData($"static Process Child => Process.Start({Out})!;", "using var p = {|PSAFE703:Child|}; p.WaitForExit();")]
    [InlineData(
        $"static bool Begin(out Process? p) {{ p = Process.Start({Out}); return p != null; }}",
        "if ({|PSAFE703:Begin(out var p)|}) p!.WaitForExit();")]
    [InlineData(
        $"static void Begin(out Process p) {{ var q = new Process {{ StartInfo = {Out} }}; q.Start(); p = q; }}",
        "{|PSAFE703:Begin(out Process p)|}; p.WaitForExit();")]
    [InlineData(
        $"static void Begin(out Process p) {{ p = new Process {{ StartInfo = {Out} }}; p.Start(); }}",
        "Process p; {|PSAFE703:Begin(out p)|}; p.WaitForExit();")]
    [InlineData(
        $"static (Process P, int N) Begin() {{ var q = Process.Start({Out})!; return (q, 1); }}",
        "var (p, n) = {|PSAFE703:Begin()|}; p.WaitForExit();")]
    [InlineData(
        $"static (Process P, int N) Begin() => (Process.Start({Out})!, 1);",
        "var t = {|PSAFE703:Begin()|}; t.P.WaitForExit();")]
    [InlineData(
        $"static async Task<Process> Begin() {{ await Task.Yield(); var p = new Process {{ StartInfo = {Out} }}; p.Start(); return p; }}",
        "using var p = await {|PSAFE703:Begin()|}; await p.WaitForExitAsync();")]
    [InlineData(
        $"static Task<Process> Begin() => Task.Run(() => Process.Start({Out})!);",
        "using var p = await {|PSAFE703:Begin()|}; await p.WaitForExitAsync();")]
    [InlineData(
        $"static Task<Process> Begin() {{ var p = Process.Start({Out})!; return Task.FromResult(p); }}",
        "using var p = await {|PSAFE703:Begin()|}; await p.WaitForExitAsync();")]
    [InlineData(
        $"static async Task<Process> Begin() {{ await Task.Yield(); return Process.Start({Out})!; }}",
        "var t = {|PSAFE703:Begin()|}; using var p = await t; await p.WaitForExitAsync();")]
    [InlineData(
        $"static async Task<Process> Begin() {{ await Task.Yield(); return Process.Start({Out})!; }}",
        "{|PSAFE703:Begin()|}.Result.WaitForExit();")]
    [InlineData(
        $"static Process Begin() {{ var p = Process.Start({Out}); if (p is null) throw new Exception(); return p; }} "
            + "static Process Outer() { var p = Begin(); p.PriorityBoostEnabled = true; return p; }",
        "using var p = {|PSAFE703:Outer()|}; p.WaitForExit();")]
    [InlineData($"Process Begin() => Process.Start({Out})!;", "{|PSAFE703:Begin()|}.WaitForExit();")]
    [InlineData($"Process Begin() => Process.Start({Out})!;", "if ({|PSAFE703:Begin()|} is {{ }} p) p.WaitForExit();")]
    public Task Hazard_Returned(string members, string statements) => Reports<UnreadStreamAnalyzer>(
        ProcessSource.Of($"{members} async Task Go() {{ {statements} await Task.Yield(); }}".Replace("{{ }}", "{ }")));

    [Theory]
    [InlineData($"static Process Child => Process.Start({Out})!;", "using var p = Child; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"static bool Begin(out Process? p) {{ p = Process.Start({Out}); return p != null; }}",
        "if (Begin(out var p)) Use(p!.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"static bool Begin(out Process? p) {{ p = Process.Start({Out}); return p != null; }} "
            + "static bool Outer(out Process? p) => Begin(out p); Process? _p; "
            + "string? Read() => _p?.StandardOutput.ReadToEnd();",
        "Outer(out var p); Use(p!.StandardOutput.ReadToEnd()); Begin(out _p); Begin(out var q); new List<object>().Add(q!);")]
    [InlineData(
        $"static void Begin(out Process p) {{ var q = Process.Start({Out})!; q.BeginOutputReadLine(); p = q; }}",
        "Begin(out var p); p.WaitForExit();")]
    [InlineData(
        $"static (Process P, int N) Begin() {{ var q = Process.Start({Out})!; return (q, 1); }}",
        "var (p, n) = Begin(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"static (Process P, int N) Begin() {{ var q = Process.Start({Out})!; return (q, 1); }}",
        "var t = Begin(); Use(t.P.StandardOutput.ReadToEnd()); var u = Begin(); var (p, _) = u; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        $"static (Process P, int N) Begin() {{ var q = Process.Start({Out})!; return (q, 1); }} static (Process, int) Outer() => Begin();",
        "var t = Begin(); new List<object>().Add(t); Use(Outer().Item1.StandardOutput.ReadToEnd()); Use(Begin()); "
            + "var u = Begin(); Put(u.P); } static void Put(object p) => new List<object>().Add(p); void Other() {")]
    [InlineData(
        $"static (Process P, StreamReader R) Begin() {{ var q = Process.Start({Out})!; return (q, q.StandardOutput); }}",
        "var (p, r) = Begin(); Use(r.ReadToEnd()); p.WaitForExit();")]
    [InlineData(
        $"(Process, int) _t; (Process P, int N) Begin() {{ var q = Process.Start({Out})!; return (q, 1); }}",
        "_t = Begin(); var (p, n) = Begin(); Use(p.StandardOutput.ReadToEnd()); (p, n) = Begin(); Use(p.StandardOutput.ReadToEnd());")]
    public Task Safe_Returned(string members, string statements) => Silent<UnreadStreamAnalyzer>(
        ProcessSource.Of($"{members} void Go() {{ {statements} }}"));

    [Theory]
    [InlineData("static Task<Process> Outer() => Begin();", "Use((await Outer()).StandardOutput.ReadToEnd());")]
    [InlineData("", "var t = Begin(); var p = await t; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("", "var t = Begin(); Use((await t).StandardOutput.ReadToEnd());")]
    [InlineData("", "var t = Begin(); t.Wait(); Use(t.Result.StandardOutput.ReadToEnd());")]
    [InlineData("", "var t = Begin(); new List<Task<Process>>().Add(t);")]
    [InlineData("", "using var p = await Begin().ConfigureAwait(false); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("", "using var p = Begin().GetAwaiter().GetResult(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("", "var all = await Task.WhenAll(Begin(), Begin()); Use(all[0].StandardOutput.ReadToEnd() + all[1].StandardOutput);")]
    [InlineData("Task<Process>? _t;", "_t = Begin(); await _t;")]
    [InlineData("", "await Begin().ContinueWith(t => Use(t.Result.StandardOutput.ReadToEnd()));")]
    [InlineData("", "new List<Task<Process>>().Add(Task.Run(() => Begin()));")]
    [InlineData("", "var p = await Task.Run(() => Begin()); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData($"static Task<Process> Run() => Task.Run(() => Process.Start({Out})!);", "Use((await Run()).StandardOutput.ReadToEnd());")]
    [InlineData("", $"var t = Task.Run(() => Process.Start({Out})!); Use((await t).StandardOutput.ReadToEnd());")]
    [InlineData("", $"new List<object>().Add(Task.Run(() => Process.Start({Out})!));")]
    [InlineData("", $"var p = Process.Start({Out})!; new List<object>().Add(Task.FromResult(p));")]
    [InlineData("", $"var p = Process.Start({Out})!; var t = Task.FromResult(p); Use((await t).StandardOutput.ReadToEnd());")]
    public Task Safe_Task(string members, string statements) => Silent<UnreadStreamAnalyzer>(ProcessSource.Of(
        $"static async Task<Process> Begin() {{ await Task.Yield(); return Process.Start({Out})!; }} {members} "
            + $"async Task Go() {{ {statements} await Task.Yield(); }}"));
}
