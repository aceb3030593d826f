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

    [Theory]
    [InlineData("{|PSAFE803:SaveAsync()|};")]
    [InlineData("_ = {|PSAFE803:SaveAsync()|};")]
    [InlineData("{|PSAFE803:Task.Run(Save)|};")]
    [InlineData("_ = {|PSAFE803:Task.Run(async () => await SaveAsync())|};")]
    [InlineData("{|PSAFE803:Task.Factory.StartNew(Save)|};")]
    [InlineData("{|PSAFE803:Task.Run(Save)|}.ConfigureAwait(false);")]
    [InlineData("{|PSAFE803:Task.Run(Save)|}.ContinueWith(_ => Console.WriteLine());")]
    [InlineData("{|PSAFE803:Later()|};")]
    [InlineData("Task.Delay(1).Wait(); {|PSAFE803:SaveAsync()|};")]
    public Task Hazard_WorkThatNobodyWaitsFor(string statement) => Reports<AsyncExitHandlerAnalyzer>(Dropping(statement));

    [Theory]
    [InlineData("SaveAsync().Wait();")]
    [InlineData("Task saving = SaveAsync(); saving.Wait(100);")]
    [InlineData("Task.Run(Save).GetAwaiter().GetResult();")]
    [InlineData("_ = SaveAsync(); Thread.Sleep(100);")]
    [InlineData("_ = SaveAsync(); s_done.WaitOne(1000);")]
    [InlineData("Save();")]
    [InlineData("s_saving = SaveAsync();")]
    [InlineData("_ = Now();")]
    [InlineData("Action later = () => SaveAsync(); GC.KeepAlive(later);")]
    public Task Safe_WorkThatIsWaitedFor(string statement) => Silent<AsyncExitHandlerAnalyzer>(Dropping(statement));

    [Theory]
    [InlineData("EventHandler save = async (_, _) => {|PSAFE803:await SaveAsync()|}; AppDomain.CurrentDomain.ProcessExit += save;")]
    [InlineData(
        "EventHandler save = s_saving is null ? (_, _) => { } : async (_, _) => {|PSAFE803:await SaveAsync()|}; "
            + "AppDomain.CurrentDomain.ProcessExit += save;")]
    [InlineData("Hook(async (_, _) => {|PSAFE803:await SaveAsync()|});")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += delegate { {|PSAFE803:SaveAsync()|}; };")]
    public Task Hazard_StoredOrHandedOn(string subscription) =>
        Reports<AsyncExitHandlerAnalyzer>(Dropping(string.Empty, subscription));

    [Theory]
    [InlineData("Func<Task> save = async () => await SaveAsync(); AppDomain.CurrentDomain.ProcessExit += (_, _) => save().Wait(1000);")]
    [InlineData("EventHandler save = async (_, _) => await SaveAsync(); save(null, EventArgs.Empty);")]
    public Task Safe_StoredForSomethingElse(string subscription) =>
        Silent<AsyncExitHandlerAnalyzer>(Dropping(string.Empty, subscription));

    [Fact]
    public Task Safe_WorkOfASignalHandler() => Silent<AsyncExitHandlerAnalyzer>(
        Dropping(string.Empty, "Console.CancelKeyPress += (_, e) => { e.Cancel = true; _ = SaveAsync(); };"));

    [Fact]
    public Task Hazard_AdapterThatSubscribesForOthers() => Reports<AsyncExitHandlerAnalyzer>(
        """
        using System;
        using System.Threading.Tasks;

        internal interface IEnding { event EventHandler Ending; }

        internal sealed class Domain : IEnding
        {
            public event EventHandler Ending
            {
                add => AppDomain.CurrentDomain.ProcessExit += value;
                remove => AppDomain.CurrentDomain.ProcessExit -= value;
            }
        }

        internal sealed class Store
        {
            public Store(IEnding ending) => ending.Ending += OnEnding;

            private async void OnEnding(object? sender, EventArgs e) => {|PSAFE803:await Task.Delay(10)|};
        }
        """);

    [Theory]
    [InlineData("Ending?.Invoke(this, EventArgs.Empty);")]
    [InlineData("OnEnding();")]
    public Task Hazard_SubscriberOfAnEventThatAHandlerRaises(string raise) => Reports<AsyncExitHandlerAnalyzer>(
        Lifetime(raise, "lifetime.Ending += async (_, _) => {|PSAFE803:await Task.Delay(1)|};"));

    [Theory]
    [InlineData("Ending?.Invoke(this, EventArgs.Empty);", "lifetime.Ending += (_, _) => Console.WriteLine();")]
    [InlineData("Ending?.Invoke(this, EventArgs.Empty);", "lifetime.Other += async (_, _) => await Task.Delay(1);")]
    [InlineData("Console.WriteLine();", "lifetime.Ending += async (_, _) => await Task.Delay(1);")]
    public Task Safe_SubscriberThatDoesNotAwaitAtTheEnd(string raise, string subscribe) =>
        Silent<AsyncExitHandlerAnalyzer>(Lifetime(raise, subscribe));

    [Fact]
    public Task Hazard_EveryOverrideOfATemplate() => Reports<AsyncExitHandlerAnalyzer>(
        """
        using System;
        using System.Threading.Tasks;

        internal abstract class Service
        {
            protected Service() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();

            protected abstract void Stop();
        }

        internal sealed class Mail : Service
        {
            protected override async void Stop() => {|PSAFE803:await Task.Delay(1)|};
        }

        internal sealed class Files : Service
        {
            protected override void Stop() => Console.WriteLine();
        }
        """);

    private static string Lifetime(string raise, string subscribe) =>
        $$"""
        using System;
        using System.Threading.Tasks;

        internal sealed class Lifetime
        {
            public Lifetime() => AppDomain.CurrentDomain.ProcessExit += OnProcessExit;

            public event EventHandler? Ending;

            public event EventHandler? Other;

            private void OnProcessExit(object? sender, EventArgs e)
            {
                {{raise}}
            }

            private void OnEnding() => Ending?.Invoke(this, EventArgs.Empty);

            public void Change() => Other?.Invoke(this, EventArgs.Empty);
        }

        internal static class Program
        {
            private static void Main()
            {
                Lifetime lifetime = new();
                {{subscribe}}
            }
        }
        """;

    private static string Dropping(string statement, string subscription = "") =>
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        class Program
        {
            static readonly ManualResetEvent s_done = new(false);
            static Task? s_saving;

            static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => { {{statement}} };
                {{subscription}}
                s_saving?.Wait();
            }

            static void Hook(EventHandler handler) => AppDomain.CurrentDomain.ProcessExit += handler;

            static void Save() => Console.WriteLine("saved");

            static async Task SaveAsync() { await Task.Yield(); s_done.Set(); }

            static async void Later() => await SaveAsync();

            static Task Now() => Task.CompletedTask;
        }
        """;
}
