using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

/// <summary>PSAFE402 where a host gets the services that fit the mode.</summary>
public sealed class RepeatedStartUpHostTests : RuleTest
{
    [Theory]
    [InlineData(
        "var builder = Host.CreateApplicationBuilder(args); if (args.Contains(\"--worker\")) builder.Services.AddHostedService<Worker>(); "
            + "else builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    [InlineData(
        "var builder = Host.CreateApplicationBuilder(args); if (builder.Configuration[\"role\"] == \"worker\") "
            + "builder.Services.AddHostedService<Worker>(); else builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    [InlineData(
        "var builder = Host.CreateApplicationBuilder(args); if (builder.Configuration.GetValue<bool>(\"isworker\")) "
            + "builder.Services.AddHostedService<Worker>(); else builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    [InlineData(
        "var builder = Host.CreateApplicationBuilder(args); switch (builder.Configuration[\"role\"]) { case \"worker\": "
            + "builder.Services.AddHostedService<Worker>(); break; default: builder.Services.AddHostedService<Launcher>(); break; } "
            + "builder.Build().Run();")]
    [InlineData(
        "Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => { if (context.Configuration[\"role\"] == \"worker\") "
            + "services.AddHostedService<Worker>(); else services.AddHostedService<Launcher>(); }).Build().Run();")]
    [InlineData("Host.CreateDefaultBuilder(args).ConfigureServices(Choose).Build().Run();")]
    [InlineData("CreateHostBuilder(args).Build().Run();")]
    [InlineData("var builder = Host.CreateApplicationBuilder(args); AddServices(builder, args); builder.Build().Run();")]
    public Task Hazard_Hosts(string rest) => Reports(Program("{|PSAFE402:File.Delete(\"state\")|}; " + rest));

    [Theory]
    [InlineData("{|PSAFE402:File.WriteAllText(\"pid\", \"1\")|};")]
    [InlineData("var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 5000); {|PSAFE402:listener.Start()|};")]
    [InlineData("Console.WriteLine(); {|PSAFE402:Clear()|};")]
    public Task Hazard_Effects(string first) => Reports(Program(first + " CreateHostBuilder(args).Build().Run();"));

    [Theory]
    [InlineData("CreateHostBuilder(args).Build().Run();")]
    [InlineData(
        "Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => { if (context.Configuration[\"role\"] == \"worker\") "
            + "services.AddHostedService<Worker>(); else services.AddHostedService<Launcher>(); }).Build().Run();")]
    public Task Hazard_Message(string rest) => Reports<RepeatedStartUpAnalyzer>(
        test =>
        {
            Refer(test);
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE402", DiagnosticSeverity.Warning)
                .WithLocation(0)
                .WithLocation(1)
                .WithMessage("'Main → Clear → File.Delete()' runs again in each worker process, before the check whether it is a worker. "
                    + "Move it to the code that starts the workers."));
        },
        Program("{|#0:Clear()|}; " + rest).Replace("File.Delete(\"state\")", "{|#1:File.Delete(\"state\")|}"));

    /// <summary>Effects behind the choice or under a condition, choices by something else, and no choice at all.</summary>
    [Theory]
    [InlineData("CreateHostBuilder(args).Build().Run();")]
    [InlineData("CreateHostBuilder(args).Build().Run(); File.Delete(\"state\");")]
    [InlineData("if (args.Length == 0) File.Delete(\"state\"); CreateHostBuilder(args).Build().Run();")]
    [InlineData("Directory.CreateDirectory(\"logs\"); CreateHostBuilder(args).Build().Run();")]
    [InlineData(
        "File.Delete(\"state\"); var builder = Host.CreateApplicationBuilder(args); builder.Services.AddHostedService<Worker>(); "
            + "builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    [InlineData(
        "File.Delete(\"state\"); var builder = Host.CreateApplicationBuilder(args); "
            + "if (args.Contains(\"--service\")) builder.Services.AddHostedService<Worker>(); "
            + "else builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    [InlineData(
        "File.Delete(\"state\"); var builder = Host.CreateApplicationBuilder(args); "
            + "if (File.Exists(\"--worker\")) builder.Services.AddHostedService<Worker>(); "
            + "else builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    [InlineData(
        "File.Delete(\"state\"); Name(args); var builder = Host.CreateApplicationBuilder(args); "
            + "builder.Services.AddHostedService<Launcher>(); builder.Build().Run();")]
    public Task Safe_Hosts(string body) => Silent(Program(body));

    /// <summary>Services that do the work themselves, start another program, or start this one in its place.</summary>
    [Theory]
    [InlineData("File.Delete(\"state\");")]
    [InlineData("for (int i = 0; i < 4; i++) Process.Start(\"other\", \"--worker\");")]
    [InlineData("Process.Start(Environment.ProcessPath!, \"--worker\"); Environment.Exit(0);")]
    [InlineData("Process.Start(Environment.ProcessPath!, \"--worker\")!.WaitForExit();")]
    public Task Safe_Services(string work) => Silent(Program("File.Delete(\"state\"); CreateHostBuilder(args).Build().Run();", work));

    [Fact]
    public Task Fix_ToTheSideOfTheLaunchingService() => Fix<RepeatedStartUpAnalyzer, BelowBranchFix>(
        Program(
            """
            var builder = Host.CreateApplicationBuilder(args);
                    {|PSAFE402:File.Delete("state")|};
                    if (builder.Configuration["role"] == "worker")
                        builder.Services.AddHostedService<Worker>();
                    else
                        builder.Services.AddHostedService<Launcher>();
                    builder.Build().Run();
            """),
        Program(
            """
            var builder = Host.CreateApplicationBuilder(args);
                    if (builder.Configuration["role"] == "worker")
                        builder.Services.AddHostedService<Worker>();
                    else
                    {
                        File.Delete("state");
                        builder.Services.AddHostedService<Launcher>();
                    }
                    builder.Build().Run();
            """),
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.TestState.AdditionalReferences.Add(StubLibrary.Of(CommandLineStubs.Hosting));
        });

    /// <summary>Behind a host that runs, or a method that chooses, the parent is not alone.</summary>
    [Theory]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; CreateHostBuilder(args).Build().Run();")]
    [InlineData(
        "var builder = Host.CreateApplicationBuilder(args); {|PSAFE402:File.Delete(\"state\")|}; AddServices(builder, args); "
            + "builder.Build().Run();")]
    public Task NoFix_Elsewhere(string body) => NoFix<RepeatedStartUpAnalyzer, BelowBranchFix>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.TestState.AdditionalReferences.Add(StubLibrary.Of(CommandLineStubs.Hosting));
        },
        Program(body));

    private static string Program(
        string body,
        string work = "for (int i = 0; i < 4; i++) Process.Start(Environment.ProcessPath!, \"--worker --role=worker --isworker=true\");") =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                {{body}}
            }

            private static IHostBuilder CreateHostBuilder(string[] args) => Host.CreateDefaultBuilder(args)
                .ConfigureServices((_, services) =>
                {
                    if (args.Contains("--worker"))
                        services.AddHostedService<Worker>();
                    else
                        services.AddHostedService<Launcher>();
                });

            private static void Choose(HostBuilderContext context, IServiceCollection services)
            {
                if (context.Configuration["role"] == "worker")
                    services.AddHostedService<Worker>();
                else
                    services.AddHostedService<Launcher>();
            }

            private static void AddServices(HostApplicationBuilder builder, string[] args)
            {
                bool isWorker = args.Contains("--worker");
                if (isWorker)
                    builder.Services.AddHostedService<Worker>();
                else
                    builder.Services.AddHostedService<Launcher>();
            }

            private static void Name(string[] args)
            {
                if (args.Contains("--worker"))
                    Console.Title = "worker";
            }

            private static void Clear() => File.Delete("state");
        }

        internal sealed class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
        }

        internal sealed class Launcher : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                {{work}}
                return Task.CompletedTask;
            }
        }
        """;

    private static Task Reports(string source) => Reports<RepeatedStartUpAnalyzer>(Refer, source);

    private static Task Silent(string source) => Silent<RepeatedStartUpAnalyzer>(Refer, source);

    private static void Refer(RuleCodeFixTest<RepeatedStartUpAnalyzer, EmptyCodeFixProvider> test)
    {
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.Add(StubLibrary.Of(CommandLineStubs.Hosting));
    }
}
