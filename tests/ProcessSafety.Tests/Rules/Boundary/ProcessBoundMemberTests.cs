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
            public sealed class GenerateSerializerAttribute : System.Attribute { }

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
    [InlineData("BackgroundJob.Enqueue(() => Run({|PSAFE106:token|}))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Send(\"a\", {|PSAFE106:_gate|}))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Post({|PSAFE106:message|}))")]
    [InlineData("BackgroundJob.Schedule(() => Run({|PSAFE106:token|}), TimeSpan.Zero)")]
    public Task Hazard_ArgumentOfAJob(string call) => Reports<ProcessBoundPayloadAnalyzer>(Stubs.Hangfire, Job(call));

    [Theory]
    [InlineData("BackgroundJob.Enqueue(() => Run(CancellationToken.None))")]
    [InlineData("BackgroundJob.Enqueue(() => Run(default))")]
    [InlineData("BackgroundJob.Enqueue(() => Run(new CancellationToken()))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Send(\"a\", null!))")]
    [InlineData("BackgroundJob.Enqueue<Mailer>(mailer => mailer.Say(message.Text))")]
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

        public class Mailer
        {
            public void Send(string text, SemaphoreSlim gate) { }
            public void Post(Message message) { }
            public void Say(string text) { }
        }

        public class Shop
        {
            private readonly SemaphoreSlim _gate = new(1);

            public void Sell(CancellationToken token, Message message) => {{call}};

            public static void Run(CancellationToken token) { }
        }
        """;
}
