using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

/// <summary>Members that their declaration puts into a contract, and values that a job or delegate takes along.</summary>
public sealed class ProcessBoundMemberTests : RuleTest
{
    private const string Libraries =
        """
        namespace Orleans
        {
            public sealed class GenerateSerializerAttribute : System.Attribute
            {
                public bool IncludePrimaryConstructorParameters { get; set; }
            }

            public sealed class IdAttribute : System.Attribute
            {
                public IdAttribute(uint id) { }
            }
        }

        namespace MessagePack
        {
            public sealed class MessagePackObjectAttribute : System.Attribute
            {
                public MessagePackObjectAttribute(bool keyAsPropertyName = false) { }
            }

            public sealed class KeyAttribute : System.Attribute
            {
                public KeyAttribute(int x) { }
            }

            public sealed class IgnoreMemberAttribute : System.Attribute { }

            public sealed class MessagePackFormatterAttribute : System.Attribute
            {
                public MessagePackFormatterAttribute(System.Type type) { }
            }
        }
        """;

    [Fact]
    public Task Hazard_DataMember() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public class Job
        {
            [DataMember] private CancellationToken {|#0:_token|};
        }
        """,
        new DiagnosticResult(Rules.ProcessBoundPayload).WithLocation(0)
            .WithArguments("$._token", "a cancellation token", "DataContractSerializer", "Leave it out of the contract"));

    [Fact]
    public Task Hazard_DataMemberIsReportedOnce() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public class Job
        {
            [DataMember] public CancellationToken {|PSAFE106:Token|} { get; set; }
            [DataMember] public Part? Part { get; set; }

            public static object Serializer => new DataContractSerializer(typeof(Job));
        }

        [DataContract]
        public class Part
        {
            [DataMember] public Mutex? {|PSAFE106:Gate|} { get; set; }
        }
        """);

    [Fact]
    public Task Hazard_MemberOfAPlainPart() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public class Job
        {
            [DataMember] public Part? {|#0:Part|} { get; set; }
        }

        public class Part
        {
            public CancellationToken {|#1:Token|} { get; set; }
        }
        """,
        new DiagnosticResult(Rules.ProcessBoundPayload).WithLocation(0).WithLocation(1)
            .WithArguments("$.Part.Token", "a cancellation token", "DataContractSerializer", "Leave it out of the contract"));

    [Fact]
    public Task Hazard_RecordParameter() => Reports<ProcessBoundPayloadAnalyzer>(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public record Job([property: DataMember] CancellationToken {|PSAFE106:Token|});
        """);

    [Theory]
    [InlineData("[DataContract]", "public CancellationToken Token { get; set; }")]
    [InlineData("[DataContract]", "[IgnoreDataMember] public CancellationToken Token { get; set; }")]
    [InlineData("", "[DataMember] public CancellationToken Token { get; set; }")]
    [InlineData("[DataContract]", "[DataMember] public object Token { get; set; }")]
    [InlineData("[DataContract]", "[DataMember] public MemoryStream Data { get; set; }")]
    [InlineData("[DataContract]", "[DataMember] public ConcurrentDictionary<string, int> Data { get; set; }")]
    [InlineData("[DataContract]", "[DataMember] public TimeSpan Timeout { get; set; }")]
    public Task Safe_NotInTheContract(string contract, string member) => Silent<ProcessBoundPayloadAnalyzer>(
        $$"""
        #nullable disable
        using System;
        using System.Collections.Concurrent;
        using System.IO;
        using System.Runtime.Serialization;
        using System.Threading;

        {{contract}}
        public class Job
        {
            {{member}}
        }
        """);

    [Theory]
    [InlineData("[Orleans.GenerateSerializer]", "[Orleans.Id(0)] public CancellationToken {|PSAFE106:Token|};")]
    [InlineData("[Orleans.GenerateSerializer]", "[Orleans.Id(0)] public List<Action> {|PSAFE106:Callbacks|} { get; set; }")]
    [InlineData("[MessagePackObject]", "[Key(0)] public SemaphoreSlim {|PSAFE106:Gate|} { get; set; }")]
    [InlineData("[MessagePackObject(true)]", "public SemaphoreSlim {|PSAFE106:Gate|} { get; set; }")]
    public Task Hazard_LibraryContract(string contract, string member) =>
        Reports<ProcessBoundPayloadAnalyzer>(Libraries, Library(contract, member));

    [Theory]
    [InlineData("[Orleans.GenerateSerializer]", "[NonSerialized] public CancellationToken Token;")]
    [InlineData("[Orleans.GenerateSerializer]", "public CancellationToken Token { get; set; }")]
    [InlineData("[Orleans.GenerateSerializer]", "[Orleans.Id(0)] public TimeSpan Timeout;")]
    [InlineData("[MessagePackObject]", "[IgnoreMember] public SemaphoreSlim Gate { get; set; }")]
    [InlineData("[MessagePackObject]", "[Key(0)] public Lazy<int> Value { get; set; }")]
    [InlineData("[MessagePackObject]", "[Key(0), MessagePackFormatter(typeof(int))] public SemaphoreSlim Gate { get; set; }")]
    [InlineData("[MessagePackObject(true)]", "[IgnoreMember] public SemaphoreSlim Gate { get; set; }")]
    [InlineData("[MessagePackObject(true)]", "private SemaphoreSlim Gate { get; set; }")]
    [InlineData("[MessagePackObject(true)]", "[IgnoreDataMember] public SemaphoreSlim Gate { get; set; }")]
    public Task Safe_LibraryContract(string contract, string member) =>
        Silent<ProcessBoundPayloadAnalyzer>(Libraries, Library(contract, member));

    [Theory]
    [InlineData("[Orleans.GenerateSerializer] public record Job(string Name, CancellationToken {|PSAFE106:Token|});")]
    [InlineData("[Orleans.GenerateSerializer] public readonly record struct Job(SemaphoreSlim {|PSAFE106:Gate|}, int Id);")]
    [InlineData("[Orleans.GenerateSerializer] public record Job([property: Orleans.Id(0)] CancellationToken {|PSAFE106:Token|});")]
    [InlineData(
        "[Orleans.GenerateSerializer] public record Job(Action {|PSAFE106:Done|}) { public CancellationToken Token { "
            + "get; set; } }")]
    public Task Hazard_ParameterOfAnOrleansRecord(string type) =>
        Reports<ProcessBoundPayloadAnalyzer>(Libraries, "using System;\nusing System.Threading;\n" + type);

    [Theory]
    [InlineData("public record Job(string Name, CancellationToken Token);")]
    [InlineData("[Orleans.GenerateSerializer] public record Job(string Name) { public CancellationToken Token { get; set; } }")]
    [InlineData("[Orleans.GenerateSerializer] public record Job([field: NonSerialized] CancellationToken Token);")]
    [InlineData(
        "[Orleans.GenerateSerializer(IncludePrimaryConstructorParameters = false)] public record Job(CancellationToken Token);")]
    [InlineData("[Orleans.GenerateSerializer] public class Job { public Job(CancellationToken token) { } }")]
    [InlineData("[MessagePack.MessagePackObject] public record Job(CancellationToken Token);")]
    public Task Safe_ParameterOfAnotherType(string type) =>
        Silent<ProcessBoundPayloadAnalyzer>(Libraries, "using System;\nusing System.Threading;\n" + type);

    [Theory]
    [InlineData("BackgroundJob.Enqueue(() => Run({|PSAFE106:token|}))")]
    [InlineData("Client.Enqueue(() => Run({|PSAFE106:token|}))")]
    [InlineData("Client.Enqueue<Mailer>(mailer => mailer.Send(\"a\", {|PSAFE106:_gate|}))")]
    [InlineData("RecurringJob.AddOrUpdate(\"a\", () => Run({|PSAFE106:token|}), \"* * * * *\")")]
    [InlineData("Manager.AddOrUpdate(\"a\", () => Run({|PSAFE106:token|}), \"* * * * *\")")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Send(\"a\", {|PSAFE106:_gate|}))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Send(\"a\", {|PSAFE106:Gates.Shared|}))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Post({|PSAFE106:message|}))")]
    [InlineData("BackgroundJob.Schedule(() => Run({|PSAFE106:token|}), TimeSpan.Zero)")]
    public Task Hazard_ArgumentOfAJob(string call) => Reports<ProcessBoundPayloadAnalyzer>(Stubs.Hangfire, Job(call));

    [Theory]
    [InlineData("BackgroundJob.Enqueue(() => Run(CancellationToken.None))")]
    [InlineData("BackgroundJob.Enqueue(() => Run(default))")]
    [InlineData("BackgroundJob.Enqueue(() => Run(new CancellationToken()))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Send(\"a\", null!))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Send(\"a\", Gates.Null))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Say(message.Text))")]
    [InlineData("BackgroundJob.Enqueue(() => Perform(null!, JobCancellationToken.Null))")]
    [InlineData("Client.Enqueue(() => Run(CancellationToken.None))")]
    [InlineData("RecurringJob.AddOrUpdate(\"a\", () => Run(CancellationToken.None), \"* * * * *\")")]
    public Task Safe_ArgumentOfAJob(string call) => Silent<ProcessBoundPayloadAnalyzer>(Stubs.Hangfire, Job(call));

    [Fact]
    public Task Hazard_CapturedByAUdf() => Reports<ProcessBoundPayloadAnalyzer>(
        Stubs.Spark,
        """
        using System.Threading;
        using Microsoft.Spark.Sql;

        public static class Report
        {
            public static object Make(CancellationToken token, int limit) =>
                Functions.Udf<int, bool>(row => row < limit && !{|PSAFE106:token|}.IsCancellationRequested);
        }
        """);

    [Theory]
    [InlineData(
        "[Serializable] public class Tagger { private readonly SemaphoreSlim _gate = new(1); public bool Tag(int row) "
            + "=> row > 0; }")]
    [InlineData("[Serializable] public class Tagger { public Part? Part { get; set; } public bool Tag(int row) => row > 0; }")]
    [InlineData("[Serializable] public class Tagger { private readonly List<Part> _parts = new(); public bool Tag(int row) => row > 0; }")]
    [InlineData("[Serializable] public class Tagger : Part { public bool Tag(int row) => row > 0; }")]
    public Task Hazard_CapturedByAUdf_ThroughTheGraph(string type) => Reports<ProcessBoundPayloadAnalyzer>(
        Stubs.Spark,
        Udf(type, "Functions.Udf<int, bool>(row => {|PSAFE106:tagger|}.Tag(row))"),
        Udf(type, "new UdfRegistration().Register<int, bool>(\"tag\", row => {|PSAFE106:tagger|}.Tag(row))").Replace("Report", "Other")
            .Replace("Tagger", "Another").Replace("Part", "Piece"));

    [Theory]
    [InlineData(
        "[Serializable] public class Tagger { [NonSerialized] private SemaphoreSlim? _gate; public bool Tag(int row) "
            + "=> row > 0; }")]
    [InlineData("[Serializable] public class Tagger { [NonSerialized] private Part? _part; public bool Tag(int row) => row > 0; }")]
    [InlineData(
        "[Serializable] public class Tagger { public bool Tag(int row) { using SemaphoreSlim gate = new(row); return "
            + "gate.Wait(0); } }")]
    public Task Safe_CapturedByAUdf_WithoutIt(string type) => Silent<ProcessBoundPayloadAnalyzer>(
        Stubs.Spark,
        Udf(type, "Functions.Udf<int, bool>(row => tagger.Tag(row))"));

    /// <summary>What is broadcast is sent by the library itself, and a batch is handled by the driver.</summary>
    [Theory]
    [InlineData("Functions.Udf<int, bool>(row => sent.Value().Count > row)")]
    [InlineData("writer.ForeachBatch((rows, id) => { if (tagger.Tag((int)id)) { Console.WriteLine(rows); } })")]
    public Task Safe_SparkSendsItself(string call) => Silent<ProcessBoundPayloadAnalyzer>(
        test => test.TestState.AdditionalReferences.Add(StubLibrary.Of(
            Stubs.Spark +
            """

            namespace Microsoft.Spark.Sql
            {
                [System.Serializable]
                public sealed class Broadcast<T>
                {
                    private readonly System.Threading.ThreadLocal<T> _value = new();
                    public T Value() => _value.Value!;
                }

                public sealed class DataStreamWriter
                {
                    public void ForeachBatch(System.Action<object, long> handler) { }
                }
            }
            """)),
        Udf(
            "[Serializable] public class Tagger { private readonly SemaphoreSlim _gate = new(1); public bool Tag(int row) => row > 0; }",
            call,
            ", Broadcast<List<int>> sent, DataStreamWriter writer"));

    private static string Udf(string type, string call, string parameters = "") =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using Microsoft.Spark.Sql;

        {{type}}

        [Serializable]
        public class Part
        {
            private readonly SemaphoreSlim _gate = new(1);
        }

        public static class Report
        {
            public static void Make(Tagger tagger{{parameters}})
            {
                {{call}};
            }
        }
        """;

    [Fact]
    public Task Hazard_CapturedInAnotherDomain() => Reports<ProcessBoundPayloadAnalyzer>(
        static test => test.ReferenceAssemblies = Frameworks.Net472,
        """
        using System;
        using System.Threading;

        [Serializable]
        public class Job
        {
            private readonly SemaphoreSlim _gate = new SemaphoreSlim(1);

            public void Go(AppDomain other) => other.DoCallBack(() => {|PSAFE106:Run()|});

            private void Run() => Console.WriteLine(_gate);
        }
        """);

    [Fact]
    public Task Safe_MadeInAUdf() => Silent<ProcessBoundPayloadAnalyzer>(
        Stubs.Spark,
        """
        using System.Threading;
        using Microsoft.Spark.Sql;

        public static class Report
        {
            public static object Make(int limit) => Functions.Udf<int, bool>(row =>
            {
                using SemaphoreSlim gate = new(limit);
                gate.Wait();
                return row < limit;
            });
        }
        """);

    private static string Library(string contract, string member) =>
        $$"""
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.Runtime.Serialization;
        using System.Threading;
        using MessagePack;

        {{contract}}
        public class Job
        {
            {{member}}
        }
        """;

    private static string Job(string call) =>
        $$"""
        using System;
        using System.Threading;
        using Hangfire;

        public class Message
        {
            public string Text { get; set; } = "";
            public Action? Sent { get; set; }
        }

        public interface IJobCancellationToken { }

        public class JobCancellationToken : IJobCancellationToken
        {
            public static IJobCancellationToken Null => null!;

            public CancellationToken ShutdownToken { get; set; }
        }

        public class PerformContext
        {
            public IJobCancellationToken Token { get; set; } = null!;

            public CancellationTokenSource Source { get; set; } = null!;
        }

        public static class Gates
        {
            public static readonly SemaphoreSlim Null = new(0);
            public static readonly SemaphoreSlim Shared = new(1);
        }

        public class Mailer
        {
            public void Send(string text, SemaphoreSlim gate) { }
            public void Post(Message message) { }
            public void Say(string text) { }
        }

        public class Shop
        {
            private readonly SemaphoreSlim _gate = new(1);

            private IBackgroundJobClient Client { get; set; } = null!;

            private IRecurringJobManager Manager { get; set; } = null!;

            public void Sell(CancellationToken token, Message message) => {{call}};

            public static void Perform(PerformContext context, IJobCancellationToken token) { }

            public static void Run(CancellationToken token) { }
        }
        """;
}
