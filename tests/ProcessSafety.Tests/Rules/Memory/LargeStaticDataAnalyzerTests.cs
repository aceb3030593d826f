using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers.Memory;
using Xunit;

namespace ProcessSafety.Tests.Memory;

public sealed class LargeStaticDataAnalyzerTests : RuleTest
{
    [Theory]
    [InlineData("byte[] s_data = new byte[1 << 20];")]
    [InlineData("byte[] s_data = new byte[1024 * 1024];")]
    [InlineData("int[] s_data = new int[262_144];")]
    [InlineData("double[,] s_data = new double[1024, 128];")]
    [InlineData("string[] s_data = new string[131072];")]
    [InlineData("DayOfWeek[] s_data = new DayOfWeek[262144];")]
    [InlineData("Guid[] s_data = new Guid[65536];")]
    [InlineData("byte[] s_data = GC.AllocateUninitializedArray<byte>(1 << 20);")]
    [InlineData("int[] s_data = Enumerable.Range(0, 300_000).ToArray();")]
    [InlineData("List<int> s_data = Enumerable.Range(0, 300_000).Select(i => i * i).ToList();")]
    [InlineData("IReadOnlyList<int> s_data = Enumerable.Range(0, 300_000).Reverse().ToList();")]
    [InlineData("Dictionary<int, long> s_data = Enumerable.Range(0, 100_000).ToDictionary(i => i, i => (long)i * i);")]
    [InlineData("HashSet<long> s_data = new(Enumerable.Repeat(1L, 200_000).ToArray());")]
    [InlineData("byte[] s_data = File.ReadAllBytes(\"model.bin\");")]
    [InlineData("string s_data = File.ReadAllText(\"book.txt\");")]
    [InlineData("string[] s_data = File.ReadAllText(\"book.txt\").Split('\\n');")]
    [InlineData("HashSet<string> s_data = File.ReadLines(\"words.txt\").Where(word => word.Length > 3).ToHashSet();")]
    [InlineData("HashSet<string> s_data = new(File.ReadAllLines(\"words.txt\"), StringComparer.Ordinal);")]
    [InlineData("ReadOnlyMemory<byte> s_data = File.ReadAllBytes(\"model.bin\");")]
    [InlineData("byte[] s_data = File.ReadAllBytesAsync(\"model.bin\").GetAwaiter().GetResult();")]
    [InlineData("float[] s_data = JsonSerializer.Deserialize<float[]>(File.ReadAllText(\"weights.json\"))!;")]
    [InlineData("Model s_data = JsonSerializer.Deserialize<Model>(File.OpenRead(\"model.json\")) ?? throw new InvalidDataException();")]
    [InlineData("Model s_data = (Model)new XmlSerializer(typeof(Model)).Deserialize(File.OpenRead(\"model.xml\"))!;")]
    [InlineData("object? s_data = new DataContractSerializer(typeof(Model)).ReadObject(File.OpenRead(\"model.xml\"));")]
    [InlineData("Model s_data = new(File.ReadAllBytes(\"model.bin\"));")]
    public Task Hazard_InitialiserMakesLargeData(string field) =>
        Reports<LargeStaticDataAnalyzer>(Stubs.Pool, Source(field, "{|PSAFE901:s_data|}"));

    [Theory]
    [InlineData("byte[] s_data = Load(); private static byte[] Load() => File.ReadAllBytes(\"model.bin\");")]
    [InlineData(
        "int[] s_data = Load(); private static int[] Load() { int[] table = new int[1 << 20]; for (int i = 0; i < table.Length; "
            + "i++) { table[i] = i; } return table; }")]
    [InlineData(
        "string[] s_data = Load(); private static string[] Load() { string text = File.ReadAllText(\"book.txt\"); "
            + "return text.Split(' '); }")]
    [InlineData(
        "Dictionary<string, int> s_data = Load(); private static Dictionary<string, int> Load() { Dictionary<string, int> all = new(); "
            + "foreach (string line in File.ReadLines(\"words.txt\")) { all[line] = all.Count; } return all; }")]
    [InlineData(
        "Model s_data = Load(); private static Model Load() { using FileStream file = File.OpenRead(\"model.json\"); "
            + "return JsonSerializer.Deserialize<Model>(file)!; }")]
    [InlineData("byte[] s_data = s_load(); private static readonly Func<byte[]> s_load = () => File.ReadAllBytes(\"model.bin\");")]
    [InlineData(
        "byte[] s_data = s_loader.Load(); private static readonly ILoader s_loader = new Loader(); "
            + "private interface ILoader { byte[] Load(); } "
            + "private sealed class Loader : ILoader { public byte[] Load() => File.ReadAllBytes(\"model.bin\"); }")]
    [InlineData(
        "byte[] s_data = new Loader().Load(); "
            + "private class Loader { public virtual byte[] Load() => File.ReadAllBytes(\"model.bin\"); }")]
    public Task Hazard_HelperOfTheInitialiser(string field) =>
        Reports<LargeStaticDataAnalyzer>(Stubs.Pool, Source(field, "{|PSAFE901:s_data|}"));

    [Theory]
    [InlineData("byte[] s_data; static Program() => s_data = File.ReadAllBytes(\"model.bin\");")]
    [InlineData("int[] s_data = new int[1 << 20]; static Program() { for (int i = 0; i < s_data.Length; i++) { s_data[i] = i; } }")]
    [InlineData(
        "int[] s_data = new int[1 << 20]; static Program() => Fill(s_data); private static void Fill(int[] all) => Array.Fill(all, 1);")]
    public Task Hazard_StaticConstructor(string field) =>
        Reports<LargeStaticDataAnalyzer>(Stubs.Pool, Source(field, "{|PSAFE901:s_data|}"));

    [Theory]
    [InlineData("private static byte[] Data { get; } = File.ReadAllBytes(\"model.bin\");", "{|PSAFE901:Data|}")]
    [InlineData("private static readonly Lazy<byte[]> s_data = new(() => File.ReadAllBytes(\"model.bin\"));", "{|PSAFE901:s_data|}.Value")]
    [InlineData(
        "private static readonly Lazy<byte[]> s_data = new(Load); private static byte[] Load() => new byte[1 << 22];",
        "{|PSAFE901:s_data|}.Value")]
    public Task Hazard_PropertyOrLazyThatTheChildReads(string member, string use) =>
        Reports<LargeStaticDataAnalyzer>(Stubs.Pool, SourceWith(member, use));

    [Fact]
    public Task Hazard_OnceForEachMemberAndDelegate() => Reports<LargeStaticDataAnalyzer>(Stubs.Pool, SourceWith(
        "private static readonly byte[] s_a = new byte[1 << 20]; private static readonly byte[] s_b = new byte[1 << 20];",
        "{|PSAFE901:s_a|}[0] + s_a[1] + {|PSAFE901:s_b|}[2]"));

    [Fact]
    public Task Hazard_ByPath_TellsEveryHop() => Reports<LargeStaticDataAnalyzer>(
        test =>
        {
            test.TestState.Sources.Add(Stubs.Pool);
            test.ExpectedDiagnostics.Add(CSharpAnalyzerVerifier<LargeStaticDataAnalyzer, DefaultVerifier>.Diagnostic("PSAFE901")
                .WithLocation(0).WithLocation(1).WithLocation(2).WithLocation(3)
                .WithMessage("'Run → Count → Find → s_primes' is 4 MiB of static data, and every child process holds its own copy. Put it "
                    + "into a file, and map the file with MemoryMappedFile."));
        },
        """
        public static class Primes
        {
            private static readonly int[] {|#3:s_primes = new int[1 << 20]|};

            public static int Count() => {|#1:Find(7)|};

            private static int Find(int number) => {|#2:s_primes|}[number];
        }

        public static class Program
        {
            public static void Main() => Jobs.Pool.Run(() => { {|#0:Primes.Count()|}; });
        }
        """);

    [Fact]
    public Task Hazard_MethodGroup() => Reports<LargeStaticDataAnalyzer>(
        Stubs.Pool,
        """
        using System.IO;

        public static class Worker
        {
            private static readonly byte[] s_model = File.ReadAllBytes("model.bin");

            public static void Start() => Jobs.Pool.Run({|PSAFE901:Work|});

            private static void Work() => System.Console.WriteLine(s_model.Length);
        }
        """);

    [Theory]
    [InlineData("byte[] s_data = new byte[(1 << 20) - 1];")]
    [InlineData("int[] s_data = new int[262_143];")]
    [InlineData("int[] s_data = { 1, 2, 3 };")]
    [InlineData("int[][] s_data = new int[1000][];")]
    [InlineData("int[] s_data = new int[Environment.ProcessorCount];")]
    [InlineData("int[] s_data = Enumerable.Range(0, 1000).ToArray();")]
    [InlineData("int[] s_data = Enumerable.Range(0, 1 << 20).Where(i => i % 100_000 == 0).ToArray();")]
    [InlineData("IEnumerable<int> s_data = Enumerable.Range(0, 1 << 20);")]
    [InlineData("int s_data = Enumerable.Range(0, 1 << 20).Sum();")]
    [InlineData("List<int> s_data = new(1 << 20);")]
    [InlineData("byte[] s_data = s_load(); public static Func<byte[]> s_load = () => File.ReadAllBytes(\"model.bin\");")]
    [InlineData(
        "byte[] s_data = s_loader.Load(); private static readonly Loader s_loader = new Other(); "
            + "private class Loader { public virtual byte[] Load() => File.ReadAllBytes(\"model.bin\"); } "
            + "private sealed class Other : Loader { public override byte[] Load() => new byte[1]; }")]
    public Task Safe_SmallData(string field) => Silent<LargeStaticDataAnalyzer>(Stubs.Pool, Source(field, "s_data"));

    [Theory]
    [InlineData("int s_data = int.Parse(File.ReadAllText(\"count.txt\"));")]
    [InlineData("int s_data = File.ReadAllLines(\"words.txt\").Length;")]
    [InlineData("string s_data = File.ReadLines(\"words.txt\").First();")]
    [InlineData("string s_data = File.ReadAllText(\"name.txt\").Trim();")]
    [InlineData("byte[] s_data = SHA256.HashData(File.ReadAllBytes(\"model.bin\"));")]
    [InlineData("string s_data = File.ReadAllText(\"VERSION\");")]
    [InlineData(
        "Dictionary<string, string> s_data = JsonSerializer.Deserialize<Dictionary<string, "
            + "string>>(File.ReadAllText(\"appsettings.json\"))!;")]
    [InlineData("Config s_data = JsonSerializer.Deserialize<Config>(File.ReadAllText(\"app.json\"))!;")]
    [InlineData("int[] s_data = JsonSerializer.Deserialize<int[]>(\"[1, 2, 3]\")!;")]
    public Task Safe_LittleIsKeptOfWhatIsRead(string field) => Silent<LargeStaticDataAnalyzer>(Stubs.Pool, Source(field, "s_data"));

    [Theory]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static void Fill() => s_data[0] = 1;")]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static void Fill() => s_data[0]++;")]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static void Fill(Stream source) => source.Read(s_data, 0, 10);")]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static void Fill() => Array.Clear(s_data);")]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static void Fill() => s_data.AsSpan().Clear();")]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static ref byte Fill() => ref s_data[0];")]
    [InlineData("byte[] s_data = new byte[1 << 20]; private static byte[] Fill() => s_data;")]
    [InlineData("List<int> s_data = Enumerable.Range(0, 1 << 20).ToList(); private static void Fill() => s_data.Add(1);")]
    public Task Safe_BufferThatIsFilledLater(string field) => Silent<LargeStaticDataAnalyzer>(Stubs.Pool, Source(field, "s_data"));

    [Theory]
    [InlineData("private static byte[]? s_data; private static void Load() => s_data = File.ReadAllBytes(\"model.bin\");", "s_data")]
    [InlineData("private static byte[]? s_data; private static byte[] Data => s_data ??= File.ReadAllBytes(\"model.bin\");", "Data")]
    [InlineData(
        "private static byte[] s_data = new byte[1 << 20]; private static void Load() => s_data = File.ReadAllBytes(\"model.bin\");",
        "s_data")]
    [InlineData("private static byte[] Data => File.ReadAllBytes(\"model.bin\");", "Data")]
    public Task Safe_SetAtRunTime(string member, string use) => Silent<LargeStaticDataAnalyzer>(Stubs.Pool, SourceWith(member, use));

    [Theory]
    [InlineData("private static readonly Lazy<byte[]> s_data = new(() => File.ReadAllBytes(\"model.bin\"));", "s_data.IsValueCreated")]
    [InlineData("private static readonly byte[] s_data = File.ReadAllBytes(\"model.bin\");", "nameof(s_data)")]
    [InlineData(
        "private static readonly byte[] s_data = File.ReadAllBytes(\"model.bin\"); private static int Parent() => s_data.Length;",
        "1")]
    [InlineData("private static readonly MemoryMappedFile s_data = MemoryMappedFile.CreateFromFile(\"model.bin\");", "s_data")]
    [InlineData("private static ReadOnlySpan<byte> Data => new byte[] { 1, 2, 3 };", "Data.Length")]
    [InlineData("private const string Data = \"text\";", "Data")]
    [InlineData("[ThreadStatic] private static byte[]? t_data = File.ReadAllBytes(\"model.bin\");", "t_data")]
    [InlineData("[ThreadStatic] private static int[]? t_data = new int[1 << 20];", "t_data")]
    public Task Safe_NotReadOrShared(string member, string use) => Silent<LargeStaticDataAnalyzer>(Stubs.Pool, SourceWith(member, use));

    [Fact]
    public Task Safe_ReadInTheParentOnly() => Silent<LargeStaticDataAnalyzer>(
        Stubs.Pool,
        """
        public static class Program
        {
            private static readonly byte[] s_data = System.IO.File.ReadAllBytes("model.bin");

            public static void Main()
            {
                System.Console.WriteLine(s_data.Length);
                Jobs.Pool.Run(static () => { });
                System.Threading.Tasks.Task.Run(() => System.Console.WriteLine(s_data.Length));
            }
        }
        """);

    [Theory]
    [InlineData("2097152", false)]
    [InlineData(" 2097152 ", false)]
    [InlineData("1048577", false)]
    [InlineData("1048576", true)]
    [InlineData("1", true)]
    [InlineData("2 MiB", true)]
    [InlineData("-1", true)]
    [InlineData("0", true)]
    [InlineData("99999999999999999999", true)]
    [InlineData("", true)]
    public Task Option_SaysWhatIsLarge(string value, bool isReported)
    {
        string source = Source("byte[] s_data = new byte[1 << 20];", isReported ? "{|PSAFE901:s_data|}" : "s_data");
        return isReported
            ? Reports<LargeStaticDataAnalyzer>(
                test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Settings(value))),
                Stubs.Pool,
                source)
            : Silent<LargeStaticDataAnalyzer>(
                test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Settings(value))),
                Stubs.Pool,
                source);
    }

    [Fact]
    public Task Option_OfTheFileThatHandsOver() => Reports<LargeStaticDataAnalyzer>(
        test =>
        {
            test.TestState.Sources.Add(("/small/Small.cs", Program("Small", "{|#0:Tables.Data|}")));
            test.TestState.Sources.Add(("/large/Large.cs", Program("Large", "Tables.Data")));
            test.TestState.AnalyzerConfigFiles.Add(("/small/.editorconfig", Settings("1000")));
            test.ExpectedDiagnostics.Add(CSharpAnalyzerVerifier<LargeStaticDataAnalyzer, DefaultVerifier>.Diagnostic("PSAFE901")
                .WithLocation(0)
                .WithLocation(1)
                .WithArguments("Run → Data", "1 KiB"));
        },
        Stubs.Pool,
        "public static class Tables { public static readonly byte[] {|#1:Data = new byte[1000]|}; }");

    private static string Settings(string value) => $"[*.cs]\nprocess_safety.large_static_data_bytes = {value}\n";

    private static string Program(string name, string use) =>
        $"public static class {name} {{ public static void Start() => Jobs.Pool.Run(() => System.Console.WriteLine({use}.Length)); }}";

    [Theory]
    [InlineData("Console.WriteLine({|PSAFE901:Tables.Squares|}.Length);", "return;")]
    [InlineData("Work();", "void Work() => Console.WriteLine({|PSAFE901:Tables.Squares|}[1]); return;")]
    public Task Hazard_WorkerOfTheProgramItself(string work, string rest) => Reports<LargeStaticDataAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        WorkerProgram(work, rest));

    [Theory]
    [InlineData("Console.WriteLine();", "Console.WriteLine(Tables.Squares.Length);")]
    [InlineData("Console.WriteLine(Tables.Few.Length);", "return;")]
    public Task Safe_WorkerDoesWithout(string work, string rest) => Silent<LargeStaticDataAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        WorkerProgram(work, rest));

    [Fact]
    public Task Safe_ProgramWithoutWorkers() => Silent<LargeStaticDataAnalyzer>(
        static test => test.TestState.OutputKind = OutputKind.ConsoleApplication,
        WorkerProgram("Console.WriteLine(Tables.Squares.Length);", "return;").Replace("Environment.ProcessPath!", "\"other\""));

    /// <param name="work">What the worker does.</param>
    /// <param name="rest">What the parent does after it has started its workers.</param>
    private static string WorkerProgram(string work, string rest) =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Linq;

        if (args is ["--worker"])
        {
            {{work}}
            return;
        }

        for (int i = 0; i < 4; i++)
            Process.Start(Environment.ProcessPath!, "--worker");

        {{rest}}

        internal static class Tables
        {
            public static readonly int[] Squares = Enumerable.Range(0, 1 << 20).Select(number => number * number).ToArray();

            public static readonly int[] Few = { 1, 4, 9 };
        }
        """;

    private static string Source(string field, string use) => SourceWith("private static readonly " + field, use);

    private static string SourceWith(string member, string use) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.IO.MemoryMappedFiles;
        using System.Linq;
        using System.Runtime.Serialization;
        using System.Security.Cryptography;
        using System.Text.Json;
        using System.Xml.Serialization;

        public class Model
        {
            public Model() { }
            public Model(byte[] data) => Data = data;
            public byte[]? Data { get; set; }
        }

        public class Config { }

        public static class Program
        {
            {{member}}

            public static void Main() => Jobs.Pool.Run(() => Console.WriteLine(({{use}}).ToString()));
        }
        """;
}
