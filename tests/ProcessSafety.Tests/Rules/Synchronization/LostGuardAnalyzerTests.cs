using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE306: how the object is lost that keeps a second instance away.</summary>
public sealed class LostGuardAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_VariableOfAsyncMain() => Reports<LostGuardAnalyzer>(
        """
        using System.Threading;
        using System.Threading.Tasks;
        class Program
        {
            static async Task Main()
            {
                var mutex = {|#0:new Mutex(false, @"Global\app", out bool isFirst)|};
                if (!isFirst)
                {
                    return;
                }

                await Task.Delay(1000);
            }
        }
        """,
        new DiagnosticResult(Rules.InstanceGuardLost).WithLocation(0)
            .WithArguments(
                "new Mutex(false, @\"Global\\app\", out bool isFirst)",
                "is in 'mutex', which is unused after the first await"));

    [Theory]
    [InlineData("_ = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; if (!isFirst) return; Run();")]
    [InlineData("{|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; if (!isFirst) return; Run();")]
    [InlineData("if (!{|PSAFE306:new Mutex(false, \"app\")|}.WaitOne(0)) return; Run();")]
    [InlineData("var mutex = {|PSAFE306:new Mutex(false, \"app\", out var isFirst)|}; if (!isFirst) return; Run();")]
    [InlineData("bool isFirst; Mutex mutex; mutex = {|PSAFE306:new Mutex(false, \"app\", out isFirst)|}; if (isFirst) Run();")]
    [InlineData(
        "Mutex mutex = {|PSAFE306:new(false, Name + \"-app\", out var isFirst)|}; if (!isFirst) { Console.WriteLine(mutex != null); "
            + "return; } Run();")]
    public Task Hazard_Main(string statements) => Reports<LostGuardAnalyzer>(Program("static void Main()", statements));

    [Theory]
    [InlineData("var mutex = {|PSAFE306:new Mutex(true, \"app\")|}; if (!mutex.WaitOne(TimeSpan.Zero)) return; await Task.Delay(1);")]
    [InlineData(
        "var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; if (!isFirst) { await Task.Delay(1); mutex.Dispose(); return; "
            + "} await Task.Delay(1); Run();")]
    [InlineData("if (!{|PSAFE306:new Mutex(false, \"app\")|}.WaitOne(0)) return; await Task.Delay(1);")]
    [InlineData(
        "try { var stream = {|PSAFE306:new FileStream(\"app.lock\", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)|}; } "
            + "catch (IOException) { return; } await Task.Delay(1);")]
    [InlineData(
        "FileStream stream; try { stream = {|PSAFE306:File.Open(Path.Combine(Name, \"app.pid\"), FileMode.OpenOrCreate, "
            + "FileAccess.ReadWrite, FileShare.None)|}; } catch (Exception) { Environment.Exit(1); } await Task.Delay(1);")]
    public Task Hazard_AsyncMain(string statements) => Reports<LostGuardAnalyzer>(Program("static async Task Main()", statements));

    [Theory]
    [InlineData("static bool IsFirst()", "var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; return isFirst;")]
    [InlineData("static bool IsFirst()", "using var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; return isFirst;")]
    [InlineData(
        "static bool IsRunning()",
        "using (var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}) { return !isFirst; }")]
    [InlineData(
        "static bool IsRunning()",
        "using ({|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}) { if (isFirst) return false; return true; }")]
    [InlineData("static bool IsFirst()", "var mutex = {|PSAFE306:new Mutex(false, \"app\")|}; return mutex.WaitOne(0);")]
    [InlineData(
        "static bool IsFirst()",
        "using var mutex = {|PSAFE306:new Mutex(false, \"app\")|}; bool held = mutex.WaitOne(0, false); return held;")]
    [InlineData("static bool IsFirst", "get { _ = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; return isFirst; }")]
    [InlineData(
        "static void Ensure()",
        "var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; if (!isFirst) { Console.WriteLine(); Environment.Exit(1); }")]
    [InlineData("Program()", "var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; if (isFirst) Run();")]
    [InlineData(
        "void Window_Loaded(object sender, EventArgs e)",
        "var mutex = {|PSAFE306:new Mutex(true, \"app\", out var isFirst)|}; if (!isFirst) return; Run();")]
    [InlineData(
        "static bool IsFirst()",
        "try { var stream = {|PSAFE306:new FileStream(\"my.lock\", FileMode.Create, FileAccess.Write, FileShare.None)|}; return true; } "
            + "catch (IOException) { return false; }")]
    [InlineData(
        "static bool IsFirst()",
        "try { using var stream = {|PSAFE306:new FileStream(\"my.lock\", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None)|}; "
            + "return true; } catch (IOException) { return false; }")]
    public Task Hazard_MethodThatReturns(string method, string statements) => Reports<LostGuardAnalyzer>(Program(method, statements));

    [Fact]
    public Task Hazard_StartupOfAFramework() => Reports<LostGuardAnalyzer>(
        """
        using System.Threading;
        class Application
        {
            protected virtual void OnStartup(string[] args) { }
            protected void Shutdown() { }
        }
        class App : Application
        {
            protected override void OnStartup(string[] args)
            {
                var mutex = {|#0:new Mutex(true, "app", out bool isFirst)|};
                if (!isFirst)
                {
                    Shutdown();
                    return;
                }

                base.OnStartup(args);
            }
        }
        """,
        new DiagnosticResult(Rules.InstanceGuardLost).WithLocation(0)
            .WithArguments("new Mutex(true, \"app\", out bool isFirst)", "is in 'mutex', which is gone when 'OnStartup' returns"));

    [Fact]
    public Task Hazard_LambdaInAField() => Reports<LostGuardAnalyzer>(
        """
        using System;
        using System.Threading;

        class Program
        {
            private static readonly Func<bool> s_isFirst = () =>
            {
                var mutex = {|PSAFE306:new Mutex(true, "app", out bool isFirst)|};
                return isFirst;
            };
        }
        """);

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<LostGuardAnalyzer>(
        test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        """
        using System.Threading;
        using System.Threading.Tasks;

        Mutex mutex = {|PSAFE306:new(false, "app", out bool isFirst)|};
        if (!isFirst)
            return;

        await Task.Delay(1000);
        """);

    [Theory]
    [InlineData("using var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return; Run();")]
    [InlineData("using (new Mutex(false, \"app\", out var isFirst)) { if (!isFirst) return; Run(); }")]
    [InlineData("var mutex = new Mutex(true, \"app\", out var isFirst); if (!isFirst) return; Run();")]
    [InlineData("var mutex = new Mutex(false, \"app\"); if (!mutex.WaitOne(0)) return; Run();")]
    [InlineData("var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return; Run(); GC.KeepAlive(mutex);")]
    [InlineData("var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return; Run(); mutex.Dispose();")]
    [InlineData("s_mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return; Run();")]
    [InlineData("var mutex = new Mutex(false, \"app\", out var isFirst); s_mutex = mutex; if (!isFirst) return; Run();")]
    [InlineData(
        "var mutex = new Mutex(false, \"app\", out var isFirst); AppDomain.CurrentDomain.ProcessExit += (_, _) => mutex.Dispose(); "
            + "if (!isFirst) return; Run();")]
    [InlineData("var mutex = new Mutex(false, \"app\", out var isFirst); Keep(mutex); if (!isFirst) return; Run();")]
    [InlineData("var mutex = new Mutex(false, null, out var isFirst); if (!isFirst) return; Run();")]
    [InlineData("var mutex = new Mutex(false, \"app\"); mutex.WaitOne(); try { Run(); } finally { mutex.ReleaseMutex(); }")]
    [InlineData("var mutex = new Mutex(false, \"app\", out _); Run();")]
    [InlineData("var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return;")]
    public Task Safe_Main(string statements) => Silent<LostGuardAnalyzer>(Program("static void Main()", statements));

    [Theory]
    [InlineData("using var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return; await Task.Delay(1);")]
    [InlineData(
        "var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) return; await Task.Delay(1); GC.KeepAlive(mutex); "
            + "await Task.Delay(1);")]
    [InlineData(
        "var mutex = new Mutex(true, \"app\", out var isFirst); try { if (!isFirst) return; await Task.Delay(1); } "
            + "finally { mutex.Dispose(); }")]
    [InlineData("var mutex = new Mutex(false, \"app\", out var isFirst); if (!isFirst) { await Task.Delay(1); }")]
    [InlineData("await Task.Delay(1); var mutex = new Mutex(true, \"app\", out var isFirst); if (isFirst) Run();")]
    [InlineData(
        "try { s_stream = new FileStream(\"app.lock\", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); } "
            + "catch (IOException) { return; } await Task.Delay(1);")]
    [InlineData(
        "try { var stream = new FileStream(\"app.lock\", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read); } "
            + "catch (IOException) { return; } await Task.Delay(1);")]
    [InlineData(
        "using var stream = new FileStream(\"data.lock\", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); "
            + "await Task.Delay(1);")]
    [InlineData(
        "try { var stream = new FileStream(\"data.bin\", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); } "
            + "catch (IOException) { return; } await Task.Delay(1);")]
    public Task Safe_AsyncMain(string statements) => Silent<LostGuardAnalyzer>(Program("static async Task Main()", statements));

    [Theory]
    [InlineData("static Mutex Create()", "var mutex = new Mutex(true, \"app\", out var isFirst); return isFirst ? mutex : null;")]
    [InlineData("static bool TryCreate(out Mutex mutex)", "mutex = new Mutex(true, \"app\", out var isFirst); return isFirst;")]
    [InlineData("static bool IsFirst()", "s_mutex = new Mutex(true, \"app\", out var isFirst); return isFirst;")]
    [InlineData(
        "static bool TryRun()",
        "using var mutex = new Mutex(true, \"app\", out var isFirst); if (!isFirst) return false; Run(); return true;")]
    [InlineData(
        "static bool TryRun()",
        "var mutex = new Mutex(false, \"app\"); if (!mutex.WaitOne(0)) return false; try { Run(); return true; } "
            + "finally { mutex.ReleaseMutex(); }")]
    [InlineData(
        "static int Start()",
        "using var mutex = new Mutex(true, \"app\", out var isFirst); if (!isFirst) return 1; Run(); return 0;")]
    [InlineData("static void Start()", "var mutex = new Mutex(true, \"app\", out var isFirst); if (!isFirst) return; Run();")]
    [InlineData(
        "static bool IsFileLocked()",
        "try { using (File.Open(\"data.lock\", FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { return false; } } "
            + "catch (IOException) { return true; }")]
    [InlineData(
        "static bool CanWrite(string path)",
        "try { using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None); return true; } "
            + "catch (IOException) { return false; }")]
    public Task Safe_Method(string method, string statements) => Silent<LostGuardAnalyzer>(Program(method, statements));

    private static string Program(string method, string statements) =>
        $$"""
        #nullable disable
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        #pragma warning disable CS8892
        class Program
        {
            private static Mutex s_mutex;
            private static FileStream s_stream;
            private static string Name => Environment.UserName;
            {{method}}
            {
                {{statements}}
            }
            static void Run() { }
            static void Keep(object value) { }
        }
        """;
}
