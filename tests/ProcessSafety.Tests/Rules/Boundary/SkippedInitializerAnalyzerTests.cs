using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class SkippedInitializerAnalyzerTests : RuleTest
{
    private const string Orleans =
        """
        namespace Orleans
        {
            using System;

            public sealed class GenerateSerializerAttribute : Attribute { }
            public sealed class UseActivatorAttribute : Attribute { }
            public sealed class OrleansConstructorAttribute : Attribute { }
            public sealed class GeneratedActivatorConstructorAttribute : Attribute { }

            public sealed class SerializationCallbacksAttribute : Attribute
            {
                public SerializationCallbacksAttribute(Type hook) { }
            }

            public sealed class IdAttribute : Attribute
            {
                public IdAttribute(uint id) { }
            }
        }
        """;

    [Fact]
    public Task Hazard_LockOfADataContract() => Reports<SkippedInitializerAnalyzer>(
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            private readonly object {|#0:_gate|} = new();
            [DataMember] private int _runs;

            public void Run()
            {
                lock (_gate)
                    _runs++;
            }
        }
        """,
        new DiagnosticResult(Rules.LockIsNullAfterReading).WithLocation(0)
            .WithArguments("_gate", "DataContractSerializer", "Create it in [OnDeserializing] too"));

    [Theory]
    [InlineData("(Job)s_serializer.ReadObject(Stream.Null)!")]
    [InlineData("s_serializer.ReadObject(Stream.Null) as Job")]
    [InlineData("s_serializer.ReadObject(Stream.Null) is Job job")]
    [InlineData("(List<Job>)s_serializer.ReadObject(Stream.Null)!")]
    [InlineData("(Plan)s_serializer.ReadObject(Stream.Null)!")]
    [InlineData("s_serializer.ReadObject(Stream.Null)!")]
    [InlineData("Read<Job>()")]
    [InlineData("new DataContractJsonSerializer(typeof(Job)).ReadObject(Stream.Null) as Job")]
    [InlineData("(Job[])s_serializer.ReadObject(Stream.Null)!")]
    [InlineData("s_serializer.ReadObject(Stream.Null) switch { Job job => job, _ => null }")]
    public Task Hazard_InternalTypeThatIsRead(string read) => Reports<SkippedInitializerAnalyzer>(Internal(read, "{|PSAFE107:_gate|}"));

    [Theory]
    [InlineData("1")]
    [InlineData("(Other)s_serializer.ReadObject(Stream.Null)!")]
    [InlineData("s_serializer.ReadObject(Stream.Null) is Other other")]
    [InlineData("System.Text.Json.JsonSerializer.Deserialize<Job>(\"{}\")")]
    public Task Safe_InternalTypeThatIsOnlyWritten(string read) => Silent<SkippedInitializerAnalyzer>(Internal(read, "_gate"));

    /// <summary>A public type others may read; a private one in it, and a public one in an internal one, nobody else can.</summary>
    [Fact]
    public Task Hazard_PublicTypeThatIsOnlyWritten() => Reports<SkippedInitializerAnalyzer>(
        Written("public static class Log { [DataContract] public class Job", "{|PSAFE107:_gate|}", "DataContractSerializer"));

    [Theory]
    [InlineData("public static class Log { [DataContract] private class Job", "DataContractSerializer")]
    [InlineData("internal static class Log { [DataContract] public class Job", "DataContractSerializer")]
    [InlineData("internal static class Log { [DataContract] public class Job", "DataContractJsonSerializer")]
    public Task Safe_NestedTypeThatIsOnlyWritten(string head, string serializer) =>
        Silent<SkippedInitializerAnalyzer>(Written(head, "_gate", serializer));

    private static string Written(string head, string gate, string serializer) =>
        $$"""
        using System.IO;
        using System.Runtime.Serialization;
        using System.Runtime.Serialization.Json;

        {{head}}
            {
                private readonly object {{gate}} = new();
                [DataMember] private int _runs;

                public void Run()
                {
                    lock (_gate)
                    {
                        _runs++;
                    }
                }
            }

            public static void Write()
            {
                Job job = new();
                job.Run();
                new {{serializer}}(typeof(Job)).WriteObject(Stream.Null, job);
            }
        }
        """;

    private static string Internal(string read, string gate) =>
        $$"""
        using System.Collections.Generic;
        using System.IO;
        using System.Runtime.Serialization;
        using System.Runtime.Serialization.Json;

        [DataContract]
        internal class Job
        {
            private readonly object {{gate}} = new();
            [DataMember] private int _runs;

            public void Run()
            {
                lock (_gate)
                {
                    _runs++;
                }
            }
        }

        [DataContract]
        internal class Plan
        {
            [DataMember] public Job? First;
        }

        [DataContract]
        internal class Other
        {
            [DataMember] public int Count;
        }

        internal static class Program
        {
            private static readonly DataContractSerializer s_serializer = new(typeof(Job));

            private static void Main()
            {
                s_serializer.WriteObject(Stream.Null, new Job());
                object? read = {{read}};
            }

            {{(read.StartsWith("Read<", System.StringComparison.Ordinal)
                ? "private static T Read<T>() => (T)s_serializer.ReadObject(Stream.Null)!;"
                : string.Empty)}}
        }
        """;

    [Theory]
    [InlineData("SemaphoreSlim", "new(1, 1)", "_gate.Wait()")]
    [InlineData("SemaphoreSlim", "new SemaphoreSlim(1)", "_gate.Release()")]
    [InlineData("ManualResetEventSlim", "new()", "Wait(_gate)")]
    [InlineData("ReaderWriterLockSlim", "new()", "this._gate.EnterReadLock()")]
    [InlineData("AutoResetEvent", "new(false)", "System.Console.WriteLine(_gate.WaitOne())")]
    [InlineData("Mutex", "new(false, \"Jobs\")", "_gate.WaitOne()")]
    [InlineData("object", "new()", "Monitor.Enter(_gate)")]
    [InlineData("System.Collections.Generic.List<int>", "new()", "{ lock (_gate) _gate.Add(1); }")]
    public Task Hazard_Used(string type, string creation, string use) => Reports<SkippedInitializerAnalyzer>(Contract(
        $$"""
        readonly {{type}} {|PSAFE107:_gate|} = {{creation}};

        public void Run() { {{use}}; }

        static void Wait(object gate) { }
        """));

    [Fact]
    public Task Hazard_InternalTypeBesideAnotherSerializer() => Reports<SkippedInitializerAnalyzer>(
        """
        using System.Runtime.Serialization;
        using System.Text.Json;

        [DataContract]
        internal class Job
        {
            private readonly object {|PSAFE107:_gate|} = new();
            [DataMember] private int _runs;

            public void Run()
            {
                lock (_gate)
                {
                    _runs++;
                }
            }

            public static string Write(int[] runs) => JsonSerializer.Serialize(runs);
        }
        """);

    [Fact]
    public Task Hazard_Property() => Reports<SkippedInitializerAnalyzer>(Contract(
        """
        private object {|PSAFE107:Gate|} { get; } = new();

        public void Run() { lock (Gate) { } }
        """));

    [Fact]
    public Task Hazard_UsedByANestedAndADerivedType() => Reports<SkippedInitializerAnalyzer>(
        """
        using System.Runtime.Serialization;

        [DataContract]
        public abstract class Job
        {
            private readonly object {|PSAFE107:_gate|} = new();
            protected readonly object {|PSAFE107:_turn|} = new();

            private class Part
            {
                public void Run(Job job) { lock (job._gate) { } }
            }
        }
        """,
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Export : Job
        {
            public void Run() { lock (_turn) { } }
        }
        """);

    [Fact]
    public Task Hazard_ConstructorRunsNot() => Reports<SkippedInitializerAnalyzer>(Contract(
        """
        private object {|PSAFE107:_gate|} = new();

        public Job() => _gate = new();

        public void Run() { lock (_gate) { } }
        """));

    [Fact]
    public Task Hazard_RecordAndStruct() => Reports<SkippedInitializerAnalyzer>(
        """
        using System.Runtime.Serialization;

        [DataContract]
        public record Order([property: DataMember] int Id)
        {
            private readonly object {|PSAFE107:_gate|} = new();

            public void Run() { lock (_gate) { } }
        }

        [DataContract]
        public struct Line
        {
            private readonly object {|PSAFE107:_gate|} = new();

            public Line(int id) { }

            public void Run() { lock (_gate) { } }
        }
        """);

    [Fact]
    public Task Hazard_NonSerialized() => Reports<SkippedInitializerAnalyzer>(
        """
        using System;

        [Serializable]
        public class Job
        {
            [NonSerialized] private readonly object {|PSAFE107:_gate|} = new();
            [field: NonSerialized] private object {|PSAFE107:Turn|} { get; } = new();

            public void Run() { lock (_gate) lock (Turn) { } }
        }
        """);

    [Theory]
    [InlineData("class Job { public Job(int id) { }")]
    [InlineData("class Job { private Job() { }")]
    [InlineData("record Job(int Id) {")]
    [InlineData("struct Job { public Job() { }")]
    public Task Hazard_OrleansCallsNoConstructor(string head) => Reports<SkippedInitializerAnalyzer>(
        Orleans,
        $$"""
        [Orleans.GenerateSerializer]
        public {{head}}
            private readonly object {|PSAFE107:_gate|} = new();

            public void Run() { lock (_gate) { } }
        }
        """);

    [Fact]
    public Task Hazard_OrleansNeedsAConstructor() => Reports<SkippedInitializerAnalyzer>(
        test => test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.LockIsNullAfterReading).WithLocation(0)
            .WithArguments("_gate", "Orleans", "Give the type a public parameterless constructor")),
        Orleans,
        """
        [Orleans.GenerateSerializer]
        public class Job
        {
            private readonly object {|#0:_gate|} = new();

            public Job(int id) { }

            public void Run() { lock (_gate) { } }
        }
        """);

    [Theory]
    [InlineData("[GenerateSerializer] public class Job { public Job() { } public Job(int id) { }")]
    [InlineData("[GenerateSerializer] public class Job {")]
    [InlineData("[GenerateSerializer] public abstract class Job { protected Job(int id) { }")]
    [InlineData("[GenerateSerializer] public class Job { [OrleansConstructor] public Job(int id) { }")]
    [InlineData("[GenerateSerializer] public class Job { [GeneratedActivatorConstructor] public Job(int id) { }")]
    [InlineData("[GenerateSerializer, UseActivator] public class Job { public Job(int id) { }")]
    [InlineData("[GenerateSerializer, SerializationCallbacks(typeof(object))] public class Job { public Job(int id) { }")]
    [InlineData(
        "[GenerateSerializer] public class Job { [Id(1)] private readonly List<int> _list = new(); public Job(int id) { lock (_list) { } } "
            + "public void Add() { lock (_list) { } }")]
    public Task Safe_OrleansCallsAConstructor(string head) => Silent<SkippedInitializerAnalyzer>(
        Orleans,
        $$"""
        using System.Collections.Generic;
        using Orleans;

        {{head.Replace("public Job(int id) { }", "public Job(int id) { } ")}}
            {{(head.Contains("_list") ? "" : "private readonly object _gate = new(); public void Run() { lock (_gate) { } }")}}
        }
        """);

    /// <summary>[Serializable] is left over from older formatters: the serialiser that the type names does call its constructor.</summary>
    [Theory]
    [InlineData("Orleans.GenerateSerializer")]
    [InlineData("MessagePack.MessagePackObject")]
    public Task Safe_SerializableOfAnotherSerializer(string attribute) => Silent<SkippedInitializerAnalyzer>(
        Orleans,
        "namespace MessagePack { public sealed class MessagePackObjectAttribute : System.Attribute { } }",
        $$"""
        using System;

        [Serializable, {{attribute}}]
        public class Job
        {
            [NonSerialized] private readonly object _gate = new();

            public void Run() { lock (_gate) { } }
        }
        """);

    [Theory]
    [InlineData("public class Job", "")]
    [InlineData("[Serializable] public class Job", "")]
    [InlineData("[CollectionDataContract] public class Job : List<int>", "")]
    [InlineData("[DataContract] public class Job : Plain", "")]
    [InlineData("[Serializable] public class Job : ISerializable", "[NonSerialized]")]
    [InlineData("[Serializable] public class Job : Plain, IObjectReference", "[NonSerialized]")]
    [InlineData("[Serializable] public class Job : MarshalByRefObject", "[NonSerialized]")]
    [InlineData("[DataContract] public class Job", "[DataMember]")]
    public Task Safe_NotReadWithoutAConstructor(string head, string attribute) => Silent<SkippedInitializerAnalyzer>(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Runtime.Serialization;

        public class Plain { }

        {{head}}
        {
            {{attribute}} private readonly object _gate = new();

            public void Run() { lock (_gate) { } }
            public void GetObjectData(SerializationInfo info, StreamingContext context) { }
            public object GetRealObject(StreamingContext context) => this;
        }
        """);

    [Theory]
    [InlineData("[OnDeserializing] void Begin(StreamingContext context) => _gate = new();")]
    [InlineData("[OnDeserialized] void End(StreamingContext context) { Restore(); }  void Restore() { _gate = new(); }")]
    [InlineData("object Gate => _gate ??= new();")]
    [InlineData("object Gate => _gate ?? this;")]
    [InlineData("object Gate() { System.Threading.Interlocked.CompareExchange(ref _gate, new(), null!); return _gate; }")]
    [InlineData("object Gate() { System.Threading.LazyInitializer.EnsureInitialized(ref _gate); return _gate; }")]
    [InlineData("bool IsReady => _gate != null;")]
    [InlineData("bool IsReady => _gate is not null;")]
    [InlineData("static Job Copy(Job job) => new() { _gate = job._gate };")]
    public Task Safe_SetOrChecked(string member) => Silent<SkippedInitializerAnalyzer>(Contract(
        $$"""
        private object _gate = new();

        public void Run() { lock (_gate) { } }

        {{member}}
        """));

    [Theory]
    [InlineData("private readonly object _gate = new(); public override string ToString() => nameof(_gate);")]
    [InlineData("private readonly object _gate = new(); public Job() { lock (_gate) { } }")]
    [InlineData("private readonly object _key = new(); public object Key => _key;")]
    [InlineData("private readonly List<int> _list = new(); public int Count => _list.Count;")]
    [InlineData("private readonly SemaphoreSlim _gate = new(1); public void Dispose() => _gate?.Dispose();")]
    [InlineData("private static readonly object s_gate = new(); public void Run() { lock (s_gate) { } }")]
    [InlineData("private SpinLock _gate = new(); public void Run() { bool taken = false; _gate.Enter(ref taken); }")]
    [InlineData("private object? _gate; public void Run() { lock (_gate!) { } }")]
    public Task Safe_NotALockOfTheObject(string members) => Silent<SkippedInitializerAnalyzer>(Contract(members));

    private static string Contract(string members) =>
        $$"""
        using System.Collections.Generic;
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public class Job
        {
            {{members}}
        }
        """;
}
