using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.EntryPoint;
using ProcessSafety.CodeFixes.EntryPoint;
using Xunit;

namespace ProcessSafety.Tests.EntryPoint;

/// <summary>PSAFE402 where a parser of the command line decides what a process does.</summary>
public sealed class RepeatedStartUpHandlerTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;

        """;

    [Fact]
    public Task Hazard_SubcommandAndMessage() => Reports<RepeatedStartUpAnalyzer>(
        test =>
        {
            Refer(test, CommandLineStubs.SystemCommandLine);
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE402", DiagnosticSeverity.Warning)
                .WithLocation(0)
                .WithMessage("'Main → File.Delete()' runs again in each worker process, before the check whether it is a worker. Move it "
                    + "to the code that starts the workers."));
        },
        Usings + "using System.CommandLine;\n" + Launch +
        """
        internal static class Program
        {
            private static async Task<int> Main(string[] args)
            {
                {|#0:File.Delete("state")|};
                Option<int> number = new("--number") { DefaultValueFactory = _ => 1 };
                Command worker = new("worker", "Works.");
                worker.Options.Add(number);
                worker.SetAction(result => Console.WriteLine(result.GetValue(number)));
                RootCommand root = new("Launches.");
                root.Subcommands.Add(worker);
                root.SetAction(async (result, cancellationToken) =>
                {
                    Pool.Launch("worker");
                    await Task.Delay(100, cancellationToken);
                });
                return await root.Parse(args).InvokeAsync();
            }
        }
        """);

    /// <summary>Commands and options of System.CommandLine 2.0.</summary>
    [Theory]
    [InlineData("var root = Root(); {|PSAFE402:File.Delete(\"state\")|}; return root.Parse(args).Invoke();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; ParseResult result = Root().Parse(args); {|PSAFE402:File.Delete(\"log\")|}; "
            + "return result.Invoke();")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; try { return Root().Parse(args).Invoke(); } finally { Console.WriteLine(); }")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; return Start(args);")]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; return new RootCommand { new Worker(\"worker\") }.Parse(args).Invoke();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; Option<bool> mode = new(\"--worker\", \"-w\"); RootCommand root = new() { mode }; "
            + "root.SetAction(result => { if (result.GetValue(mode)) Work(); else Pool.Launch(\"--worker\"); }); "
            + "{|PSAFE402:File.Delete(\"log\")|}; return root.Parse(args).Invoke();")]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; Option<string> role = new(\"--role\"); RootCommand root = new() { role }; "
            + "root.SetAction(result => Act(result.GetValue(role))); return root.Parse(Environment.GetCommandLineArgs()).Invoke();")]
    [InlineData(
        "var log = {|PSAFE402:File.CreateText(\"log\")|}; var root = Root(); root.SetAction(_ => { log.WriteLine(); for (int i = 0; i < 4; "
            + "i++) Process.Start(Environment.ProcessPath!, \"worker\"); }); return root.Parse(args).Invoke();")]
    public Task Hazard_SystemCommandLine(string body) => Reports(Program(body), CommandLineStubs.SystemCommandLine);

    /// <summary>
    /// Effects in handlers and behind the parser, restarts, words that the parser does not know, and what its set-up needs.
    /// </summary>
    [Theory]
    [InlineData("return Root().Parse(args).Invoke();")]
    [InlineData(
        "var root = Root(); root.SetAction(_ => { File.Delete(\"state\"); Pool.Launch(\"worker\"); }); return root.Parse(args).Invoke();")]
    [InlineData("int code = Root().Parse(args).Invoke(); File.Delete(\"state\"); return code;")]
    [InlineData("File.Delete(\"state\"); return Root().Parse(new[] { \"worker\" }).Invoke();")]
    [InlineData("if (args.Length == 0) File.Delete(\"state\"); return Root().Parse(args).Invoke();")]
    [InlineData(
        "using var log = File.CreateText(\"log\"); var root = Root(); root.Add(new Option<string>(\"--role\") { DefaultValueFactory = _ => "
            + "log.ToString()! }); return root.Parse(args).Invoke();")]
    [InlineData(
        "using var log = File.CreateText(\"log\"); Command worker = new(\"worker\"); worker.SetAction(_ => log.WriteLine()); "
            + "return new RootCommand { worker }.Parse(args).Invoke();")]
    public Task Safe_SystemCommandLine(string body) => Silent(Program(body), CommandLineStubs.SystemCommandLine);

    [Fact]
    public Task NoFix_BehindTheParser() => NoFix<RepeatedStartUpAnalyzer, BelowBranchFix>(
        test =>
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
            test.TestState.AdditionalReferences.Add(StubLibrary.Of(CommandLineStubs.SystemCommandLine));
        },
        Program("{|PSAFE402:File.Delete(\"state\")|}; return Root().Parse(args).Invoke();"));

    [Theory]
    [InlineData("return Root().Parse(args).Invoke();")]
    [InlineData("Console.WriteLine(Names.Worker); return Root().Parse(args).Invoke();")]
    public Task Safe_WordIsNotTheParsers(string run) =>
        Silent(Program("File.Delete(\"state\");" + run, worker: "\"helper\""), CommandLineStubs.SystemCommandLine);

    [Theory]
    [InlineData("\"workers\"")]
    [InlineData("\"worker list\"")]
    [InlineData("\"--no-worker\"")]
    public Task Safe_WordIsPartOfAnotherOneOfTheParsers(string command) => Silent(
        Program("File.Delete(\"state\"); return Root().Parse(args).Invoke();", worker: command),
        CommandLineStubs.SystemCommandLine);

    /// <summary>A command that only starts the program in its own place.</summary>
    [Theory]
    [InlineData("Process.Start(Environment.ProcessPath!, \"worker\");")]
    [InlineData("Process.Start(Environment.ProcessPath!, \"worker\")!.WaitForExit();")]
    [InlineData(
        "Process.Start(new ProcessStartInfo(Environment.ProcessPath!, \"worker\") { Verb = \"runas\", UseShellExecute = true }); "
            + "Console.ReadLine(); Work();")]
    [InlineData("Process.Start(\"other\", \"worker\"); Work();")]
    public Task Safe_Restart(string launch) => Silent(
        Usings +
        $$"""
        using System.CommandLine;

        File.Delete("update.zip");
        Command worker = new("worker");
        worker.SetAction(_ => Work());
        RootCommand root = new() { worker };
        root.SetAction(_ => { {{launch}} });
        return root.Parse(args).Invoke();

        static void Work() => Console.WriteLine("working");
        """,
        CommandLineStubs.SystemCommandLine);

    [Theory]
    [InlineData("run.SetHandler(() => Pool.Launch(\"worker\"));", "return await root.InvokeAsync(args);")]
    [InlineData(
        "run.SetHandler(RunAsync); static async Task RunAsync() { Pool.Launch(\"worker\"); await Task.Yield(); }",
        "return await root.InvokeAsync(args);")]
    [InlineData("run.Handler = CommandHandler.Create(() => Pool.Launch(\"worker\"));", "return root.Invoke(args);")]
    [InlineData(
        "root.AddOption(new Option<bool>(new[] { \"--worker\", \"-w\" })); run.SetHandler(() => Pool.Launch(\"--worker\"));",
        "return root.Invoke(args);")]
    public Task Hazard_SystemCommandLineBeta(string handler, string run) =>
        Reports(Beta("{|PSAFE402:File.Delete(\"state\")|};", handler, run), CommandLineStubs.SystemCommandLineBeta);

    [Theory]
    [InlineData("run.SetHandler(() => { File.Delete(\"state\"); Pool.Launch(\"worker\"); });", "return await root.InvokeAsync(args);")]
    [InlineData("run.SetHandler(() => Pool.Launch(\"worker\"));", "int code = root.Invoke(args); File.Delete(\"state\"); return code;")]
    [InlineData(
        "run.Handler = CommandHandler.Create(() => { Process.Start(Environment.ProcessPath!, \"worker\"); });",
        "return root.Invoke(args);")]
    [InlineData("run.SetHandler(() => Pool.Launch(\"helper\"));", "return root.Invoke(args);")]
    public Task Safe_SystemCommandLineBeta(string handler, string run) =>
        Silent(
            Beta(run.Contains("Delete") || handler.Contains("Delete") ? "" : "File.Delete(\"state\");", handler, run),
            CommandLineStubs.SystemCommandLineBeta);

    [Theory]
    [InlineData("public Worker() : base(\"worker\") { }", "worker", "{|PSAFE402:File.Delete(\"state\")|};")]
    [InlineData(
        "public Worker() : base(Mode) { } public const string Mode = \"worker\";",
        "worker",
        "{|PSAFE402:File.Delete(\"state\")|};")]
    public Task Hazard_DerivedCommand(string constructor, string mode, string first) =>
        Reports(Derived(constructor, mode, first), CommandLineStubs.SystemCommandLine);

    [Theory]
    [InlineData("public Worker() : base(\"work\") { }", "worker", "File.Delete(\"state\");")]
    [InlineData("public Worker() : base(\"work\") { Console.WriteLine(\"worker\"); }", "worker", "File.Delete(\"state\");")]
    public Task Safe_DerivedCommand(string constructor, string mode, string first) =>
        Silent(Derived(constructor, mode, first), CommandLineStubs.SystemCommandLine);

    private static string Derived(string constructor, string mode, string first) => Usings +
        $$"""
        using System.CommandLine;

        {{first}}
        RootCommand root = new() { new Worker() };
        root.SetAction(_ => Pool.Launch("{{mode}}"));
        return root.Parse(args).Invoke();

        internal sealed class Worker : Command
        {
            {{constructor}}
        }

        """ + Launch;

    private const string SpectreCommands =
        """
        internal sealed class WorkCommand : Command
        {
            public override int Execute() => 0;
        }

        internal sealed class RunCommand : Command
        {
            public override int Execute()
            {
                Pool.Launch("worker");
                return 0;
            }
        }
        """;

    [Fact]
    public Task Hazard_Spectre() => Reports(
        Usings +
        """
        using Spectre.Console.Cli;

        {|PSAFE402:File.Delete("state")|};
        CommandApp app = new();
        app.Configure(config =>
        {
            config.AddCommand<RunCommand>("run");
            config.AddCommand<WorkCommand>("worker");
        });
        return app.Run(args);

        """ + SpectreCommands + Launch,
        CommandLineStubs.Spectre);

    [Theory]
    [InlineData("File.Delete(\"state\");", "other", "")]
    [InlineData("", "worker", "File.Delete(\"state\");")]
    public Task Safe_Spectre(string before, string name, string after) => Silent(
        Usings +
        $$"""
        using Spectre.Console.Cli;

        {{before}}
        CommandApp app = new();
        app.Configure(config =>
        {
            config.AddCommand<RunCommand>("run");
            config.AddCommand<WorkCommand>("{{name}}");
        });
        int code = app.Run(args);
        {{after}}
        return code;

        """ + SpectreCommands + Launch,
        CommandLineStubs.Spectre);

    [Theory]
    [InlineData("{|PSAFE402:File.Delete(\"state\")|}; return CommandLineApplication.Execute<RunCommand>(args);", "worker")]
    [InlineData(
        "Console.WriteLine(); {|PSAFE402:File.WriteAllText(\"pid\", \"1\")|}; return CommandLineApplication.Execute<RunCommand>(args);",
        "worker")]
    public Task Hazard_McMaster(string body, string name) => Reports(McMaster(body, name), CommandLineStubs.McMaster);

    [Theory]
    [InlineData("File.Delete(\"state\"); return CommandLineApplication.Execute<RunCommand>(args);", "helper")]
    [InlineData("int code = CommandLineApplication.Execute<RunCommand>(args); File.Delete(\"state\"); return code;", "worker")]
    public Task Safe_McMaster(string body, string name) => Silent(McMaster(body, name), CommandLineStubs.McMaster);

    [Theory]
    [InlineData(
        "{|PSAFE402:File.Delete(\"state\")|}; return Parser.Default.ParseArguments<RunOptions, WorkOptions>(args).MapResult((RunOptions o) "
            + "=> Run(), (WorkOptions o) => 0, _ => 1);",
        "worker")]
    [InlineData(
        "var result = Parser.Default.ParseArguments<RunOptions, WorkOptions>(args); {|PSAFE402:File.Delete(\"state\")|}; "
            + "return result.MapResult((RunOptions o) => Run(), (WorkOptions o) => 0, _ => 1);",
        "worker")]
    public Task Hazard_CommandLineParser(string body, string verb) => Reports(Verbs(body, verb), CommandLineStubs.CommandLineParser);

    [Theory]
    [InlineData(
        "File.Delete(\"state\"); return Parser.Default.ParseArguments<RunOptions, WorkOptions>(args).MapResult((RunOptions o) => Run(), "
            + "(WorkOptions o) => 0, _ => 1);",
        "helper")]
    [InlineData(
        "return Parser.Default.ParseArguments<RunOptions, WorkOptions>(args).MapResult((RunOptions o) => { File.Delete(\"state\"); "
            + "return Run(); }, (WorkOptions o) => 0, _ => 1);",
        "worker")]
    public Task Safe_CommandLineParser(string body, string verb) => Silent(Verbs(body, verb), CommandLineStubs.CommandLineParser);

    private const string Launch =
        """
        internal static class Pool
        {
            public static void Launch(string mode)
            {
                for (int i = 0; i < 4; i++)
                    Process.Start(Environment.ProcessPath!, mode);
            }
        }

        """;

    private static string Program(string body, string worker = "Names.Worker") => Usings +
        $$"""
        using System.CommandLine;

        internal static class Program
        {
            private static int Main(string[] args)
            {
                {{body}}
            }

            private static RootCommand Root()
            {
                Command worker = new({{worker}});
                worker.SetAction(_ => Work());
                Command run = new("run");
                run.SetAction(_ => Pool.Launch(Names.Worker));
                return new RootCommand { worker, run };
            }

            private static int Start(string[] args) => Root().Parse(args).Invoke();

            private static void Act(string? role)
            {
                if (role == "worker")
                    Work();
                else
                    Pool.Launch("--role worker");
            }

            private static void Work() => Console.WriteLine("working");
        }

        internal sealed class Worker : Command
        {
            public Worker(string name) : base(name) { }
        }

        internal static class Names
        {
            public const string Worker = "worker";
        }

        """ + Launch;

    private static string Beta(string before, string handler, string run) => Usings +
        $$"""
        using System.CommandLine;
        using System.CommandLine.NamingConventionBinder;

        {{before}}
        Command worker = new("worker");
        worker.SetHandler(() => Console.WriteLine("working"));
        Command run = new("run");
        RootCommand root = new();
        root.AddCommand(worker);
        root.AddCommand(run);
        {{handler}}
        await Task.Yield();
        {{run}}

        """ + Launch;

    private static string McMaster(string body, string name) => Usings +
        $$"""
        using McMaster.Extensions.CommandLineUtils;

        [Subcommand(typeof(WorkCommand))]
        internal sealed class RunCommand
        {
            private static int Main(string[] args)
            {
                {{body}}
            }

            private void OnExecute() => Pool.Launch("worker");
        }

        [Command("{{name}}")]
        internal sealed class WorkCommand
        {
            private void OnExecute() => Console.WriteLine("working");
        }

        """ + Launch;

    private static string Verbs(string body, string verb) => Usings +
        $$"""
        using CommandLine;

        internal static class Program
        {
            private static int Main(string[] args)
            {
                {{body}}
            }

            private static int Run()
            {
                Pool.Launch("worker");
                return 0;
            }
        }

        [Verb("run")]
        internal sealed class RunOptions { }

        [Verb("{{verb}}")]
        internal sealed class WorkOptions { }

        """ + Launch;

    private static Task Reports(string source, string library) => Reports<RepeatedStartUpAnalyzer>(test => Refer(test, library), source);

    private static Task Silent(string source, string library) => Silent<RepeatedStartUpAnalyzer>(test => Refer(test, library), source);

    private static void Refer(RuleCodeFixTest<RepeatedStartUpAnalyzer, EmptyCodeFixProvider> test, string library)
    {
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.Add(StubLibrary.Of(library));
    }
}
