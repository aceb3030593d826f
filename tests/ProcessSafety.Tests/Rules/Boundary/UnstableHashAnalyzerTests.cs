using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class UnstableHashAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("new Mutex(false, \"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("new Mutex(false, name: $@\"Global\\{{|PSAFE108:path.GetHashCode()|}}\")")]
    [InlineData("new Mutex(false, $\"app-{{|PSAFE108:path.GetHashCode()|}:x8}\", out _)")]
    [InlineData("new Mutex(false, {|PSAFE108:path.GetHashCode()|}.ToString(\"x\"))")]
    [InlineData("new Mutex(false, string.Format(\"app{0}\", {|PSAFE108:path.GetHashCode()|}))")]
    [InlineData("new Mutex(false, string.Concat(\"app\", {|PSAFE108:path.GetHashCode()|}))")]
    [InlineData("new Mutex(false, (\"app\" + Math.Abs({|PSAFE108:path.GetHashCode()|} % 100)).Replace('-', '_'))")]
    [InlineData("new Mutex(false, \"app\" + ({|PSAFE108:path.GetHashCode()|} & 0xFFFF))")]
    [InlineData("new Mutex(false, path.Length > 1 ? \"app\" + {|PSAFE108:path.GetHashCode()|} : \"app\")")]
    [InlineData("Mutex.OpenExisting(\"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("new Semaphore(1, 1, \"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset, \"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("new NamedPipeServerStream(\"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("new NamedPipeClientStream(\".\", \"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("MemoryMappedFile.CreateNew(\"app\" + {|PSAFE108:path.GetHashCode()|}, 10)")]
    [InlineData("MemoryMappedFile.CreateFromFile(path, FileMode.Open, \"app\" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("Process.Start(\"worker\", \"--id \" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("Process.Start(\"worker\", new[] { \"--id\", {|PSAFE108:path.GetHashCode()|}.ToString() })")]
    [InlineData("new ProcessStartInfo(\"worker\", \"--id \" + {|PSAFE108:path.GetHashCode()|})")]
    [InlineData("new ProcessStartInfo(\"worker\") { Arguments = \"--id \" + {|PSAFE108:path.GetHashCode()|} }")]
    [InlineData("new ProcessStartInfo(\"worker\") { ArgumentList = { \"--id\", {|PSAFE108:path.GetHashCode()|}.ToString() } }")]
    [InlineData("new ProcessStartInfo(\"worker\") { Environment = { [\"ID\"] = {|PSAFE108:path.GetHashCode()|}.ToString() } }")]
    public Task Hazard_Places(string expression) => Reports($"public static object Go(string path) => {expression};");

    [Theory]
    [InlineData("object value", "value.GetHashCode()")]
    [InlineData("(string, int) value", "value.GetHashCode()")]
    [InlineData("(int, int) value", "value.GetHashCode()")]
    [InlineData("Tuple<int> value", "value.GetHashCode()")]
    [InlineData("Entry value", "value.GetHashCode()")]
    [InlineData("Plain value", "value.GetHashCode()")]
    [InlineData("string[] value", "value.GetHashCode()")]
    [InlineData("int value", "HashCode.Combine(value, 1)")]
    [InlineData("HashCode value", "value.ToHashCode()")]
    [InlineData("string value", "StringComparer.OrdinalIgnoreCase.GetHashCode(value)")]
    [InlineData("string value", "EqualityComparer<string>.Default.GetHashCode(value)")]
    [InlineData("string value", "value.GetHashCode(StringComparison.Ordinal)")]
    [InlineData("string value", "string.GetHashCode(value.AsSpan())")]
    [InlineData("object value", "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value)")]
    public Task Hazard_Sources(string parameter, string hash) => Reports(
        $$"""
        private sealed record Entry(string Name);
        private sealed class Plain { }
        private static Mutex Go({{parameter}}) => new(false, "app" + {|PSAFE108:{{hash}}|});
        """);

    [Fact]
    public Task Hazard_ThroughALocal() => Reports(
        """
        public static void Go(string path)
        {
            int hash = {|PSAFE108:path.GetHashCode()|};
            string name = "app";
            name = $"app-{hash:x}";
            using Mutex mutex = new(false, name);
        }
        """);

    [Fact]
    public Task Hazard_ThroughAStaticField() => Reports(
        """
        private static readonly string s_name = "app" + {|PSAFE108:AppContext.BaseDirectory.GetHashCode()|};
        public static Mutex Go() => new(false, s_name);
        """);

    [Fact]
    public Task Hazard_ThroughAProperty() => Reports(
        """
        private string Name => "app" + {|PSAFE108:ToString()!.GetHashCode()|};
        public Mutex Go() => new(false, @"Global\" + this.Name);
        """);

    [Fact]
    public Task Hazard_ThroughAMethodAndAParameter() => Reports(
        """
        private static string NameFor(string path)
        {
            return $"app-{{|PSAFE108:path.GetHashCode()|}}";
        }
        private static Mutex Open(string name) => new(false, name);
        public static Mutex Go(string path) => Open(NameFor(path));
        """);

    [Theory]
    [InlineData("string name = NameFor(); string NameFor() => \"app\" + {|PSAFE108:path.GetHashCode()|}; _ = new Mutex(false, name);")]
    [InlineData("Func<string, Mutex> open = name => new(false, name); open(\"app\" + {|PSAFE108:path.GetHashCode()|});")]
    [InlineData("IOpen open = new Only(); open.Open(\"app\" + {|PSAFE108:path.GetHashCode()|});")]
    public Task Hazard_ThroughCode(string statements) => Reports(Opening(statements, string.Empty));

    [Theory]
    [InlineData("Func<string, Mutex?> open = name => null; open(\"app\" + path.GetHashCode());", "")]
    [InlineData("s_open(\"app\" + path.GetHashCode());", "public static Func<string, Mutex> s_open = name => new(false, name);")]
    [InlineData(
        "IOpen open = new Only(); open.Open(\"app\" + path.GetHashCode());",
        "private sealed class Other : IOpen { public void Open(string name) { } }")]
    public Task Safe_CodeThatMayDoOtherwise(string statements, string members) => Silent(Opening(statements, members));

    private static string Opening(string statements, string members) =>
        $$"""
        private interface IOpen { void Open(string name); }
        private sealed class Only : IOpen { public void Open(string name) => _ = new Mutex(false, name); }
        {{members}}
        public static void Go(string path)
        {
            {{statements}}
        }
        """;

    [Fact]
    public Task Hazard_ArgumentListMemberByMember() => Reports(
        """
        public static void Go(string path)
        {
            ProcessStartInfo start = new("worker");
            start.ArgumentList.Add({|PSAFE108:path.GetHashCode()|}.ToString());
            start.Environment["ID"] = {|PSAFE108:path.GetHashCode()|}.ToString();
            start.EnvironmentVariables.Add("ID", {|PSAFE108:path.GetHashCode()|}.ToString());
            start.Arguments += {|PSAFE108:path.GetHashCode()|};
        }
        """);

    [Fact]
    public Task Hazard_UseInAnotherFile_IsTold() => Reports<UnstableHashAnalyzer>(
        test =>
        {
            test.ExpectedDiagnostics.Add(new DiagnosticResult("PSAFE108", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
                .WithMessage("'path.GetHashCode()' is different in each process, so the name built from it does not match. Use a stable "
                    + "hash, such as SHA-256."));
        },
        """
        public static class Names
        {
            public static string Of(string path) => "app" + {|#0:path.GetHashCode()|};
        }
        """,
        """
        using System.Threading;

        public static class Guard
        {
            public static Mutex Open(string path) => new(false, {|#1:Names.Of(path)|});
        }
        """);

    [Fact]
    public Task Hazard_ChildMessage() => Reports<UnstableHashAnalyzer>(
        """
        using System.Diagnostics;

        public static class Starter
        {
            public static void Start(string path) => Process.Start("worker", "--id " + {|#0:path.GetHashCode()|});
        }
        """,
        new DiagnosticResult("PSAFE108", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage("'path.GetHashCode()' is different in each process, so the value that the child gets does not match. Use a "
                + "stable hash, such as SHA-256."));

    [Theory]
    [InlineData("int value")]
    [InlineData("long value")]
    [InlineData("DayOfWeek value")]
    [InlineData("Guid value")]
    [InlineData("DateTime value")]
    [InlineData("bool value")]
    [InlineData("char value")]
    [InlineData("Stable value")]
    [InlineData("StableRecord value")]
    [InlineData("IComparable value")]
    [InlineData("Version value")]
    public Task Safe_StableHashes(string parameter) => Silent(
        $$"""
        private sealed class Stable { public override int GetHashCode() => 5; }
        private sealed record StableRecord(string Name) { public override int GetHashCode() => 5; }
        private static Mutex Go({{parameter}}) => new(false, "app" + value.GetHashCode());
        """);

    [Theory]
    [InlineData("Console.WriteLine(path.GetHashCode());")]
    [InlineData("var map = new Dictionary<int, string> { [path.GetHashCode()] = path };")]
    [InlineData(
        "int hash = path.GetHashCode(); string name = \"app\" + hash; Console.WriteLine(name); using Mutex mutex = new(false, path);")]
    [InlineData("using Mutex mutex = new(path.GetHashCode() > 0, \"app\");")]
    [InlineData("using Semaphore semaphore = new(path.GetHashCode(), 10);")]
    [InlineData("Process.Start(\"worker\" + path.GetHashCode());")]
    [InlineData("new ProcessStartInfo(\"worker\").WorkingDirectory = \"dir\" + path.GetHashCode();")]
    [InlineData("string name = path.GetHashCode() == 3 ? \"a\" : \"b\"; using Mutex mutex = new(false, path);")]
    [InlineData("using Thread thread = null!; new Thread(() => { }) { Name = \"t\" + path.GetHashCode() }.Start();")]
    public Task Safe_InOneProcess(string statements) => Silent(
        $$"""
        public static void Go(string path)
        {
            {{statements}}
        }
        """.Replace("using Thread thread = null!; ", ""));

    [Fact]
    public Task Safe_OverridesOfGetHashCode() => Silent(
        """
        private readonly string _path = "";
        public override int GetHashCode() => HashCode.Combine(_path, _path.GetHashCode());
        public Mutex Go() => new(false, "app" + GetHashCode());
        """);

    [Fact]
    public Task Safe_MethodsOfThatName() => Silent(
        """
        private static int Combine(string path) => path.Length;
        private static string GetHashCode(string path) => path;
        public static Mutex Go(string path) => new(false, GetHashCode(path) + Combine(path));
        """);

    private static Task Reports(string members) => Reports<UnstableHashAnalyzer>(InGuard(members));

    private static Task Silent(string members) => Silent<UnstableHashAnalyzer>(InGuard(members));

    private static string InGuard(string members) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.IO.MemoryMappedFiles;
        using System.IO.Pipes;
        using System.Threading;

        public class Guard
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
