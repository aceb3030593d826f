using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>What serialisers are given in a call.</summary>
public sealed class ProcessBoundPayloadAnalyzerTests : RuleTest
{
    [Fact]
    public Task Hazard_PathThroughTheGraph() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Threading;

        public class Base
        {
            public SemaphoreSlim {|#1:Gate|} { get; set; } = new(1);
        }

        public class Part : Base { }

        public class Job
        {
            public Dictionary<string, List<Part[]>> Parts { get; } = new();
        }

        public static class Jobs
        {
            public static string Write(Job job) => JsonSerializer.Serialize({|#0:job|});
        }
        """,
        new DiagnosticResult(Rules.ProcessBoundPayload).WithLocation(0).WithLocation(1)
            .WithArguments("$.Parts.Gate", "a lock or signal", "JsonSerializer", "Leave it out with [JsonIgnore]"));

    [Theory]
    [InlineData("writes M:Store.Save parameter=item", "Store.Save({|PSAFE106:order|})")]
    [InlineData("writes M:Store.Save parameter=item format=json", "Store.Save(id: 1, {|PSAFE106:item: order|})")]
    [InlineData("writes M:Store.Save* parameter=item format=newtonsoft", "Store.SaveAs(typeof(Order), {|PSAFE106:(object)order|})")]
    [InlineData("writes M:Store.SaveAs parameter=type format=xml", "Store.SaveAs({|PSAFE106:typeof(Order)|}, order)")]
    [InlineData("writes M:Store.SaveAs parameter=type", "Store.SaveAs({|PSAFE106:order.GetType()|}, order)")]
    [InlineData("writes M:Stores.Keep parameter=item", "{|PSAFE106:order|}.Keep()")]
    [InlineData("writes M:Store.#ctor parameter=first", "new Store({|PSAFE106:order|})")]
    [InlineData("writes M:Store.#ctor parameter=first", "Store store; store = new ({|PSAFE106:order|})")]
    [InlineData("writes M:Store.Save parameter=item\nwrites M:Store.Sav* parameter=item", "Store.Save<Order>({|PSAFE106:order|})")]
    [InlineData(
        "writes M:Shelf`1.#ctor parameter=first\nwrites M:Shelf`1.Put parameter=item",
        "new Shelf<Order>(null)?.Put({|PSAFE106:order|})")]
    [InlineData("writes M:Store.#ctor parameter=first", "_ = new global::Store({|PSAFE106:order|})")]
    [InlineData("writes M:Store.#ctor parameter=first", "Store store = new({|PSAFE106:order|})")]
    public Task Hazard_SerializerOfAnApiFile(string line, string call) => Reports<ProcessBoundPayloadAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", line)), WithStore(call));

    [Theory]
    [InlineData("writes M:Store.Save parameter=item", "Store.Save(1)")]
    [InlineData("writes M:Store.Save parameter=item", "Store.Save<Order?>(null)")]
    [InlineData("writes M:Store.Save parameter=item format=data-contract", "Store.Save(new Base())")]
    [InlineData("writes M:Store.Save parameter=item", "Store.SaveAs(typeof(Order), order)")]
    [InlineData("writes M:Store.SaveAs parameter=type", "Store.SaveAs(order.Kind, order)")]
    [InlineData("writes M:Store.Save parameter=item\n!writes M:Store.Save", "Store.Save(order)")]
    [InlineData("!writes M:System.Text.Json.JsonSerializer.Serialize*", "System.Text.Json.JsonSerializer.Serialize(order)")]
    [InlineData("writes M:Store.#ctor parameter=first", "new Order()")]
    [InlineData("writes M:Store.#ctor parameter=first", "Order other = new()")]
    public Task Safe_SerializerOfAnApiFile(string line, string call) => Silent<ProcessBoundPayloadAnalyzer>(
        test => test.TestState.AdditionalFiles.Add(("ProcessSafety.Apis.txt", line)), WithStore(call));

    [Theory]
    [InlineData("System.Threading.CancellationToken")]
    [InlineData("System.Threading.CancellationToken?")]
    [InlineData("System.Threading.CancellationTokenSource")]
    [InlineData("System.Threading.WaitHandle")]
    [InlineData("System.Threading.Mutex")]
    [InlineData("System.Threading.ReaderWriterLockSlim")]
    [InlineData("System.Threading.SpinLock")]
    [InlineData("System.Threading.Lock")]
    [InlineData("System.Threading.Semaphore")]
    [InlineData("System.Threading.EventWaitHandle")]
    [InlineData("System.Threading.ManualResetEventSlim")]
    [InlineData("System.Threading.CountdownEvent")]
    [InlineData("System.Threading.Barrier")]
    [InlineData("System.Threading.ReaderWriterLock")]
    [InlineData("System.Func<int>")]
    [InlineData("System.IO.Pipes.NamedPipeServerStream")]
    [InlineData("System.Action")]
    [InlineData("System.Delegate")]
    [InlineData("System.Threading.Thread")]
    [InlineData("System.Threading.Tasks.Task<int>")]
    [InlineData("System.Threading.Tasks.ValueTask<int>")]
    [InlineData("System.IO.FileStream")]
    [InlineData("Microsoft.Win32.SafeHandles.SafeFileHandle")]
    [InlineData("nint")]
    [InlineData("System.UIntPtr")]
    [InlineData("System.Threading.AsyncLocal<int>")]
    [InlineData("System.Lazy<int>")]
    public Task Hazard_Type(string type) =>
        Reports<ProcessBoundPayloadAnalyzer>(Json($"public {type} Value {{ get; set; }} = default!;", marked: true));

    [Theory]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.Never)] public CancellationToken Token { get; set; }")]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public CancellationToken Token { get; set; }")]
    [InlineData("[JsonInclude] public CancellationToken Token;")]
    [InlineData("[JsonInclude] internal CancellationToken Token { get; set; }")]
    [InlineData("public CancellationToken Token => default;")]
    public Task Hazard_JsonWrites(string member) => Reports<ProcessBoundPayloadAnalyzer>(Json(member, marked: true));

    [Theory]
    [InlineData("[JsonIgnore] public CancellationToken Token { get; set; }")]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.Always)] public CancellationToken Token { get; set; }")]
    [InlineData("public CancellationToken Token;")]
    [InlineData("internal CancellationToken Token { get; set; }")]
    [InlineData("private readonly SemaphoreSlim _gate = new(1);")]
    [InlineData("public CancellationToken Token { private get; set; }")]
    [InlineData("public CancellationToken Token { set { } }")]
    [InlineData("public static SemaphoreSlim Gate { get; } = new(1);")]
    [InlineData("public event Action? Changed;")]
    [InlineData("public object Gate { get; } = new();")]
    [InlineData("public IDisposable? Gate { get; set; }")]
    [InlineData("public System.Collections.Concurrent.ConcurrentDictionary<string, int> Data { get; } = new();")]
    [InlineData("[JsonConverter(typeof(TokenConverter))] public CancellationToken Token { get; set; }")]
    [InlineData("public Converted? Part { get; set; }")]
    [InlineData("public Job? Parent { get; set; }")]
    [InlineData("public Exception? Error { get; set; }")]
    [InlineData("public Remote? Remote { get; set; }")]
    [InlineData("public Self? Self { get; set; }")]
    [InlineData("public Kept? Kept { get; set; }")]
    [InlineData("public Action this[int index] => () => { };")]
    public Task Safe_JsonSkips(string member) => Silent<ProcessBoundPayloadAnalyzer>(Json(member));

    [Theory]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:job|})")]
    [InlineData("JsonSerializer.Serialize<Job>({|PSAFE106:job|})")]
    [InlineData("JsonSerializer.Serialize<object>({|PSAFE106:job|})")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:job|}, typeof(Job))")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:job|}, options)")]
    [InlineData("JsonSerializer.SerializeToUtf8Bytes({|PSAFE106:job|})")]
    [InlineData("JsonSerializer.SerializeToElement({|PSAFE106:value: job|})")]
    [InlineData("JsonSerializer.SerializeAsync(stream, {|PSAFE106:job|})")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:new { job }|})")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:new[] { job }|})")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:Task.FromResult(job.Name)|})")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:new Fields()|}, new JsonSerializerOptions { IncludeFields = true })")]
    [InlineData("JsonSerializer.Serialize({|PSAFE106:new Fields()|}, s_fields)")]
    public Task Hazard_Call(string call) => Reports<ProcessBoundPayloadAnalyzer>(Calls(call));

    [Theory]
    [InlineData("JsonSerializer.Serialize(job.Name)")]
    [InlineData("JsonSerializer.Serialize<object?>(null)")]
    [InlineData("JsonSerializer.Serialize<Job?>(null)")]
    [InlineData("JsonSerializer.Serialize<IJob>(job)")]
    [InlineData("JsonSerializer.Serialize(new Fields())")]
    [InlineData("JsonSerializer.Serialize(new Fields(), new JsonSerializerOptions { IncludeFields = false })")]
    [InlineData("JsonSerializer.Serialize(job, new JsonSerializerOptions { Converters = { null! } })")]
    [InlineData("JsonSerializer.Serialize(job, s_converting)")]
    [InlineData("JsonSerializer.Deserialize<Job>(\"\")")]
    public Task Safe_Call(string call) => Silent<ProcessBoundPayloadAnalyzer>(Calls(call));

    [Fact]
    public Task Hazard_EveryMemberIsReported() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System.Text.Json;
        using System.Threading;

        public record Job(CancellationToken {|#1:Token|}, Mutex {|#2:Gate|});

        public static class Jobs
        {
            public static string Write(Job job) => JsonSerializer.Serialize({|#0:job|});
        }
        """,
        new DiagnosticResult(Rules.ProcessBoundPayload).WithLocation(0).WithLocation(1)
            .WithArguments("$.Token", "a cancellation token", "JsonSerializer", "Leave it out with [JsonIgnore]"),
        new DiagnosticResult(Rules.ProcessBoundPayload).WithLocation(0).WithLocation(2)
            .WithArguments("$.Gate", "a lock or signal", "JsonSerializer", "Leave it out with [JsonIgnore]"));

    [Theory]
    [InlineData("new XmlSerializer({|PSAFE106:typeof(Job)|})", "public CancellationToken Token { get; set; }")]
    [InlineData("new XmlSerializer({|PSAFE106:new Job().GetType()|})", "public CancellationToken Token;")]
    [InlineData("new XmlSerializer({|PSAFE106:typeof(List<Job>)|}, \"jobs\")", "public Stream Data { get; set; }")]
    [InlineData("new DataContractSerializer({|PSAFE106:typeof(Job)|})", "public CancellationToken Token { get; set; }")]
    [InlineData("new DataContractJsonSerializer({|PSAFE106:typeof(Job[])|})", "public Action Done;")]
    public Task Hazard_TypeOfASerializer(string creation, string member) => Reports<ProcessBoundPayloadAnalyzer>(Plain(creation, member));

    [Theory]
    [InlineData("new XmlSerializer(typeof(Job))", "[XmlIgnore] public CancellationToken Token { get; set; }")]
    [InlineData("new XmlSerializer(typeof(Job))", "public CancellationToken Token => default;")]
    [InlineData("new XmlSerializer(typeof(Job))", "public CancellationToken Token { get; private set; }")]
    [InlineData("new XmlSerializer(typeof(Job))", "internal CancellationToken Token { get; set; }")]
    [InlineData("new XmlSerializer(typeof(Job))", "public readonly CancellationToken Token;")]
    [InlineData("new XmlSerializer(typeof(Job))", "public CancellationToken Token; public bool ShouldSerializeToken() => false;")]
    [InlineData("new XmlSerializer(typeof(Job), new XmlAttributeOverrides())", "public CancellationToken Token;")]
    [InlineData("new DataContractSerializer(typeof(Job))", "[IgnoreDataMember] public CancellationToken Token { get; set; }")]
    [InlineData("new DataContractSerializer(typeof(Job))", "private CancellationToken _token;")]
    [InlineData("new DataContractSerializer(typeof(Job))", "public MemoryStream Data { get; set; }")]
    [InlineData("new DataContractSerializer(typeof(Job), Settings)", "public CancellationToken Token;")]
    [InlineData("new DataContractSerializer(typeof(Written))", "public CancellationToken Token;")]
    public Task Safe_TypeOfASerializer(string creation, string member) => Silent<ProcessBoundPayloadAnalyzer>(Plain(creation, member));

    [Fact]
    public Task Hazard_FieldsOfASerializableType() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System;
        using System.Runtime.Serialization;
        using System.Threading;

        [Serializable]
        public class Job
        {
            private readonly SemaphoreSlim _gate = new(1);
            [NonSerialized] private readonly SemaphoreSlim _turn = new(1);

            public static object Serializer => new DataContractSerializer({|PSAFE106:typeof(Job)|});
        }
        """);

    /// <summary>One that nobody else can make is written all the same.</summary>
    [Theory]
    [InlineData("[Serializable] internal sealed class Job", "")]
    [InlineData("[Serializable] public class Job", "private Job(int id) => Console.WriteLine(id);")]
    public Task Hazard_FieldsOfASerializableTypeThatIsNotOpen(string type, string constructor) =>
        Reports<ProcessBoundPayloadAnalyzer>(Fields(type, constructor, "{|PSAFE106:typeof(Job)|}"));

    [Theory]
    [InlineData("public class Job")]
    [InlineData("internal sealed class Job")]
    public Task Safe_FieldsOfAnotherType(string type) => Silent<ProcessBoundPayloadAnalyzer>(Fields(type, string.Empty, "typeof(Job)"));

    private static string Fields(string type, string constructor, string payload) =>
        $$"""
        using System;
        using System.Runtime.Serialization;
        using System.Threading;

        {{type}}
        {
            private readonly SemaphoreSlim _gate = new(1);
            [NonSerialized] private readonly SemaphoreSlim _turn = new(1);
            {{constructor}}

            public static object Serializer => new DataContractSerializer({{payload}});
        }
        """;

    [Fact]
    public Task Safe_SurrogateOfTheFile() => Silent<ProcessBoundPayloadAnalyzer>(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        public class Job
        {
            public CancellationToken Token { get; set; }

            public static object Serializer(ISerializationSurrogateProvider provider)
            {
                DataContractSerializer serializer = new(typeof(Job));
                serializer.SetSerializationSurrogateProvider(provider);
                return serializer;
            }
        }
        """);

    private static string Json(string member, bool marked = false) =>
        $$"""
        using System;
        using System.Runtime.Serialization;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading;

        public class Job
        {
            {{member}}

            public static string Write(Job job) => JsonSerializer.Serialize({{(marked ? "{|PSAFE106:job|}" : "job")}});
        }

        [JsonConverter(typeof(TokenConverter))]
        public class Converted
        {
            public CancellationToken Token { get; set; }
        }

        public class Remote : MarshalByRefObject
        {
            public CancellationToken Token { get; set; }
        }

        public class Self : ISerializable
        {
            public CancellationToken Token { get; set; }

            public void GetObjectData(SerializationInfo info, StreamingContext context) { }
        }

        public interface INoSerializationVerificationNeeded { }

        public class Kept : INoSerializationVerificationNeeded
        {
            public CancellationToken Token { get; set; }
        }

        public class TokenConverter : JsonConverter<CancellationToken>
        {
            public override CancellationToken Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => default;
            public override void Write(Utf8JsonWriter writer, CancellationToken value, JsonSerializerOptions options) { }
        }
        """;

    private static string Calls(string call) =>
        $$"""
        using System.IO;
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

        public class Fields
        {
            public CancellationToken Token;
        }

        public static class Jobs
        {
            private static readonly JsonSerializerOptions s_fields = new() { IncludeFields = true };
            private static readonly JsonSerializerOptions s_converting = new() { Converters = { null! } };

            public static object? Write(Job job, Stream stream, JsonSerializerOptions options) => {{call}};
        }
        """;

    private static string Plain(string creation, string member) =>
        $$"""
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Runtime.Serialization;
        using System.Runtime.Serialization.Json;
        using System.Threading;
        using System.Xml;
        using System.Xml.Schema;
        using System.Xml.Serialization;

        public class Job
        {
            {{member}}
        }

        public class Written : IXmlSerializable
        {
            public CancellationToken Token { get; set; }

            public XmlSchema GetSchema() => null;
            public void ReadXml(XmlReader reader) { }
            public void WriteXml(XmlWriter writer) { }
        }

        public static class Jobs
        {
            private static DataContractSerializerSettings Settings { get; } = new();

            public static object Serializer => {{creation}};
        }
        """;

    private static string WithStore(string call) =>
        $$"""
        using System;
        using System.Threading;

        public class Base
        {
            public int Id { get; set; }
            public Type Kind => typeof(Base);
        }

        public class Order : Base
        {
            public CancellationToken Token { get; set; }
        }

        public class Store
        {
            public Store(object first) { }
            public static void Save<T>(T item, int id = 0) { }
            public static void SaveAs(Type type, object? item) { }
        }

        public class Shelf<T>
        {
            public Shelf(T? first) { }
            public void Put(T item) { }
        }

        public static class Stores
        {
            public static void Keep(this object item) { }
        }

        public static class Program
        {
            public static void Run(Order order)
            {
                {{call}};
            }
        }
        """;
}
