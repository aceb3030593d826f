using System.Threading.Tasks;
using ProcessSafety.Analyzers.ExitAndSignal;
using Xunit;

namespace ProcessSafety.Tests.ExitAndSignal;

public sealed class AsyncExitHandlerAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("{|PSAFE803:await Task.Delay(1)|}; Console.WriteLine();")]
    [InlineData("Console.WriteLine(); if (s_busy) {|PSAFE803:await Task.Yield()|}; await Task.Delay(1);")]
    [InlineData("{|PSAFE803:await|} foreach (int item in Items()) Console.WriteLine(item);")]
    [InlineData("{|PSAFE803:await|} using (new MemoryStream()) { }")]
    [InlineData("{|PSAFE803:await|} using var stream = new MemoryStream();")]
    public Task Hazard_AsyncLambda(string body) => Reports<AsyncExitHandlerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;

        class Program
        {
            static bool s_busy = true;

            static void Main() => AppDomain.CurrentDomain.ProcessExit += async (_, _) => { {{body}} };

            static IAsyncEnumerable<int> Items() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task Hazard_AsyncVoidMethodInAnotherFile() => Reports<AsyncExitHandlerAnalyzer>(
        """
        using System.Runtime.Loader;

        class Program
        {
            static void Main() => AssemblyLoadContext.Default.Unloading += new Store().OnUnloading;
        }
        """,
        """
        using System.Runtime.Loader;
        using System.Threading.Tasks;

        class Store
        {
            public async void OnUnloading(AssemblyLoadContext context) => {|PSAFE803:await SaveAsync()|};

            Task SaveAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Safe_SynchronousAndOtherEvents() => Silent<AsyncExitHandlerAnalyzer>(
        """
        using System;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;

        class Program
        {
            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => SaveAsync().Wait();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(async () => await SaveAsync()).Wait(1000);
                Console.CancelKeyPress += async (_, e) => { e.Cancel = true; await SaveAsync(); };
                using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, async c => { c.Cancel = true; await SaveAsync(); });
            }

            static Task SaveAsync() => Task.CompletedTask;
        }
        """);
}
