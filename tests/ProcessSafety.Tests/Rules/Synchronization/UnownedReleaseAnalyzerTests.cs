using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE313: releases of a mutex that was not taken.</summary>
public sealed class UnownedReleaseAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_ReturnInTheTry() => Reports<UnownedReleaseAnalyzer>(
        """
        using System;
        using System.Threading;
        class Program
        {
            static void Main()
            {
                using Mutex mutex = {|#0:new Mutex(true, "app", out bool createdNew)|};
                try
                {
                    if (!createdNew)
                    {
                        Console.WriteLine("runs already");
                        return;
                    }

                    Console.WriteLine("runs");
                }
                finally
                {
                    {|#1:mutex.ReleaseMutex()|};
                }
            }
        }
        """,
        new DiagnosticResult(Rules.MutexReleasedUnowned)
            .WithLocation(1)
            .WithLocation(0)
            .WithArguments("mutex.ReleaseMutex()", "'createdNew' is false"));

    [Theory]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (isNew) { Work(); } {|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData(
        "var m = new Mutex(true, \"a\", out var isNew); if (isNew) { Work(); } else { Log(\"busy\"); } "
            + "{|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData("bool isNew; var m = new Mutex(true, \"a\", out isNew); if (!isNew) { Log(\"busy\"); } {|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData("var m = new Mutex(true, \"a\", out _isNew); if (_isNew) { Work(); } {|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (isNew is false) { Log(\"busy\"); } {|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); Log($\"first: {isNew}\"); Work(); {|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData("_mutex = new Mutex(true, \"a\", out bool isNew); if (isNew) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("_mutex = new Mutex(true, \"a\", out bool isNew); if (isNew) { Work(); } _mutex?{|PSAFE313:.ReleaseMutex()|};")]
    [InlineData(
        "var m = new Mutex(true, \"a\", out bool isNew); if (isNew) { Work(); } if (m != null) { {|PSAFE313:m.ReleaseMutex()|}; }")]
    [InlineData(
        "var m = new Mutex(true, \"a\", out bool isNew); try { if (!isNew) throw new InvalidOperationException(); Work(); } "
            + "finally { {|PSAFE313:m.ReleaseMutex()|}; }")]
    [InlineData("if (_mutex.WaitOne(1000)) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("if (!_mutex.WaitOne(1000)) { Log(\"busy\"); } Work(); {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("bool taken = _mutex.WaitOne(1000); if (taken) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("bool busy = !_mutex.WaitOne(0); if (busy && Ask()) { return; } Work(); {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("bool busy = !_mutex.WaitOne(0); if (!busy) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("bool taken; taken = _mutex.WaitOne(1000); if (taken) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("_taken = _mutex.WaitOne(1000); if (_taken) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("try { if (!_mutex.WaitOne(1000)) { return; } Work(); } finally { {|PSAFE313:_mutex.ReleaseMutex()|}; }")]
    [InlineData(
        "try { if (!_mutex.WaitOne(1000)) { throw new TimeoutException(); } Work(); } finally { {|PSAFE313:_mutex.ReleaseMutex()|}; }")]
    [InlineData(
        "try { try { if (!_mutex.WaitOne(10)) { return; } } catch (AbandonedMutexException) { } Work(); } "
            + "finally { {|PSAFE313:_mutex.ReleaseMutex()|}; }")]
    [InlineData("if (!_mutex.WaitOne(10) && Ask()) { return; } Work(); {|PSAFE313:_mutex.ReleaseMutex()|};")]
    [InlineData("Run(); void Run() { if (_mutex.WaitOne(10)) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|}; }")]
    [InlineData("Action run = () => { if (_mutex.WaitOne(10)) { Work(); } {|PSAFE313:_mutex.ReleaseMutex()|}; }; run();")]
    [InlineData("int code = _mutex.WaitOne(10) ? 0 : 1; Work(); {|PSAFE313:_mutex.ReleaseMutex()|};")]
    public Task Hazard_Forms(string statements) => Reports<UnownedReleaseAnalyzer>(Method(statements));

    [Fact]
    public Task Hazard_TopLevelStatements() => Reports<UnownedReleaseAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        """
        using System;
        using System.Threading;

        using Mutex mutex = new(true, "app", out bool isFirst);
        if (isFirst)
        {
            Console.WriteLine("runs");
        }

        {|PSAFE313:mutex.ReleaseMutex()|};
        """);

    [Theory]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (!isNew) { return; } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (isNew) { Work(); m.ReleaseMutex(); }")]
    [InlineData(
        "var m = new Mutex(true, \"a\", out bool isNew); try { if (!isNew) return; Work(); } finally { if (isNew) "
            + "m.ReleaseMutex(); }")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (!isNew) { return; } try { Work(); } finally { m.ReleaseMutex(); }")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (!isNew) { m.WaitOne(); } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (!isNew && !m.WaitOne(10)) { return; } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (!isNew) { Environment.Exit(1); } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (!isNew) { Fail(); } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (isNew == false) { return; } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (isNew is false) { return; } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); if (isNew != true) { return; } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out _isNew); if (!_isNew) { return; } Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); Check(isNew); Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out bool isNew); _isNew = isNew; if (!_isNew) { return; } Work(); m.ReleaseMutex();")]
    [InlineData(
        "var m = new Mutex(true, \"a\", out bool isNew); if (isNew) { Work(); } try { m.ReleaseMutex(); } "
            + "catch (ApplicationException) { }")]
    [InlineData("var m = new Mutex(true, null, out bool isNew); if (isNew) { Work(); } m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\"); Work(); m.ReleaseMutex();")]
    [InlineData("var m = new Mutex(true, \"a\", out _); Work(); m.ReleaseMutex();")]
    [InlineData("if (!_mutex.WaitOne(1000)) { return; } try { Work(); } finally { _mutex.ReleaseMutex(); }")]
    [InlineData("if (!_mutex.WaitOne(1000)) { throw new TimeoutException(); } Work(); _mutex.ReleaseMutex();")]
    [InlineData("bool taken = false; try { taken = _mutex.WaitOne(1000); } finally { if (taken) { _mutex.ReleaseMutex(); } }")]
    [InlineData(
        "bool taken = false; try { taken = _mutex.WaitOne(10); if (!taken) return; } catch (AbandonedMutexException) { taken = true; } "
            + "try { Work(); } finally { if (taken) _mutex.ReleaseMutex(); }")]
    [InlineData(
        "bool held = false; try { if (!_mutex.WaitOne(10)) { return; } held = true; Work(); } "
            + "finally { if (held) _mutex.ReleaseMutex(); }")]
    [InlineData(
        "try { if (!_mutex.WaitOne(10)) { Log(\"busy\"); return; } } catch (AbandonedMutexException) { } Work(); "
            + "_mutex.ReleaseMutex();")]
    [InlineData("if (!_mutex.WaitOne(0)) { Log(\"waits\"); _mutex.WaitOne(); } Work(); _mutex.ReleaseMutex();")]
    [InlineData("bool busy = !_mutex.WaitOne(0); if (busy) { return; } Work(); _mutex.ReleaseMutex();")]
    [InlineData("bool busy = !_mutex.WaitOne(0); try { if (busy) { return; } } finally { if (!busy) { _mutex.ReleaseMutex(); } }")]
    [InlineData("while (!_mutex.WaitOne(10)) { Log(\"waits\"); } Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(10); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(); Work(); _mutex.ReleaseMutex();")]
    [InlineData("_mutex.WaitOne(); if (_mutex.WaitOne(0)) { _mutex.ReleaseMutex(); } _mutex.ReleaseMutex();")]
    [InlineData("if (!Check(_mutex.WaitOne(10))) { return; } Work(); _mutex.ReleaseMutex();")]
    [InlineData("if (!_semaphore.WaitOne(10)) { Log(\"busy\"); } Work(); _semaphore.Release();")]
    [InlineData("if (_mutex.WaitOne(10)) { Work(); } _other.ReleaseMutex();")]
    [InlineData("if (_mutex.WaitOne(10)) { try { Work(); } finally { _mutex.ReleaseMutex(); } }")]
    public Task Safe_Forms(string statements) => Silent<UnownedReleaseAnalyzer>(Method(statements));

    /// <summary>A function that does nothing but release does it for the one that calls it.</summary>
    [Theory]
    [InlineData("Leave(m);", "static void Leave(Mutex m) => {|PSAFE313:m.ReleaseMutex()|};")]
    [InlineData("Leave();", "", "void Leave() { {|PSAFE313:m.ReleaseMutex()|}; }")]
    public Task Hazard_ReleasedByACall(string call, string members, string functions = "") =>
        Reports<UnownedReleaseAnalyzer>(Calling(call, members, functions));

    [NewerSyntaxFact(12)]
    public Task Hazard_ReleasedByAnObject() => Reports<UnownedReleaseAnalyzer>(Calling(
        "new Turn(m).End();",
        "sealed class Turn(Mutex gate) { public void End() => {|PSAFE313:gate.ReleaseMutex()|}; }",
        ""));

    [Theory]
    [InlineData("Leave(m, isNew);", "static void Leave(Mutex m, bool isOurs) { if (isOurs) { m.ReleaseMutex(); } }")]
    [InlineData("Leave(m, isNew);", "static void Leave(Mutex m, bool isOurs) { if (!isOurs) return; m.ReleaseMutex(); }")]
    [InlineData("Leave(m);", "static void Leave(Mutex m) { try { m.ReleaseMutex(); } catch (ApplicationException) { } }")]
    [InlineData("if (isNew) Leave(m);", "static void Leave(Mutex m) => m.ReleaseMutex();")]
    [InlineData("Leave(m);", "static void Leave(Mutex m) => m.ReleaseMutex(); static void Other(Mutex m) { m.WaitOne(); Leave(m); }")]
    [InlineData("Leave(m);", "public static void Leave(Mutex m) => m.ReleaseMutex();")]
    public Task Safe_ReleasedByACall(string call, string members) => Silent<UnownedReleaseAnalyzer>(Calling(call, members, ""));

    private static string Calling(string call, string members, string functions) =>
        $$"""
        using System;
        using System.Threading;
        public static class Program
        {
            static void Main()
            {
                using var m = new Mutex(true, "app", out bool isNew);
                if (isNew)
                {
                    Console.WriteLine("runs");
                }

                {{call}}
                {{functions}}
            }
            {{members}}
        }
        """;

    private static string Method(string statements) =>
        $$"""
        #nullable disable
        #pragma warning disable CS0219, CS0414
        using System;
        using System.Threading;
        class Ledger
        {
            private Mutex _mutex = new(false, "ledger");
            private readonly Mutex _other = new(false, "other");
            private readonly Semaphore _semaphore = new(1, 1);
            private bool _isNew;
            private bool _taken;
            void Append()
            {
                {{statements}}
            }
            void Work() { }
            bool Ask() => true;
            bool Check(bool answer) => answer ? true : throw new InvalidOperationException();
            void Log(string line) => Console.WriteLine(line);
            void Fail() { Log("runs already"); Environment.Exit(1); }
        }
        """;
}
