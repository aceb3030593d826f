using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class UnownedReleaseExitAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE806:s_mutex.ReleaseMutex()|};")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (s_owned) {|PSAFE806:s_mutex.ReleaseMutex()|}; };")]
    [InlineData("Console.CancelKeyPress += (_, _) => {|PSAFE806:Monitor.Exit(s_gate)|};")]
    [InlineData("using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => {|PSAFE806:s_mutex?.ReleaseMutex()|});")]
    [InlineData(
        "Mutex mutex = new(true); AppDomain.CurrentDomain.ProcessExit += (_, _) => { {|PSAFE806:mutex.ReleaseMutex()|}; mutex.Dispose(); "
            + "}; GC.KeepAlive(mutex);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => {|PSAFE806:Release()|};")]
    [InlineData(
        "Action free = () => {|PSAFE806:s_mutex.ReleaseMutex()|}; "
            + "AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (Monitor.TryEnter(s_gate, 5)) free(); };")]
    public Task Hazard_ReleaseInAHandler(string statement) => Reports<UnownedReleaseExitAnalyzer>(Program(statement));

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { lock (s_gate) { } s_mutex.Dispose(); };")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (s_mutex.WaitOne(100)) s_mutex.ReleaseMutex(); };")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (Monitor.IsEntered(s_gate)) Monitor.Exit(s_gate); };")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { try { s_mutex.ReleaseMutex(); } catch (ApplicationException) { } };")]
    [InlineData("Console.CancelKeyPress += (_, _) => s_semaphore.Release();")]
    [InlineData("s_mutex.WaitOne(); try { Console.CancelKeyPress += (_, _) => { }; } finally { s_mutex.ReleaseMutex(); }")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (Monitor.TryEnter(s_gate, 5)) s_leave(); };")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { Monitor.Enter(s_gate); s_leave(); };")]
    public Task Safe_TakenCheckedOrOfNoThread(string statement) => Silent<UnownedReleaseExitAnalyzer>(Program(statement));

    private static string Program(string statement) =>
        $$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;

        class Program
        {
            static readonly Mutex s_mutex = new(false, "Example");
            static readonly SemaphoreSlim s_semaphore = new(0);
            static readonly object s_gate = new();
            static bool s_owned = true;
            static readonly Action s_leave = () => Monitor.Exit(s_gate);

            static void Main()
            {
                {{statement}}
            }

            static void Release() => s_mutex.ReleaseMutex();
        }
        """;
}
