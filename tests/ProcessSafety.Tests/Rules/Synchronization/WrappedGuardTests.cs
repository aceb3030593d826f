using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE306: objects that hold the mutex of a single instance, and that nothing uses while the program goes on.</summary>
public sealed class WrappedGuardTests : RuleTest
{
    [Theory]
    [InlineData("var single = {|PSAFE306:new Single(\"app\")|}; if (!single.IsFirst) return; await Task.Delay(1);")]
    [InlineData("Single single = {|PSAFE306:new(\"app\")|}; if (single.IsFirst == false) { return; } await Task.Delay(1);")]
    [InlineData("var single = {|PSAFE306:new Waiting()|}; if (!single.Owned) return; await Task.Delay(1);")]
    [InlineData("var outer = {|PSAFE306:new Outer()|}; if (!outer.MayRun) { Console.WriteLine(); return; } await Task.Delay(1);")]
    public Task Hazard_ObjectThatNothingUses(string statements) => Reports<LostGuardAnalyzer>(Program(statements));

    [Theory]
    [InlineData("using var single = new Single(\"app\"); if (!single.IsFirst) return; await Task.Delay(1);")]
    [InlineData("var single = new Single(\"app\"); if (!single.IsFirst) return; await Task.Delay(1); single.Dispose();")]
    [InlineData("var single = new Single(\"app\"); if (!single.IsFirst) return; await Task.Delay(1); GC.KeepAlive(single);")]
    [InlineData("var single = new Single(\"app\"); if (!single.IsFirst) return; s_kept = single; await Task.Delay(1);")]
    [InlineData("s_kept = new Single(\"app\"); if (!s_kept.IsFirst) return; await Task.Delay(1);")]
    [InlineData("var single = new Single(\"app\"); Console.WriteLine(single.IsFirst); await Task.Delay(1);")]
    [InlineData("var single = new Single(\"app\"); if (!single.IsLoud) return; await Task.Delay(1);")]
    [InlineData("var single = new Single(\"app\"); if (!single.IsFirst) return; Console.ReadLine();")]
    [InlineData("var single = new Single(\"app\"); if (!single.IsFirst) { await Task.Delay(1); return; } Console.ReadLine();")]
    [InlineData("var shared = new Shared(); if (!shared.IsFirst) return; await Task.Delay(1);")]
    [InlineData("var watched = new Watched(); if (!watched.IsFirst) return; await Task.Delay(1);")]
    public Task Safe_ObjectThatLives(string statements) => Silent<LostGuardAnalyzer>(Program(statements));

    private static string Program(string statements) =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static Single? s_kept;

            private static async Task Main()
            {
                {{statements}}
            }
        }

        internal sealed class Single : IDisposable
        {
            private readonly Mutex _mutex;

            public Single(string name)
            {
                _mutex = new Mutex(true, name, out bool createdNew);
                IsFirst = createdNew;
            }

            public bool IsFirst { get; }

            public bool IsLoud { get; set; }

            public void Dispose() => _mutex.Dispose();
        }

        internal sealed class Waiting
        {
            private readonly Mutex _mutex = new(false, "app");

            public bool Owned => _mutex.WaitOne(0);
        }

        internal sealed class Outer
        {
            private readonly Single _single = new("app");

            public bool MayRun => _single.IsFirst;
        }

        internal sealed class Shared
        {
            private static Mutex? s_mutex;

            public Shared()
            {
                s_mutex = new Mutex(true, "app", out bool createdNew);
                IsFirst = createdNew;
            }

            public bool IsFirst { get; }
        }

        internal sealed class Watched
        {
            private readonly Mutex _mutex;

            public Watched()
            {
                _mutex = new Mutex(true, "app", out bool createdNew);
                IsFirst = createdNew;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => _mutex.Dispose();
            }

            public bool IsFirst { get; }
        }
        """;
}
