using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

/// <summary>
/// A course whose steps stand in lambdas and small classes, and processes and tasks that come out of tuples, arrays and holders.
/// </summary>
public sealed class RewrittenCourseTests : RuleTest
{
    [Theory]
    [InlineData("(Process Child, int Count) pair = (Start(), 0); using var q = pair.Child;")]
    [InlineData("Process[] all = { Start() }; using var q = all[0];")]
    [InlineData("Func<Process> make = () => Start(); using var q = make();")]
    [InlineData("using var q = new Lazy<Process>(() => Start()).Value;")]
    [InlineData("using var q = Start() switch { { } it => it, _ => throw new Exception() };")]
    public Task Hazard_TakenOut(string statements) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        $"{statements} {{|PSAFE701:q.WaitForExit()|}}; Use(q.StandardOutput.ReadToEnd()); }} "
            + "static Process Start() { return Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true });"));

    [Theory]
    [InlineData("(Process Child, int Count) pair = (Start(), 0); using var q = pair.Child; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData("Process[] all = { Start() }; using var q = all[0]; Use(q.StandardOutput.ReadToEnd());")]
    [InlineData("Process[] all = { Start() }; Use(all); using var q = all[0];")]
    [InlineData("var pair = (Start(), 0); Use(pair); using var q = pair.Item1;")]
    [InlineData("Func<Process> make = () => Start(); using var q = make(); Use(q.StandardOutput.ReadToEnd());")]
    public Task Safe_TakenOut(string statements) => Silent<UnreadStreamAnalyzer>(ProcessSource.Sync(
        $"{statements} q.WaitForExit(); }} "
            + "static Process Start() { return Process.Start(new ProcessStartInfo(\"tool\") { RedirectStandardOutput = true });"));

    [Theory]
    [InlineData("StreamReader[] all = { p.StandardOutput }; StreamReader first = all[0]; Use(first.ReadToEnd());")]
    [InlineData("var pair = (p.StandardOutput, 0); Use(pair.Item1.ReadToEnd());")]
    public Task Hazard_StreamTakenOut(string read) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        $"{{|PSAFE701:p.WaitForExit()|}}; {read}"));

    [Theory]
    [InlineData("var pair = (p.StandardOutput, 0); Use({|PSAFE702:pair.Item1.ReadToEnd()|});")]
    [InlineData("StreamReader[] all = { p.StandardOutput }; StreamReader first = all[0]; Use({|PSAFE702:first.ReadToEnd()|});")]
    public Task Hazard_StreamTakenOut_ReadFirst(string read) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        $"{read} Use(p.StandardError.ReadToEnd());"));

    /// <summary>Who keeps the array may read before.</summary>
    [Theory]
    [InlineData("StreamReader[] all = { p.StandardOutput }; Use(all); p.WaitForExit(); Use(all[0].ReadToEnd());")]
    [InlineData("StreamReader[] all = { p.StandardOutput }; Use(all[0].ReadToEnd()); p.WaitForExit();")]
    public Task Safe_StreamTakenOut(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(statements));

    [Theory]
    [InlineData("Action step = () => {|PSAFE701:p.WaitForExit()|}; step();")]
    [InlineData("Action<Process> step = it => {|PSAFE701:it.WaitForExit()|}; step(p);")]
    [InlineData("Action step = info.CreateNoWindow ? () => {|PSAFE701:p.WaitForExit()|} : () => p.WaitForExit(); step();")]
    [InlineData("Now(() => {|PSAFE701:p.WaitForExit()|});")]
    public Task Hazard_Lambda(string step) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        $"{step} Use(p.StandardOutput.ReadToEnd()); }} static void Now(Action work) {{ work();"));

    [Theory]
    [InlineData("Action step = () => p.WaitForExit(); Use(p.StandardOutput.ReadToEnd()); step();")]
    [InlineData("Action step = () => p.WaitForExit(); new Thread(() => step()).Start(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("Action step = info.CreateNoWindow ? () => p.WaitForExit() : () => Use(p); step(); Use(p.StandardOutput.ReadToEnd());")]
    [InlineData("Later(() => p.WaitForExit()); Use(p.StandardOutput.ReadToEnd());")]
    public Task Safe_Lambda(string statements) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Sync(
        $"{statements} }} static void Later(Action work) {{ s_all.Add(work); new Thread(() => work()).Start(); }} "
            + "static readonly List<Action> s_all = new(); static void Other() {"));

    [Theory]
    [InlineData("Task<string>[] all = { p.StandardOutput.ReadToEndAsync() }; Task<string> read = all[0];")]
    [InlineData("Task<string> read = p.StandardOutput.ReadToEndAsync() ?? throw new Exception();")]
    [InlineData("Task<string> first = p.StandardOutput.ReadToEndAsync(); Task<string> read = first;")]
    [InlineData("Task<string> read = Begin(); Task<string> Begin() => p.StandardOutput.ReadToEndAsync();")]
    public Task Hazard_TaskKept(string begun) => Reports<ChildInputAnalyzer>(ProcessSource.Sync(
        $"{begun} p.StandardInput.WriteLine(info.FileName); Use({{|PSAFE704:read.Result|}});"));

    [Fact]
    public Task Hazard_TaskAwaitedByAMethod() => Reports<ChildInputAnalyzer>(ProcessSource.Async(
        "Task<string> read = p.StandardOutput.ReadToEndAsync(); p.StandardInput.WriteLine(info.FileName); {|PSAFE704:await Show(read)|}; } "
            + "static async Task Show(Task<string> text) { Use(await text);"));

    [Theory]
    [InlineData("p.StandardInput.Close(); Use(read.Result);")]
    [InlineData("Task<string> other = File.ReadAllTextAsync(\"x\"); Use(other.Result);")]
    public Task Safe_TaskKept(string rest) => Silent<ChildInputAnalyzer>(ProcessSource.Sync(
        $"Task<string>[] all = {{ p.StandardOutput.ReadToEndAsync() }}; Task<string> read = all[0]; "
            + $"p.StandardInput.WriteLine(info.FileName); {rest}"));

    [Theory]
    [InlineData("await {|PSAFE701:Ended(done)|};")]
    [InlineData("var same = done; {|PSAFE701:await same.Task|};")]
    public Task Hazard_SignalOfTheExit(string wait) => Reports<WaitBeforeReadAnalyzer>(ProcessSource.Async(
        "var done = new TaskCompletionSource(); p.Exited += (_, _) => done.TrySetResult(); "
            + $"{wait} Use(await p.StandardOutput.ReadToEndAsync()); }} "
            + "static async Task Ended(TaskCompletionSource signal) { await signal.Task;"));

    [Theory]
    [InlineData("await Ended(new TaskCompletionSource());")]
    [InlineData("Task ended = Ended(done); Use(await p.StandardOutput.ReadToEndAsync()); await ended;")]
    public Task Safe_SignalOfTheExit(string wait) => Silent<WaitBeforeReadAnalyzer>(ProcessSource.Async(
        "var done = new TaskCompletionSource(); p.Exited += (_, _) => done.TrySetResult(); "
            + $"{wait} Use(await p.StandardOutput.ReadToEndAsync()); }} "
            + "static async Task Ended(TaskCompletionSource signal) { await signal.Task;"));

    [NewerSyntaxTheory(12)]
    [InlineData("{|PSAFE701:new Step(p).Run()|};")]
    [InlineData("var step = new Step(p); {|PSAFE701:step.Run()|};")]
    [InlineData("_ = {|PSAFE701:new Step(p).Ended|};")]
    public Task Hazard_PrimaryConstructor(string step) => Reports<WaitBeforeReadAnalyzer>(WithStep(
        $"{step} Use(p.StandardOutput.ReadToEnd());"));

    [NewerSyntaxTheory(12)]
    [InlineData("Use(p.StandardOutput.ReadToEnd()); new Step(p).Run();")]
    [InlineData("Use(new Step(p)); p.WaitForExit(); Use(p.StandardOutput.ReadToEnd());")]
    public Task Safe_PrimaryConstructor(string statements) => Silent<WaitBeforeReadAnalyzer>(WithStep(statements));

    private static string WithStep(string statements) => ProcessSource.Sync(
        $"{statements} }} sealed class Step(Process child) {{ public void Run() => child.WaitForExit(); "
            + "public int Ended { get { child.WaitForExit(); return 0; } } } static void Other() {");

    [Theory]
    [InlineData("{|PSAFE708:Finish(p, s)|};")]
    [InlineData("p.Exited += (_, _) => { {|PSAFE708:Finish(p, s)|}; };")]
    public Task Hazard_TailUsedByTheMethodThatWaits(string step) => Reports<LostLinesAnalyzer>(ProcessSource.Sync(Collect(step)));

    [Theory]
    [InlineData("FinishInFull(p, s);")]
    [InlineData("Forget(p, s);")]
    public Task Safe_TailUsedByTheMethodThatWaits(string step) => Silent<LostLinesAnalyzer>(ProcessSource.Sync(Collect(step)));

    private static string Collect(string step) =>
        "var s = new StringBuilder(); p.OutputDataReceived += (_, e) => s.AppendLine(e.Data); p.BeginOutputReadLine(); " + step
            + " } static void Finish(Process q, StringBuilder all) { q.WaitForExit(500); Use(all.ToString()); } "
            + "static void FinishInFull(Process q, StringBuilder all) { if (q.WaitForExit(500)) Drain(q); Use(all.ToString()); } "
            + "static void Drain(Process q) { q.WaitForExit(); } "
            + "static void Forget(Process q, StringBuilder all) { Use(all); q.WaitForExit(500);";

    [Theory]
    [InlineData("Process[] all = { Process.Start(\"x\") }; var q = all[0]; {|PSAFE709:q.Exited|} += (_, _) => Use(info);")]
    [InlineData("var q = Made; {|PSAFE709:q.Exited|} += (_, _) => Use(info);")]
    public Task Hazard_ExitOfWhatIsTakenOut(string statements) => Reports<UnraisedExitAnalyzer>(Exits(statements));

    [Theory]
    [InlineData(
        "Process[] all = { Process.Start(\"x\") }; all[0].EnableRaisingEvents = true; var q = all[0]; q.Exited += (_, _) => Use(info);")]
    [InlineData("Process[] all = { Process.Start(\"x\") }; new List<object>().Add(all); var q = all[0]; q.Exited += (_, _) => Use(q);")]
    [InlineData("var q = On; q.Exited += (_, _) => Use(info);")]
    public Task Safe_ExitOfWhatIsTakenOut(string statements) => Silent<UnraisedExitAnalyzer>(Exits(statements));

    private static string Exits(string statements) => ProcessSource.Sync(
        $"{statements} }} static Process Made => Process.Start(\"x\"); "
            + "static Process On => new Process { EnableRaisingEvents = true }; static void Other() {");

    [Fact]
    public Task Hazard_ExitOfALambdaInAField() => Reports<UnraisedExitAnalyzer>(ProcessSource.Sync(
        "using var q = Process.Start(\"x\"); s_step(q); } "
            + "static readonly Action<Process> s_step = it => {|PSAFE709:it.Exited|} += (_, _) => Use(it); static void Other() {"));

    [Theory]
    [InlineData("q.EnableRaisingEvents = true; s_step(q);")]
    [InlineData("s_step(q); Use(s_step);")]
    public Task Safe_ExitOfALambdaInAField(string statements) => Silent<UnraisedExitAnalyzer>(ProcessSource.Sync(
        $"using var q = Process.Start(\"x\"); {statements} }} "
            + "static readonly Action<Process> s_step = it => it.Exited += (_, _) => Use(it); static void Other() {"));
}
