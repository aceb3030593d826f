namespace ProcessSafety.Tests;

/// <summary>Parsers of command lines and hosts, as far as rules look at them.</summary>
internal static class CommandLineStubs
{
    /// <summary>System.CommandLine 2.0.</summary>
    public const string SystemCommandLine =
        """
        namespace System.CommandLine
        {
            using System;
            using System.Collections;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;

            public abstract class Symbol
            {
                public string? Description { get; set; }
                public string Name => "";
            }

            public abstract class Option : Symbol { }

            public class Option<T> : Option
            {
                public Option(string name, params string[] aliases) { }

                public Func<ArgumentResult, T>? DefaultValueFactory { get; set; }
            }

            public sealed class ArgumentResult { }

            public class Command : Symbol, IEnumerable
            {
                public Command(string name, string? description = null) { }

                public IList<Option> Options => new List<Option>();
                public IList<Command> Subcommands => new List<Command>();

                public void Add(Option option) { }
                public void Add(Command command) { }
                public void SetAction(Action<ParseResult> action) { }
                public void SetAction(Func<ParseResult, int> action) { }
                public void SetAction(Func<ParseResult, CancellationToken, Task> action) { }
                public ParseResult Parse(IReadOnlyList<string> args, ParserConfiguration? configuration = null) => throw null!;
                public IEnumerator GetEnumerator() => Subcommands.GetEnumerator();
            }

            public class RootCommand : Command
            {
                public RootCommand(string description = "") : base("root", description) { }
            }

            public class ParserConfiguration { }

            public class InvocationConfiguration { }

            public sealed class ParseResult
            {
                public T? GetValue<T>(Option<T> option) => throw null!;
                public int Invoke(InvocationConfiguration? configuration = null) => 0;
                public Task<int> InvokeAsync(
                    InvocationConfiguration? configuration = null,
                    CancellationToken cancellationToken = default) =>
                    Task.FromResult(0);
            }
        }
        """;

    /// <summary>System.CommandLine 2.0 beta 4, with the handlers of its naming conventions.</summary>
    public const string SystemCommandLineBeta =
        """
        namespace System.CommandLine
        {
            using System;
            using System.Collections;
            using System.CommandLine.Invocation;
            using System.Threading.Tasks;

            public class Option<T>
            {
                public Option(string name, string? description = null) { }
                public Option(string[] aliases, string? description = null) { }
            }

            public class Command : IEnumerable
            {
                public Command(string name, string? description = null) { }

                public ICommandHandler? Handler { get; set; }

                public void Add(Command command) { }
                public void AddCommand(Command command) { }
                public void AddOption<T>(Option<T> option) { }
                public IEnumerator GetEnumerator() => throw null!;
            }

            public class RootCommand : Command
            {
                public RootCommand(string description = "") : base("root", description) { }
            }

            public static class Handler
            {
                public static void SetHandler(this Command command, Action handle) { }
                public static void SetHandler(this Command command, Func<Task> handle) { }
                public static void SetHandler<T>(this Command command, Action<T> handle, Option<T> symbol) { }
            }

            public static class CommandExtensions
            {
                public static int Invoke(this Command command, string[] args) => 0;
                public static Task<int> InvokeAsync(this Command command, string[] args) => Task.FromResult(0);
            }
        }

        namespace System.CommandLine.Invocation
        {
            public interface ICommandHandler { }
        }

        namespace System.CommandLine.NamingConventionBinder
        {
            using System;
            using System.CommandLine.Invocation;

            public static class CommandHandler
            {
                public static ICommandHandler Create(Action action) => throw null!;
            }
        }
        """;

    public const string Spectre =
        """
        namespace Spectre.Console.Cli
        {
            using System;
            using System.Collections.Generic;

            public interface ICommand { }

            public abstract class Command : ICommand
            {
                public abstract int Execute();
            }

            public interface IConfigurator
            {
                void AddCommand<TCommand>(string name) where TCommand : class, ICommand;
            }

            public sealed class CommandApp
            {
                public void Configure(Action<IConfigurator> configuration) { }
                public int Run(IEnumerable<string> args) => 0;
            }
        }
        """;

    public const string McMaster =
        """
        namespace McMaster.Extensions.CommandLineUtils
        {
            using System;

            [AttributeUsage(AttributeTargets.Class)]
            public sealed class CommandAttribute : Attribute
            {
                public CommandAttribute(string name) { }
            }

            [AttributeUsage(AttributeTargets.Class)]
            public sealed class SubcommandAttribute : Attribute
            {
                public SubcommandAttribute(params Type[] subcommands) { }
            }

            public class CommandLineApplication
            {
                public static int Execute<TApp>(params string[] args) where TApp : class => 0;
            }
        }
        """;

    public const string CommandLineParser =
        """
        namespace CommandLine
        {
            using System;
            using System.Collections.Generic;

            [AttributeUsage(AttributeTargets.Class)]
            public sealed class VerbAttribute : Attribute
            {
                public VerbAttribute(string name) { }
            }

            public sealed class Error { }

            public abstract class ParserResult<T> { }

            public sealed class Parser
            {
                public static Parser Default => throw null!;

                public ParserResult<object> ParseArguments<T1, T2>(IEnumerable<string> args) => throw null!;
            }

            public static class ParserResultExtensions
            {
                public static TResult MapResult<T1, T2, TResult>(
                    this ParserResult<object> result,
                    Func<T1, TResult> first,
                    Func<T2, TResult> second,
                    Func<IEnumerable<Error>, TResult> notParsed) =>
                    throw null!;
            }
        }
        """;

    /// <summary>Microsoft.Extensions.Hosting, with the services and the configuration that a builder has.</summary>
    public const string Hosting =
        """
        namespace Microsoft.Extensions.Configuration
        {
            public interface IConfiguration
            {
                string? this[string key] { get; set; }
            }

            public sealed class ConfigurationManager : IConfiguration
            {
                public string? this[string key] { get => throw null!; set { } }
            }

            public static class ConfigurationBinder
            {
                public static T? GetValue<T>(this IConfiguration configuration, string key) => throw null!;
            }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            using Microsoft.Extensions.Hosting;

            public interface IServiceCollection { }

            public static class ServiceCollectionHostedServiceExtensions
            {
                public static IServiceCollection AddHostedService<THostedService>(this IServiceCollection services)
                    where THostedService : class, IHostedService =>
                    services;
            }
        }

        namespace Microsoft.Extensions.Hosting
        {
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;

            public interface IHostedService
            {
                Task StartAsync(CancellationToken cancellationToken);
                Task StopAsync(CancellationToken cancellationToken);
            }

            public abstract class BackgroundService : IHostedService
            {
                public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                protected abstract Task ExecuteAsync(CancellationToken stoppingToken);
            }

            public interface IHost { }

            public sealed class HostBuilderContext
            {
                public IConfiguration Configuration { get; set; } = null!;
            }

            public interface IHostBuilder
            {
                IHostBuilder ConfigureServices(Action<HostBuilderContext, IServiceCollection> configureDelegate);
                IHost Build();
            }

            public sealed class HostApplicationBuilder
            {
                public ConfigurationManager Configuration { get; } = new();
                public IServiceCollection Services { get; } = null!;
                public IHost Build() => throw null!;
            }

            public static class Host
            {
                public static HostApplicationBuilder CreateApplicationBuilder(string[]? args) => throw null!;
                public static IHostBuilder CreateDefaultBuilder(string[]? args) => throw null!;
            }

            public static class HostingAbstractionsHostExtensions
            {
                public static void Run(this IHost host) { }
                public static Task RunAsync(this IHost host, CancellationToken token = default) => Task.CompletedTask;
            }
        }
        """;
}
