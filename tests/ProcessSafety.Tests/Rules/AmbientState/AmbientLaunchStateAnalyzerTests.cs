using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.AmbientState;
using Xunit;

namespace ProcessSafety.Tests.AmbientState;

public sealed class AmbientLaunchStateAnalyzerTests : RuleTest
{
    private const string Set = "{|PSAFE601:Environment.SetEnvironmentVariable(\"MODE\", mode)|};";

    [Theory]
    [InlineData("Process.Start(\"tool\");")]
    [InlineData("Process.Start(\"tool\", \"-v\")!.WaitForExit();")]
    [InlineData("Process.Start(new ProcessStartInfo(\"tool\"));")]
    [InlineData("using var tool = new Process { StartInfo = { FileName = \"tool\" } }; tool.Start();")]
    [InlineData("var info = new ProcessStartInfo(\"tool\"); info.Environment[\"OTHER\"] = \"1\"; using var tool = Process.Start(info);")]
    [InlineData("if (mode.Length > 1) { using var tool = Process.Start(s_info); }")]
    [InlineData("foreach (char c in mode) { Process.Start(\"tool\", c.ToString()); }")]
    [InlineData("try { Process.Start(\"tool\"); } finally { Environment.SetEnvironmentVariable(\"MODE\", null); }")]
    [InlineData("Run();")]
    [InlineData("this.Run();")]
    [InlineData("Local(); void Local() => Process.Start(\"tool\");")]
    [InlineData("using Process tool = Launcher.Launch();")]
    [InlineData("Task.Run(() => Process.Start(\"tool\"));")]
    public Task Hazard_StartFollows(string statements) => Reports($"void Go(string mode) {{ {Set} {statements} }}");

    [Theory]
    [InlineData("{|PSAFE602:Directory.SetCurrentDirectory(mode)|}; Process.Start(\"tool\");")]
    [InlineData("{|PSAFE602:Environment.CurrentDirectory = mode|}; Process.Start(\"tool\");")]
    [InlineData(
        "var old = Directory.GetCurrentDirectory(); {|PSAFE602:Directory.SetCurrentDirectory(mode)|}; Run(); "
            + "Directory.SetCurrentDirectory(old);")]
    [InlineData(
        "{|PSAFE602:Directory.SetCurrentDirectory(mode)|}; Process.Start(new ProcessStartInfo(\"tool\") { WorkingDirectory = "
            + "Environment.CurrentDirectory });")]
    [InlineData(
        "{|PSAFE602:Directory.SetCurrentDirectory(mode)|}; Process.Start(new ProcessStartInfo(\"tool\") { WorkingDirectory = \"\" });")]
    public Task Hazard_CurrentDirectory(string statements) => Reports($"void Go(string mode) {{ {statements} }}");

    [Theory]
    [InlineData("Environment.SetEnvironmentVariable(variable: \"MODE\", value: mode)")]
    [InlineData("Environment.SetEnvironmentVariable(value: mode, variable: \"MODE\")")]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", mode, EnvironmentVariableTarget.Process)")]
    [InlineData("Environment.SetEnvironmentVariable(mode, \"1\")")]
    [InlineData("SetEnvironmentVariable(\"MODE\", mode)")]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", Environment.GetEnvironmentVariable(\"MODE\") + mode)")]
    public Task Hazard_Forms(string set) => Reports($"void Go(string mode) {{ {{|PSAFE601:{set}|}}; Process.Start(\"tool\"); }}");

    [Fact]
    public Task Hazard_ConditionOnAnotherVariable() => Reports(
        """
        void Go(string mode)
        {
            if (Environment.GetEnvironmentVariable("HOST") != null)
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|};
            Process.Start("tool");
        }
        """);

    [Fact]
    public Task Hazard_SeveralVariables_OneRestore() => Reports(
        """
        Process? Go(string mode)
        {
            string? before = Environment.GetEnvironmentVariable("MODE");
            try
            {
                {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|};
                {|PSAFE601:Environment.SetEnvironmentVariable("LEVEL", "1")|};
                return Process.Start("tool");
            }
            finally
            {
                Environment.SetEnvironmentVariable("MODE", before);
            }
        }
        """);

    /// <summary>What gives the value back is followed by a start too, and means nothing to it.</summary>
    [Fact]
    public Task Hazard_RestoreBeforeAnotherStart_IsNone() => Reports(
        """
        void Go(string mode)
        {
            string? before = Environment.GetEnvironmentVariable("MODE");
            {|PSAFE601:Environment.SetEnvironmentVariable("MODE", mode)|};
            Process.Start("tool");
            Environment.SetEnvironmentVariable("MODE", before);
            Process.Start("other");
        }
        """);

    [Fact]
    public Task Hazard_MessageAndStart() => Reports<AmbientLaunchStateAnalyzer>(
        """
        using System;
        using System.Diagnostics;

        public static class Tool
        {
            public static void Run()
            {
                {|#0:Environment.SetEnvironmentVariable("MODE", "1")|};
                {|#1:Process.Start("tool")|};
            }
        }
        """,
        new DiagnosticResult(Analyzers.Rules.AmbientEnvironment).WithLocation(0).WithLocation(1).WithMessage(
            "'Environment.SetEnvironmentVariable(\"MODE\", \"1\")' changes the whole process to configure 'Process.Start()': a "
                + "process started by another thread can inherit it. Set ProcessStartInfo.Environment."));

    [Fact]
    public Task Hazard_MainThatTakesItBack() => ReportsProgram(
        """
        {|PSAFE601:Environment.SetEnvironmentVariable("MODE", "1")|};
        Process.Start("tool");
        Environment.SetEnvironmentVariable("MODE", null);
        """);

    [Theory]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", \"1\"); Process.Start(\"tool\");")]
    [InlineData("Directory.SetCurrentDirectory(\"/\"); Process.Start(\"tool\");")]
    public Task Safe_StartUp(string statements) => Silent<AmbientLaunchStateAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        Usings + $"static class Program {{ static void Main() {{ {statements} }} }}");

    [Theory]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", mode);")]
    [InlineData("Process.Start(\"tool\"); Environment.SetEnvironmentVariable(\"MODE\", mode);")]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", mode, EnvironmentVariableTarget.User); Process.Start(\"tool\");")]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", mode, EnvironmentVariableTarget.Machine); Process.Start(\"tool\");")]
    [InlineData("if (mode == \"\") { Environment.SetEnvironmentVariable(\"MODE\", mode); return; } Process.Start(\"tool\");")]
    [InlineData("if (mode == \"\") Environment.SetEnvironmentVariable(\"MODE\", mode); else Process.Start(\"tool\");")]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", mode); Stop();")]
    [InlineData("Environment.SetEnvironmentVariable(\"MODE\", mode); Func<Process> later = () => Process.Start(\"tool\");")]
    [InlineData(
        "Environment.SetEnvironmentVariable(\"MODE\", mode); Process.GetCurrentProcess().Exited += (_, _) => Process.Start(\"tool\");")]
    [InlineData(
        "Environment.SetEnvironmentVariable(\"MODE\", mode); Process.Start(new ProcessStartInfo(\"tool\") { Environment = { [\"MODE\"] = "
            + "mode } });")]
    [InlineData(
        "Environment.SetEnvironmentVariable(\"MODE\", mode); var info = new ProcessStartInfo(\"tool\"); "
            + "info.Environment.Add(\"MODE\", mode); Process.Start(info);")]
    [InlineData(
        "if (Environment.GetEnvironmentVariable(\"MODE\") == null) Environment.SetEnvironmentVariable(\"MODE\", mode); "
            + "Process.Start(\"tool\");")]
    [InlineData(
        "if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(\"MODE\"))) { Environment.SetEnvironmentVariable(\"MODE\", mode); "
            + "Environment.SetEnvironmentVariable(\"LEVEL\", \"1\"); } Run();")]
    [InlineData("Launcher.SetEnvironmentVariable(new ProcessStartInfo(), \"MODE\", mode); Process.Start(\"tool\");")]
    [InlineData("Directory.SetCurrentDirectory(mode); Process.Start(new ProcessStartInfo(\"tool\") { WorkingDirectory = mode });")]
    [InlineData(
        "Directory.SetCurrentDirectory(mode); var info = new ProcessStartInfo(\"tool\"); info.WorkingDirectory = mode; "
            + "Process.Start(info);")]
    [InlineData(
        "var old = Environment.CurrentDirectory; Environment.CurrentDirectory = mode; Stop(); Environment.CurrentDirectory = old; "
            + "Process.Start(\"tool\");")]
    [InlineData(
        "string old = Directory.GetCurrentDirectory(); try { Directory.SetCurrentDirectory(mode); } "
            + "finally { Directory.SetCurrentDirectory(old); } Process.Start(\"tool\");")]
    public Task Safe_NothingFollows(string statements) => Silent($"void Go(string mode) {{ {statements} }}");

    [Theory]
    [InlineData("[Xunit.Collection(\"Environment\")] class Tests { BODY }")]
    [InlineData("class Tests { [NUnit.Framework.NonParallelizable] BODY }")]
    [InlineData("[Xunit.DoNotParallelize] class Outer { class Tests { BODY } }")]
    [InlineData("class Task : Microsoft.Build.Framework.ITask { BODY }")]
    public Task Safe_RunsAlone(string type) => Silent<AmbientLaunchStateAnalyzer>(
        Usings + type.Replace("BODY", "void Go() { Environment.SetEnvironmentVariable(\"MODE\", \"1\"); Process.Start(\"tool\"); }"),
        """
        namespace Xunit
        {
            public sealed class CollectionAttribute : System.Attribute { public CollectionAttribute(string name) { } }
            public sealed class DoNotParallelizeAttribute : System.Attribute { }
        }

        namespace NUnit.Framework
        {
            public sealed class NonParallelizableAttribute : System.Attribute { }
        }

        namespace Microsoft.Build.Framework
        {
            public interface ITask { }
        }
        """);

    private const string Usings =
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Threading.Tasks;
        using static System.Environment;

        """;

    private static Task Reports(string members) => Reports<AmbientLaunchStateAnalyzer>(Source(members));

    private static Task Silent(string members) => Silent<AmbientLaunchStateAnalyzer>(Source(members));

    private static Task ReportsProgram(string statements) =>
        Reports<AmbientLaunchStateAnalyzer>(static test => test.TestState.OutputKind = OutputKind.ConsoleApplication, Usings + statements);

    private static string Source(string members) => Usings +
        $$"""
        public sealed class Tool
        {
            private static readonly ProcessStartInfo s_info = new("tool");

            {{members}}

            private void Run() => Process.Start("tool");
            private void Stop() { }
        }

        public static class Launcher
        {
            public static Process Launch() => Process.Start("tool");
            public static void SetEnvironmentVariable(ProcessStartInfo info, string name, string value) => info.Environment[name] = value;
            public static void Wait() { using Process tool = Launch(); tool.WaitForExit(); }
        }
        """;
}
