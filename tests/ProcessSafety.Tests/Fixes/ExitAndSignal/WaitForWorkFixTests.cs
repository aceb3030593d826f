using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using ProcessSafety.CodeFixes.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.Fixes.ExitAndSignal;

public sealed class WaitForWorkFixTests : RuleTest
{
    [Theory]
    [InlineData(
        "async (_, _) => {|PSAFE803:await SaveAsync()|};",
        "(_, _) => SaveAsync().Wait(TimeSpan.FromSeconds(5));")]
    [InlineData(
        "static async (_, _) => { {|PSAFE803:await SaveAsync().ConfigureAwait(false)|}; /* then */ await FlushAsync(); };",
        "static (_, _) => { SaveAsync().Wait(TimeSpan.FromSeconds(5)); /* then */ FlushAsync().AsTask().Wait(TimeSpan.FromSeconds(5)); };")]
    [InlineData(
        "(_, _) => {|PSAFE803:SaveAsync()|};",
        "(_, _) => SaveAsync().Wait(TimeSpan.FromSeconds(5));")]
    [InlineData(
        "(_, _) => { _ = {|PSAFE803:Task.Run(Save)|}; };",
        "(_, _) => { Task.Run(Save).Wait(TimeSpan.FromSeconds(5)); };")]
    [InlineData(
        "async delegate { {|PSAFE803:await (s_saving ?? SaveAsync())|}; };",
        "delegate { (s_saving ?? SaveAsync()).Wait(TimeSpan.FromSeconds(5)); };")]
    public Task Handler_Waits(string handler, string expected) =>
        Fix<AsyncExitHandlerAnalyzer, WaitForWorkFix>(Program(handler), Program(expected));

    [Fact]
    public Task Method_IsNoLongerAsync() => Fix<AsyncExitHandlerAnalyzer, WaitForWorkFix>(
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static void Main() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            // The last lines.
            private static async void OnExit(object? sender, EventArgs e)
            {
                if (sender is null)
                    return;

                {|PSAFE803:await File.WriteAllTextAsync("state", "ended")|}; // all of it
                Console.WriteLine("saved");
            }
        }
        """,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static void Main() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            // The last lines.
            private static void OnExit(object? sender, EventArgs e)
            {
                if (sender is null)
                    return;

                File.WriteAllTextAsync("state", "ended").Wait(TimeSpan.FromSeconds(5)); // all of it
                Console.WriteLine("saved");
            }
        }
        """);

    /// <summary>A result that is used, streams of awaits, nothing to wait for, and a handler that others call.</summary>
    [Theory]
    [InlineData("async (_, _) => { int count = {|PSAFE803:await CountAsync()|}; Console.WriteLine(count); };")]
    [InlineData("async (_, _) => { {|PSAFE803:await SaveAsync()|}; await using System.IO.MemoryStream stream = new(); };")]
    [InlineData("async (_, _) => { try { {|PSAFE803:await SaveAsync()|}; } catch (System.IO.IOException) { } };")]
    [InlineData("async (_, _) => {|PSAFE803:await Task.Yield()|};")]
    [InlineData("(_, _) => {|PSAFE803:SaveInBackground()|};")]
    [InlineData("OnExit; OnExit(null, EventArgs.Empty);")]
    public Task NoFix_Others(string handler) => NoFix<AsyncExitHandlerAnalyzer, WaitForWorkFix>(
        Program(handler).Replace("await SaveAsync(); // here", handler.StartsWith("OnExit") ? "{|PSAFE803:await SaveAsync()|};" : ""));

    private static string Program(string handler) =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        internal static class Program
        {
            private static readonly Task? s_saving = null;

            private static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += {{handler}}
            }

            private static async void OnExit(object? sender, EventArgs e)
            {
                await SaveAsync(); // here
                await Task.Yield();
            }

            private static async void SaveInBackground() => await SaveAsync();

            private static async Task<int> CountAsync()
            {
                await Task.Yield();
                return 1;
            }

            private static async ValueTask FlushAsync() => await Task.Yield();

            private static async Task SaveAsync() => await Task.Delay(1);

            private static void Save() => Thread.Sleep(1);
        }
        """;
}
