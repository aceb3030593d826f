using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.AmbientState;
using Xunit;

namespace ProcessSafety.Tests.AmbientState;

/// <summary>A setting that a helper, a property or a scope changes, and starts that lie some calls away.</summary>
public sealed class AmbientCallTests : RuleTest
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Threading.Tasks;


        """;

    private const string Scope =
        """
        sealed class Scope : IDisposable
        {
            private readonly string _name;
            private readonly string? _before;

            public Scope(string name, string value)
            {
                _name = name;
                _before = Environment.GetEnvironmentVariable(name);
                Environment.SetEnvironmentVariable(name, value);
            }

            public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
        }

        sealed class AsyncScope : IAsyncDisposable
        {
            private readonly string? _before = Environment.GetEnvironmentVariable("K");

            public AsyncScope() => Environment.SetEnvironmentVariable("K", "v");

            public ValueTask DisposeAsync()
            {
                Environment.SetEnvironmentVariable("K", _before);
                return default;
            }
        }

        sealed class Settings
        {
            public string Mode { set => Environment.SetEnvironmentVariable("MODE", value); }
        }

        [AttributeUsage(AttributeTargets.Method)]
        sealed class ResourceLockAttribute : Attribute { }


        """;

    private const string Folder =
        """
        sealed class Folder : IDisposable
        {
            private readonly string _before = Directory.GetCurrentDirectory();

            private Folder(string path) => Directory.SetCurrentDirectory(path);

            public static IDisposable Push(string path) => new Folder(path);

            public void Dispose() => Directory.SetCurrentDirectory(_before);
        }


        """;

    [Theory]
    [InlineData(
        "void Go() { {|PSAFE601:Set()|}; Process.Start(\"tool\"); } void Set() => Environment.SetEnvironmentVariable(\"K\", \"v\");")]
    [InlineData(
        "void Go() { {|PSAFE601:Mode = \"fast\"|}; Process.Start(\"tool\"); } "
            + "string Mode { set => Environment.SetEnvironmentVariable(\"MODE\", value); }")]
    [InlineData("void Go() { using var scope = {|PSAFE601:new Scope(\"K\", \"v\")|}; Process.Start(\"tool\"); }")]
    [InlineData("void Go() { using ({|PSAFE601:new Scope(\"K\", \"v\")|}) { Process.Start(\"tool\"); } }")]
    [InlineData("void Go() { using ({|PSAFE602:Folder.Push(\"/srv\")|}) { Process.Start(\"tool\"); } }")]
    [InlineData(
        "void Go(Dictionary<string, string> all) { {|PSAFE601:Apply(all)|}; Process.Start(\"tool\"); } "
            + "void Apply(Dictionary<string, string> all) { foreach (var (k, v) in all) Environment.SetEnvironmentVariable(k, v); }")]
    [InlineData(
        "void Go() { {|PSAFE601:Set()|}; Process.Start(\"tool\"); } void Set() { if (Try()) Console.WriteLine(); } "
            + "bool Try() { Environment.SetEnvironmentVariable(\"K\", \"v\"); return true; }")]
    [InlineData(
        "void Go() { {|PSAFE601:Set()|}; Process.Start(\"tool\"); } void Set() { Func<int> one = () => { return 1; }; "
            + "Environment.SetEnvironmentVariable(\"K\", \"v\"); }")]
    [InlineData(
        "void Go() { using Scope scope = {|PSAFE601:With(\"v\")|}; Process.Start(\"tool\"); } "
            + "Scope With(string value) => new(\"K\", value);")]
    [InlineData("void Go() { {|PSAFE601:_settings.Mode = \"fast\"|}; Process.Start(\"tool\"); } Settings _settings = new();")]
    [InlineData(
        "Process Launch() { {|PSAFE601:Environment.SetEnvironmentVariable(\"K\", \"v\")|}; return Process.Start(\"tool\"); } "
            + "void Go() { using Process tool = Launch(); tool.WaitForExit(); }")]
    [InlineData(
        "Process Launch() { try { {|PSAFE601:Environment.SetEnvironmentVariable(\"K\", \"v\")|}; return Process.Start(\"tool\"); } "
            + "finally { Environment.SetEnvironmentVariable(\"K\", null); } } void Go() => Launch().WaitForExit();")]
    [InlineData(
        "void Go() { {|PSAFE601:First()|}; Process.Start(\"tool\"); } void First() => Second(); "
            + "void Second() => Environment.SetEnvironmentVariable(\"K\", \"v\");")]
    [InlineData(
        "void Go() { var scope = {|PSAFE601:new Scope(\"K\", \"v\")|}; "
            + "try { Process.Start(\"tool\"); } finally { scope.Dispose(); } }")]
    [InlineData(
        "void Go(Dictionary<string, string> all) { "
            + "foreach (var (k, v) in all) {|PSAFE601:Environment.SetEnvironmentVariable(k, v)|}; Process.Start(\"tool\"); }")]
    [InlineData(
        "void Go() => With(\"v\", () => Process.Start(\"tool\")); void With(string value, Action run) { "
            + "string? before = Environment.GetEnvironmentVariable(\"K\"); {|PSAFE601:Environment.SetEnvironmentVariable(\"K\", value)|}; "
            + "try { run(); } finally { Environment.SetEnvironmentVariable(\"K\", before); } }")]
    [InlineData(
        "Process Go() => In(\"/srv\", () => Process.Start(\"tool\")); T In<T>(string folder, Func<T> run) { "
            + "string before = Environment.CurrentDirectory; {|PSAFE602:Environment.CurrentDirectory = folder|}; "
            + "try { return run(); } finally { Environment.CurrentDirectory = before; } }")]
    [InlineData("async Task Go() { await using ({|PSAFE601:new AsyncScope()|}) { Process.Start(\"tool\"); } }")]
    [InlineData(
        "void Go() { {|PSAFE602:Directory.SetCurrentDirectory(\"/srv\")|}; Start(\"/other\"); } "
            + "void Start(string path) { Console.WriteLine(path); Process.Start(\"tool\"); }")]
    [InlineData(
        "void Go() { {|PSAFE602:Enter()|}; try { Process.Start(\"tool\"); } finally { Leave(); } } string _before = \"\"; "
            + "void Enter() { _before = Environment.CurrentDirectory; Environment.CurrentDirectory = \"/srv\"; } "
            + "void Leave() => Environment.CurrentDirectory = _before;")]
    public Task Hazard_SetByACall(string members) =>
        Reports<AmbientLaunchStateAnalyzer>(Usings + Scope + Folder + $"class Build {{ {members} }}");

    [Theory]
    [InlineData("class Build { void Go() { {|PSAFE601:Environment.SetEnvironmentVariable(\"K\", \"v\")|}; Tool.Run(); } }")]
    public Task Hazard_StartElsewhere(string type) => Reports<AmbientLaunchStateAnalyzer>(Usings + Tools + type);

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("class Build(ITool tool) { void Go() { {|PSAFE601:Environment.SetEnvironmentVariable(\"K\", \"v\")|}; tool.First(); } }")]
    [InlineData(
        "class Build(ITool tool) { void Go() { {|PSAFE601:Environment.SetEnvironmentVariable(\"K\", \"v\")|}; Local(); "
            + "void Local() => Tool.Run(); } }")]
    public Task Hazard_StartElsewhere_NewerSyntax(string type) => Reports<AmbientLaunchStateAnalyzer>(Usings + Tools + type);

    [Theory]
    [InlineData("void Go() { using (new Scope(\"K\", \"v\")) { Console.WriteLine(); } Process.Start(\"tool\"); }")]
    [InlineData("void Go() { var scope = new Scope(\"K\", \"v\"); scope.Dispose(); Process.Start(\"tool\"); }")]
    [InlineData(
        "void Go() { Set(); Process.Start(\"tool\"); } void Set() { if (Environment.ProcessorCount > 1) "
            + "Environment.SetEnvironmentVariable(\"K\", \"v\"); }")]
    [InlineData(
        "void Go() { Set(true); Process.Start(\"tool\"); } void Set(bool skip) { if (skip) return; "
            + "Environment.SetEnvironmentVariable(\"K\", \"v\"); }")]
    [InlineData(
        "void Go() { Try(); Process.Start(\"tool\"); } void Try() { string? before = Environment.GetEnvironmentVariable(\"K\"); "
            + "Environment.SetEnvironmentVariable(\"K\", \"v\"); Console.WriteLine(); "
            + "Environment.SetEnvironmentVariable(\"K\", before); }")]
    [InlineData(
        "void Go() { Enter(); Leave(); Process.Start(\"tool\"); } string _before = \"\"; "
            + "void Enter() { _before = Environment.CurrentDirectory; Environment.CurrentDirectory = \"/srv\"; } "
            + "void Leave() => Environment.CurrentDirectory = _before;")]
    [InlineData(
        "void Go() { Set(null); Process.Start(\"tool\"); } bool Set(Build? other) => other is not null && Try(); "
            + "bool Try() { Environment.SetEnvironmentVariable(\"K\", \"v\"); return true; }")]
    [InlineData("async Task Go() { await using (new AsyncScope()) { Console.WriteLine(); } Process.Start(\"tool\"); }")]
    [InlineData(
        "Scope? _scope; void Enter() => _scope = new(\"K\", \"v\"); void Go() => Process.Start(\"tool\"); void Leave() "
            + "=> _scope!.Dispose();")]
    [InlineData(
        "void Go() { Set(); Process.Start(\"tool\"); } "
            + "void Set() => Environment.SetEnvironmentVariable(\"K\", \"v\", EnvironmentVariableTarget.User);")]
    [InlineData(
        "void Go() { Directory.SetCurrentDirectory(\"/srv\"); Start(\"/other\"); } "
            + "void Start(string path) => Process.Start(new ProcessStartInfo(\"tool\") { WorkingDirectory = path });")]
    [InlineData(
        "void Go() => With(\"v\", () => Console.WriteLine()); void With(string value, Action run) { "
            + "string? before = Environment.GetEnvironmentVariable(\"K\"); Environment.SetEnvironmentVariable(\"K\", value); "
            + "try { run(); } finally { Environment.SetEnvironmentVariable(\"K\", before); } }")]
    [InlineData(
        "[ResourceLock] void Go() { Set(); Process.Start(\"tool\"); } void Set() => "
            + "Environment.SetEnvironmentVariable(\"K\", \"v\");")]
    [InlineData(
        "static void Main() { Set(); Process.Start(\"tool\"); } static void Set() => "
            + "Environment.SetEnvironmentVariable(\"K\", \"v\");")]
    [InlineData(
        "static void Main() { Set(); Start(); } static void Set() => Environment.CurrentDirectory = \"/srv\"; static "
            + "void Start() => Process.Start(\"tool\");")]
    [InlineData("void Go() { Process.Start(\"tool\"); Set(); } void Set() => Environment.SetEnvironmentVariable(\"K\", \"v\");")]
    [InlineData(
        "void Go() { Action later = Set; Process.Start(\"tool\"); } void Set() => Environment.SetEnvironmentVariable(\"K\", \"v\");")]
    public Task Safe_SetByACall(string members) =>
        Silent<AmbientLaunchStateAnalyzer>(
            test => test.TestState.OutputKind = members.Contains(" Main()") ? OutputKind.ConsoleApplication : test.TestState.OutputKind,
            Usings + Scope + Folder + $"class Build {{ {members} }}");

    [Theory]
    [InlineData("class Build { void Go() { Environment.SetEnvironmentVariable(\"K\", \"v\"); Tool.Told(); } }")]
    public Task Safe_StartElsewhere(string type) => Silent<AmbientLaunchStateAnalyzer>(Usings + Tools + type);

    [NewerSyntaxTheory(csharp: 12)]
    [InlineData("class Build(IOther other) { void Go() { Environment.SetEnvironmentVariable(\"K\", \"v\"); other.Run(); } }")]
    public Task Safe_StartElsewhere_NewerSyntax(string type) => Silent<AmbientLaunchStateAnalyzer>(Usings + Tools + type);

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("{|PSAFE601:Environment.Use(\"v\")|}; Process.Start(\"tool\");")]
    [InlineData("using ({|PSAFE601:Environment.Enter(\"v\")|}) { Process.Start(\"tool\"); }")]
    public Task Hazard_SetByAnExtension(string statements) => Reports<AmbientLaunchStateAnalyzer>(Extension(statements));

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("Environment.Use(\"v\"); Console.WriteLine();")]
    [InlineData("using (Environment.Enter(\"v\")) { } Process.Start(\"tool\");")]
    public Task Safe_SetByAnExtension(string statements) => Silent<AmbientLaunchStateAnalyzer>(Extension(statements));

    private static string Extension(string statements) => Usings + Scope +
        $$"""
        static class Environments
        {
            extension(Environment)
            {
                public static void Use(string value) => Environment.SetEnvironmentVariable("K", value);
                public static IDisposable Enter(string value) => new Scope("K", value);
            }
        }

        class Build
        {
            void Go() { {{statements}} }
        }
        """;

    private const string Tools =
        """
        interface ITool { void First(); }
        sealed class OneTool : ITool { public void First() => Second(); private void Second() => Tool.Run(); }
        interface IOther { void Run(); }
        sealed class A : IOther { public void Run() => Process.Start("tool"); }
        sealed class B : IOther { public void Run() { } }
        static class Tool
        {
            public static void Run() => Process.Start("tool")!.WaitForExit();
            public static void Told()
            {
                ProcessStartInfo info = new("tool");
                info.Environment["K"] = "v";
                Process.Start(info);
            }
        }


        """;
}
