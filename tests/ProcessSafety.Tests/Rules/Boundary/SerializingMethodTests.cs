using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>PSAFE106 where a method hands its value on to a serialiser, and for the writers of other libraries.</summary>
public sealed class SerializingMethodTests : RuleTest
{
    [Theory]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value);")]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize<object>(value!);")]
    [InlineData("string Write(object value) => JsonSerializer.Serialize(value);")]
    [InlineData("string Write(object value) => JsonSerializer.Serialize(value, value.GetType());")]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value, typeof(T));")]
    [InlineData("string Write<T>(T value) { object? boxed = value; return JsonSerializer.Serialize(boxed); }")]
    [InlineData("string Write(object value) => value is { } given ? JsonSerializer.Serialize(given) : string.Empty;")]
    [InlineData("async Task<string> Write<T>(T value) => await Task.Run(() => JsonSerializer.Serialize(value));")]
    [InlineData("string Write<T>(T value, JsonSerializerOptions? options = null) => JsonSerializer.Serialize(value, options);")]
    [InlineData("void Write<T>(T value) => new DataContractSerializer(typeof(T)).WriteObject(Stream.Null, value);")]
    [InlineData("string Write<T>(T value) => Inner(value); static string Inner<T>(T value) => JsonSerializer.Serialize(value);")]
    [InlineData("string Write<T>(T value) => Newtonsoft.Json.JsonConvert.SerializeObject(value);")]
    [InlineData("object Write<T>(T value) => JsonContent.Create(value);")]
    [InlineData("Task Write<T>(T value) => new System.Net.Http.HttpClient().PostAsJsonAsync(\"a\", value);")]
    [InlineData("string Write<T>(T value) where T : notnull => JsonSerializer.Serialize(value, value.GetType());")]
    [InlineData(
        "string Write<T>(T value) { return Inner(); string Inner() => JsonSerializer.Serialize(value); }")]
    [InlineData(
        "string Write<T>(T value) => First(value); static string First<T>(T value) => Second(value!); "
            + "static string Second(object value) => JsonSerializer.Serialize(value);")]
    public Task Hazard_MethodThatHandsItsValueOn(string method) =>
        Reports<ProcessBoundPayloadAnalyzer>(Source("static " + method, "Write({|PSAFE106:job|})") + Stubs.Newtonsoft);

    [Theory]
    [InlineData(
        "static class Wire<T> { public static string Write(T value) => JsonSerializer.Serialize(value); }",
        "Wire<Job>.Write({|PSAFE106:job|})")]
    [InlineData(
        "sealed class Wire<T> { public string Write(T value) => JsonSerializer.Serialize(value); }",
        "new Wire<Job>().Write({|PSAFE106:job|})")]
    public Task Hazard_MethodOfAGenericType(string type, string call) =>
        Reports<ProcessBoundPayloadAnalyzer>(Source(type, call));

    [Theory]
    [InlineData(
        "static class Wire<T> { public static string Write(T value) => JsonSerializer.Serialize(value); }",
        "Wire<IJob>.Write(job)")]
    [InlineData("sealed class Wire<T> { public string Write(T value) => typeof(T).Name; }", "new Wire<Job>().Write(job)")]
    public Task Safe_MethodOfAGenericType(string type, string call) => Silent<ProcessBoundPayloadAnalyzer>(Source(type, call));

    [NewerSyntaxTheory(csharp: 14)]
    [InlineData("extension<T>(T value) { public string ToJson() => JsonSerializer.Serialize(value); }", "{|PSAFE106:job|}.ToJson()")]
    [InlineData("extension(Job value) { public string ToJson() => JsonSerializer.Serialize({|PSAFE106:value|}); }", "job.ToJson()")]
    public Task Hazard_ExtensionBlock(string block, string call) =>
        Reports<ProcessBoundPayloadAnalyzer>(Source(string.Empty, call) + "static class Json { " + block + " }");

    [NewerSyntaxFact(14)]
    public Task Safe_ExtensionBlock() => Silent<ProcessBoundPayloadAnalyzer>(
        Source(string.Empty, "job.Name.ToJson()")
            + "static class Json { extension<T>(T value) { public string ToJson() => JsonSerializer.Serialize(value); } }");

    [Fact]
    public Task Hazard_ExtensionMethod_InAnotherFile() => Reports<ProcessBoundPayloadAnalyzer>(
        test => test.TestState.Sources.Add(
            """
            using System.Text.Json;

            internal static class Json
            {
                public static string ToJson<T>(this T value) => JsonSerializer.Serialize(value);
            }
            """),
        Source(string.Empty, "{|PSAFE106:job|}.ToJson()"));

    [Fact]
    public Task Hazard_OneImplementationOfAnInterface() => Reports<ProcessBoundPayloadAnalyzer>(Source(
        """
        interface IWire { string Write<T>(T value); }
        sealed class Wire : IWire { public string Write<T>(T value) => JsonSerializer.Serialize(value); }
        static readonly IWire s_wire = new Wire();
        """,
        "s_wire.Write({|PSAFE106:job|})"));

    [Theory]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value!.ToString());", "Write(job)")]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value);", "Write(job.Name)")]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value);", "Write<IJob>(job)")]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value);", "Write(default(Job))")]
    [InlineData("string Write<T>(T value) => JsonSerializer.Serialize(value, s_converting);", "Write(job)")]
    [InlineData(
        "string Write<T>(T value, JsonSerializerOptions? options = null) => JsonSerializer.Serialize(value, options);",
        "Write(job, s_converting)")]
    [InlineData("string Write<T>(T value) { value = default!; return JsonSerializer.Serialize(1); }", "Write(job)")]
    public Task Safe_MethodThatWritesSomethingElse(string method, string call) =>
        Silent<ProcessBoundPayloadAnalyzer>(Source("static " + method, call));

    [Fact]
    public Task Safe_OneOfTwoImplementations() => Silent<ProcessBoundPayloadAnalyzer>(Source(
        """
        interface IWire { string Write<T>(T value); }
        sealed class Wire : IWire { public string Write<T>(T value) => JsonSerializer.Serialize(value); }
        sealed class Names : IWire { public string Write<T>(T value) => typeof(T).Name; }
        static IWire s_wire = new Wire();
        """,
        "s_wire.Write(job)"));

    [Theory]
    [InlineData("System.Net.Http.Json.JsonContent.Create({|PSAFE106:job|})")]
    [InlineData("new System.Net.Http.HttpClient().PostAsJsonAsync(\"a\", {|PSAFE106:job|})")]
    [InlineData("new System.Net.Http.HttpClient().PutAsJsonAsync(\"a\", {|PSAFE106:job|}, Timeout)")]
    [InlineData("new System.Net.Http.HttpClient().PatchAsJsonAsync(\"a\", {|PSAFE106:job|})")]
    [InlineData("System.Net.Http.Json.JsonContent.Create({|PSAFE106:job|}, typeof(Job))")]
    [InlineData("Newtonsoft.Json.JsonConvert.SerializeObject({|PSAFE106:job|})")]
    [InlineData("Newtonsoft.Json.JsonConvert.SerializeObject({|PSAFE106:job|}, new Newtonsoft.Json.JsonSerializerSettings())")]
    public Task Hazard_OtherWriters(string call) => Reports<ProcessBoundPayloadAnalyzer>(
        Source("static readonly CancellationToken Timeout;", call) + Stubs.Newtonsoft);

    /// <summary>A static method without its class before it: the class stands above.</summary>
    [Fact]
    public Task Hazard_WriterOfAUsingDirective() => Reports<ProcessBoundPayloadAnalyzer>(
        "using static System.Net.Http.Json.JsonContent;\n" + Source("", "Create({|PSAFE106:job|})"));

    /// <summary>Another method of that name, in a file that does not name JsonContent.</summary>
    [Fact]
    public Task Safe_OtherCreate() => Silent<ProcessBoundPayloadAnalyzer>(
        Source("static Job Create(Job made) => made;", "Create(job)"));

    [Theory]
    [InlineData("System.Net.Http.Json.JsonContent.Create(job, options: s_converting)")]
    [InlineData("System.Net.Http.Json.JsonContent.Create(job, options: Later())")]
    [InlineData("new System.Net.Http.HttpClient().PostAsJsonAsync(\"a\", job.Name)")]
    [InlineData("new System.Net.Http.HttpClient().PatchAsJsonAsync(\"a\", job, s_converting)")]
    [InlineData("Newtonsoft.Json.JsonConvert.SerializeObject(job.Name)")]
    [InlineData("Newtonsoft.Json.JsonConvert.SerializeObject(job, new Newtonsoft.Json.JsonSerializerSettings { ContractResolver = 1 })")]
    [InlineData("Newtonsoft.Json.JsonConvert.SerializeObject(job, new Newtonsoft.Json.JsonConverter[] { null! })")]
    public Task Safe_OtherWriters(string call) => Silent<ProcessBoundPayloadAnalyzer>(
        Source(
            "static JsonSerializerOptions Later() { JsonSerializerOptions made = new(); made.Converters.Add(null!); return made; }",
            call) + Stubs.Newtonsoft);

    [Theory]
    [InlineData("public CancellationToken Token { get; set; }")]
    [InlineData("public CancellationToken Token;")]
    [InlineData("[System.Text.Json.Serialization.JsonIgnore] public CancellationToken Token { get; set; }")]
    public Task Hazard_JsonConvertWrites(string member) =>
        Reports<ProcessBoundPayloadAnalyzer>(Convert("{|PSAFE106:job|}", member));

    [Theory]
    [InlineData("[Newtonsoft.Json.JsonIgnore] public CancellationToken Token { get; set; }")]
    [InlineData("[System.Runtime.Serialization.IgnoreDataMember] public CancellationToken Token { get; set; }")]
    [InlineData("internal CancellationToken Token { get; set; }")]
    [InlineData("private CancellationToken _token;")]
    public Task Safe_JsonConvertSkips(string member) => Silent<ProcessBoundPayloadAnalyzer>(Convert("job", member));

    private static string Convert(string argument, string member) =>
        $$"""
        using System.Threading;

        public class Job
        {
            {{member}}

            public static string Write(Job job) => Newtonsoft.Json.JsonConvert.SerializeObject({{argument}});
        }

        """ + Stubs.Newtonsoft;

    private static string Source(string members, string call) =>
        $$"""
        using System.IO;
        using System.Net.Http.Json;
        using System.Runtime.Serialization;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;

        public interface IJob
        {
            string Name { get; }
        }

        public class Job : IJob
        {
            public string Name { get; set; } = "";
            public CancellationToken Token { get; set; }
        }

        public static class Jobs
        {
            private static readonly JsonSerializerOptions s_converting = new() { Converters = { null! } };

            public static object? Run(Job job) { {{(members.Contains(" void Write<") ? call + "; return null" : "return " + call)}}; }

            {{members}}
        }

        """;
}
