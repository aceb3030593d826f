using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

/// <summary>PSAFE404 where the launch runs, or the mutex is given back, in code of another kind than a method.</summary>
public sealed class MutexHandOverTests : RuleTest
{
    private const string Launch = "{|PSAFE404:Process.Start(Environment.ProcessPath!)|}";

    [Theory]
    [InlineData("Start();", $"static void Start() => {Launch};")]
    [InlineData("_ = Child;", $"static Process? Child => {Launch};")]
    [InlineData("s_start();", $"static readonly Action s_start = () => {Launch};")]
    [InlineData(
        "IStart start = new Starter(); start.Run();",
        $"interface IStart {{ void Run(); }} sealed class Starter : IStart {{ public void Run() => {Launch}; }}")]
    public Task Hazard_StillOwned(string start, string members) => Reports<OwnedMutexLaunchAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program(start, members));

    [Theory]
    [InlineData("s_mutex.Dispose(); Start();", $"static void Start() => {Launch};")]
    [InlineData("s_mutex.Dispose(); _ = Child;", $"static Process? Child => {Launch};")]
    [InlineData("s_mutex.Dispose(); s_start();", $"static readonly Action s_start = () => {Launch};")]
    [InlineData(
        "s_mutex.Dispose(); IStart start = new Starter(); start.Run();",
        $"interface IStart {{ void Run(); }} sealed class Starter : IStart {{ public void Run() => {Launch}; }}")]
    [InlineData(
        $"new Guard(s_mutex).Leave(); {Launch};",
        "sealed class Guard { readonly Mutex _mutex; public Guard(Mutex mutex) => _mutex = mutex; public void Leave() => "
            + "_mutex.Dispose(); }")]
    [InlineData($"Mutex held = s_mutex; held.Dispose(); {Launch};", "")]
    public Task Safe_GivenBack(string start, string members) => Silent<OwnedMutexLaunchAnalyzer>(
        test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Program(start, members).Replace("{|PSAFE404:", "").Replace("|}", ""));

    private static string Program(string start, string members) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading;

        internal static class Program
        {
            private static Mutex s_mutex = null!;

            private static void Main()
            {
                s_mutex = new Mutex(true, "app", out bool first);
                if (!first)
                {
                    return;
                }

                {{start}}
            }

            {{members}}
        }
        """;
}
