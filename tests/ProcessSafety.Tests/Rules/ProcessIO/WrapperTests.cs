using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>
/// The order of waits and reads through classes that hold the process, factories, local functions and other words for waiting.
/// </summary>
public sealed class WrapperTests : RuleTest
{
    private const string Runner =
        """

        class Runner : System.IDisposable
        {
            private readonly Process _process = new() { StartInfo = new("x") { RedirectStandardOutput = true } };
            private Task<string>? _reading;
            public string Output => _process.StandardOutput.ReadToEnd();
            public Task<string> ReadAsync() => _reading ??= _process.StandardOutput.ReadToEndAsync();
            public void Start() => _process.Start();
            public void StartReading() { _process.Start(); _reading = _process.StandardOutput.ReadToEndAsync(); }
            public void Wait() => _process.WaitForExit();
            public async Task WaitAsync() => await _process.WaitForExitAsync();
            public void Log(string text) => System.Console.WriteLine(text);
            public static Runner Begin() { var r = new Runner(); r.Start(); return r; }
            public void Dispose() => _process.Dispose();
        }
        """;

    [Theory]
    [InlineData("var r = new Runner(); r.Start(); {|PSAFE701:r.Wait()|}; Use(r.Output);")]
    [InlineData("using (var r = new Runner()) { r.Start(); {|PSAFE701:r.Wait()|}; r.Log(\"done\"); Use(r.Output); }")]
    [InlineData("var r = Runner.Begin(); {|PSAFE701:r.Wait()|}; Use(r.Output);")]
    [InlineData("var r = new Runner(); var q = r; q.Start(); {|PSAFE701:r.Wait()|}; Use(q.Output);")]
    [InlineData("var r = new Runner(); r.Start(); End(r); static void End(Runner r) { {|PSAFE701:r.Wait()|}; Use(r.Output); }")]
    [InlineData("var r = new Runner(); r.Start(); Await(r); Use(r.Output); static void Await(Runner r) => {|PSAFE701:r.Wait()|};")]
    public Task Hazard_Wrapper(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements) + Runner);

    [Theory]
    [InlineData("var r = new Runner(); r.Start(); await {|PSAFE701:r.WaitAsync()|}; Use(await r.ReadAsync());")]
    [InlineData(
        "await using var x = new System.IO.MemoryStream(); Runner r = new(); r.Start(); await {|PSAFE701:r.WaitAsync()|}; Use(r.Output);")]
    public Task Hazard_WrapperAsync(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements) + Runner);

    [Theory]
    [InlineData("var r = new Runner(); r.Start(); Use(r.Output); r.Wait();")]
    [InlineData("var r = new Runner(); r.StartReading(); r.Wait(); Use(r.ReadAsync().Result);")]
    [InlineData("var r = new Runner(); r.Start(); var o = r.ReadAsync(); r.Wait(); Use(o.Result);")]
    [InlineData("Runner r = new(), q = new(); r.Start(); q.Start(); r.Wait(); Use(q.Output);")]
    [InlineData("var r = new Runner(); r.Start(); new List<Runner>().Add(r); r.Wait(); Use(r.Output);")]
    [InlineData("var r = new Runner(); r.Start(); r.Wait(); r.Log(\"done\");")]
    public Task Safe_Wrapper(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements) + Runner);

    [Theory]
    [InlineData(
        "static Process Done(Process p) { p.WaitForExit(); return p; } void Go(Process p) { var q = {|PSAFE701:Done(p)|}; "
            + "Use(q.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "static async Task<Process> Done(Process p) { await p.WaitForExitAsync(); return p; } "
            + "async Task Go(Process p) { var q = await {|PSAFE701:Done(p)|}; Use(q.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "static Process Begin() => Process.Start(\"x\"); void Go() { var p = Begin(); {|PSAFE701:p.WaitForExit()|}; "
            + "Use(p.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "async Task Go() { var p = await Task.Run(() => Process.Start(\"x\")); {|PSAFE701:p.WaitForExit()|}; "
            + "Use(p.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "void Go(bool b) { var p = b ? Process.Start(\"x\") : Process.Start(\"y\"); {|PSAFE701:p.WaitForExit()|}; "
            + "Use(p.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "void Go() { var p = Begin(); {|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd()); "
            + "static Process Begin() => Process.Start(\"x\"); }")]
    public Task Hazard_Returned(string members) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Theory]
    [InlineData(
        "static Process Done(Process p) { p.WaitForExit(); return Process.Start(\"y\"); } void Go(Process p) { var q = Done(p); "
            + "Use(q.StandardOutput.ReadToEnd()); }")]
    [InlineData(
        "static Process Begin() { var p = Process.Start(\"x\"); p.BeginOutputReadLine(); return p; } void Go() { var p = Begin(); "
            + "p.WaitForExit(); Use(p.StandardOutput); }")]
    public Task Safe_Returned(string members) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(members));

    [Theory]
    [InlineData(
        "var done = new TaskCompletionSource(); p.Exited += (_, _) => done.TrySetResult(); {|PSAFE701:await done.Task|}; "
            + "Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "using var done = new ManualResetEventSlim(); p.Exited += (_, _) => done.Set(); {|PSAFE701:done.Wait()|}; "
            + "Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "using var done = new ManualResetEvent(false); p.Exited += (_, _) => done.Set(); "
            + "if ({|PSAFE701:done.WaitOne(1000)|}) Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("{|PSAFE701:await Task.WhenAll(p.WaitForExitAsync(), Task.Delay(1))|}; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("while (true) { if ({|PSAFE701:p.HasExited|}) break; Thread.Sleep(10); } Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("if (p.Id > 4) Use(p.StandardOutput.ReadLine()); {|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData(
        "if (p.Id > 4) { Use(p.StandardOutput.ReadToEnd()); return; } {|PSAFE701:p.WaitForExit()|}; Use(p.StandardOutput.ReadToEnd());")]
    public Task Hazard_OtherWords(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData(
        "var done = new TaskCompletionSource(); p.Exited += (_, _) => done.TrySetResult(); var o = p.StandardOutput.ReadToEndAsync(); "
            + "await done.Task; Use(await o);")]
    [InlineData("var done = new TaskCompletionSource(); info.ToString(); await done.Task; Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("var o = p.StandardOutput.ReadToEndAsync(); await Task.WhenAll(o, p.WaitForExitAsync()); Use(await o);")]
    [InlineData(
        "Task<string>? o = null; if (p.Id > 4) o = p.StandardOutput.ReadToEndAsync(); await p.WaitForExitAsync(); "
            + "if (o != null) Use(await o);")]
    public Task Safe_OtherWords(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Async(statements));

    [Theory]
    [InlineData("foreach (var r in new[] { p.StandardOutput, p.StandardError }) Use({|PSAFE702:r.ReadToEnd()|});")]
    [InlineData("var all = new[] { p.StandardOutput, p.StandardError }; foreach (var r in all) { Use({|PSAFE702:r.ReadToEnd()|}); }")]
    [InlineData("Use(Task.Run(() => {|PSAFE702:p.StandardOutput.ReadToEnd()|}).Result); Use(p.StandardError.ReadToEnd());")]
    [InlineData(
        "Use(Text(p.StandardOutput)); Use(Text(p.StandardError)); static string Text(StreamReader r) => {|PSAFE702:r.ReadToEnd()|};")]
    public Task Hazard_InTurn(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("var all = new[] { p.StandardOutput, p.StandardError }; foreach (var r in all) { } Use(all);")]
    [InlineData("foreach (var r in new[] { p.StandardOutput, p.StandardError }) Use(r.ReadToEndAsync());")]
    [InlineData("foreach (var r in new[] { p.StandardError }) Use(r.ReadToEnd());")]
    public Task Safe_InTurn(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("chmod")]
    [InlineData("/bin/uname")]
    [InlineData("where.exe")]
    public Task Safe_QuietCommand(string file) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(Started(file, "p.WaitForExit()", "-a")));

    [Theory]
    [InlineData("dotnet", "--version")]
    [InlineData("git", "-v")]
    public Task Safe_AskedForItsVersion(string file, string question) =>
        Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(Started(file, "p.WaitForExit()", question)));

    /// <summary>The last argument asks, whatever the others say of the program that answers.</summary>
    [Theory]
    [InlineData("python", "-m pip --version")]
    [InlineData("cmd.exe", "/c npm --version")]
    public Task Safe_AskedForItsVersionAtLast(string file, string arguments) =>
        Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(Started(file, "p.WaitForExit()", arguments)));

    [Theory]
    [InlineData("new ProcessStartInfo(Program, \"--version\")")]
    [InlineData("new ProcessStartInfo(_field, \"-v\")")]
    [InlineData("new ProcessStartInfo(Find(\"npm\"), \"--version\")")]
    [InlineData("new ProcessStartInfo(Program, Extra + \" --version\")")]
    [InlineData("new ProcessStartInfo(Program, $\"{Extra} --version\")")]
    [InlineData("new ProcessStartInfo(Program, Extra + \"--version\")")]
    [InlineData("new ProcessStartInfo(Program) { ArgumentList = { \"-m\", \"pip\", \"--version\" } }")]
    [InlineData("new ProcessStartInfo(Program, new[] { \"-m\", \"pip\", \"--version\" })")]
    [InlineData("new ProcessStartInfo($\"{Extra}/bin/uname\", \"-a\")")]
    public Task Safe_AskedForItsVersionByAMember(string start) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Of(Asked(start)));

    /// <summary>Which program a caller names nobody knows, and `-v` at the end mostly means something else.</summary>
    [Theory]
    [InlineData("new ProcessStartInfo(tool, \"--version\")")]
    [InlineData("new ProcessStartInfo(Find(tool), \"--version\")")]
    [InlineData("new ProcessStartInfo(local, \"--version\")")]
    [InlineData("new ProcessStartInfo(Program, \"--version \" + Extra)")]
    [InlineData("new ProcessStartInfo(Program, Extra + \" -v\")")]
    [InlineData("new ProcessStartInfo(Program) { ArgumentList = { \"--version\", \"pip\" } }")]
    [InlineData("new ProcessStartInfo($\"{Extra}/bin/git\", \"log\")")]
    public Task Hazard_AskedForMore(string start) =>
        Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(Asked(start).Replace("p.WaitForExit()", "{|PSAFE701:p.WaitForExit()|}")));

    [Theory]
    [InlineData("git", "log")]
    [InlineData("git", "--version --build-options")]
    [InlineData("chmods", "-R")]
    public Task Hazard_OtherCommand(string file, string arguments) =>
        Reports<WaitBeforeReadAnalyzer>(ProcessSource.Of(Started(file, "{|PSAFE701:p.WaitForExit()|}", arguments)));

    [Fact]
    public Task Safe_AddedQuietCommand() => Silent<WaitBeforeReadAnalyzer>(
        static test => test.TestState.AnalyzerConfigFiles.Add(
            ("/.editorconfig", "[*.cs]\nprocess_safety.quiet_commands = mytool, other\n")),
        ProcessSource.Of(Started("mytool", "p.WaitForExit()", "go")));

    [Fact]
    public Task Hazard_NoQuietCommands() => Reports<WaitBeforeReadAnalyzer>(
        static test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "[*.cs]\nprocess_safety.quiet_commands = none\n")),
        ProcessSource.Of(Started("chmod", "{|PSAFE701:p.WaitForExit()|}", "-R")));

    private static string Asked(string start) =>
        $$"""
        private string _field = ""; string Program { get; set; } = ""; string Extra { get; set; } = ""; static string Find(string s) => s;
            void Go(string tool)
            {
                string local = tool + ".exe";
                var i = {{start}};
                i.RedirectStandardOutput = true;
                using var p = Process.Start(i)!;
                p.WaitForExit();
                Use(p.StandardOutput.ReadToEnd() + local);
            }
        """;

    private static string Started(string file, string wait, string arguments) =>
        $$"""
        static void Go()
            {
                using var p = Process.Start(new ProcessStartInfo("{{file}}", "{{arguments}}") { RedirectStandardOutput = true })!;
                {{wait}};
                Use(p.StandardOutput.ReadToEnd());
            }
        """;
}
